"""Each request gets an id, one line in the log, and is counted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from advisor import logs, metrics

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

logger = logging.getLogger("advisor.requests")


class WatchMiddleware:
    """Stands around all others, so that it sees what becomes of a request in the end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the answer carries its id."""
        began = perf_counter()
        given = request.META.get("HTTP_X_REQUEST_ID") if settings.BEHIND_PROXY else None
        number = request.META[logs.REQUEST_ID] = logs.id_for(given)
        token = logs.request_id.set(number)
        try:
            response = self._get_response(request)
            response.headers["X-Request-ID"] = number
            _tell(request, response, perf_counter() - began)
            return response
        except Exception:
            # Not even the page of an error could be made: the web server answers in its own words.
            _tell(request, HttpResponse(status=500), perf_counter() - began)
            raise
        finally:
            logs.request_id.reset(token)


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    metrics.request_ended(_method_of(request), _name_of(request), response.status_code, seconds)
    _write_line(request, response, seconds)


def _method_of(request: HttpRequest) -> str:
    """Return the method, or "other" for what may be any text."""
    return request.method if request.method in METHODS else "other"


def _name_of(request: HttpRequest) -> str:
    """Return the name of an address, one of a closed set."""
    if request.resolver_match:
        return request.resolver_match.view_name
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "none"


def _write_line(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    status = response.status_code
    line = {
        "method": _method_of(request),
        "route": logs.route_of(request),
        "status": status,
        "ms": round(seconds * 1000, 1),
        "bytes": _length_of(response),
        "account": _account_of(request),
    }
    text = "%(method)s %(route)s %(status)s %(ms)s ms %(bytes)s B account %(account)s"
    logger.log(_level_of(response), text, line, extra=line)
    # Django would write of it once more, with the path.
    response._has_been_logged = True  # type: ignore[attr-defined]


def _level_of(response: HttpResponseBase) -> int:
    """Return how grave an answer is; one that was already told of is only counted."""
    if response.status_code < 400 or getattr(response, "_has_been_logged", False):
        return logging.INFO
    return logging.ERROR if response.status_code >= 500 else logging.WARNING


def _length_of(response: HttpResponse) -> int | None:
    if response.streaming:
        length = response.headers.get("Content-Length", "")
        return int(length) if length.isdigit() else None
    return len(response.content)


def _account_of(request: HttpRequest) -> int | None:
    """Return the number of the account where the request asked for it; asking now would take a query."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user is not None else None
