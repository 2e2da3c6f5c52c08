"""What machines ask: does the process answer, is it ready, what has it counted?

Answered before all else: a container's probe and Prometheus call a process by its own address, over HTTP,
with a Host header that the site does not answer to, and want neither a redirect nor a session.
"""

from __future__ import annotations

from collections.abc import Callable
from hmac import compare_digest

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from advisor.metrics import exposition
from advisor.operations.gauges import Gauges
from advisor.operations.readiness import OK, checks_now

TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"

Answer = Callable[[HttpRequest], HttpResponse]


class ProbeMiddleware:
    """Answers the addresses of machines; all others are passed on."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer without a log line of its own: probes come every few seconds."""
        answer = ANSWERS.get(request.path_info)
        if answer is None or (answer is metrics and not settings.METRICS_TOKEN):
            return self._get_response(request)
        response = answer(request) if request.method in ("GET", "HEAD") else _refused()
        response.headers["Cache-Control"] = "no-store"
        response._has_been_logged = True  # type: ignore[attr-defined]  # it is by those who ask
        return response


def _refused() -> HttpResponse:
    return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """Whether visitors may be sent here: 200, or 503 with what is missing."""
    checks = checks_now()
    ready = all(state == OK for state in checks.values())
    return JsonResponse(
        {"status": "ready" if ready else "not ready", "checks": checks}, status=200 if ready else 503
    )


def metrics(request: HttpRequest) -> HttpResponse:
    """The figures, for those who know the token."""
    given = request.headers.get("Authorization", "").encode()
    if not compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(exposition(Gauges()), content_type=TEXT_FORMAT)


ANSWERS: dict[str, Answer] = {"/healthz": healthz, "/readyz": readyz, "/metrics": metrics}
