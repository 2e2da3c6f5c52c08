"""Pages that ask for a report's file and say something about the recommendations in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.reports.embedded import LARGEST_MIB, MOST_ENTRIES, Entry, FileProblem, read_entries

#: What a file chooser offers first.
ACCEPTED = ".pdf,.docx,.pptx,.xlsx,.html,.md,.json"

Answering = Callable[[HttpRequest, tuple[Entry, ...]], HttpResponse]


def about_a_file(template: str) -> Callable[[Answering], Callable[[HttpRequest], HttpResponse]]:
    """Ask for a file by a template; the view answers about what is in it, if anything can be read."""

    def decorated(answer: Answering) -> Callable[[HttpRequest], HttpResponse]:
        @never_cache
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(answer)
        def asking(request: HttpRequest) -> HttpResponse:
            if request.method != "POST":
                return file_page(request, template, {})
            try:
                entries = _uploaded(request)
            except FileProblem as problem:
                return file_page(request, template, {"problem": str(problem)}, status=422)
            return answer(request, entries)

        return asking

    return decorated


def file_page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page that asks for a file, with the limits that it tells."""
    limits = {"most": LARGEST_MIB, "entries": MOST_ENTRIES, "accepted": ACCEPTED}
    return render(request, template, {**limits, **context}, status=status)


def _uploaded(request: HttpRequest) -> tuple[Entry, ...]:
    """Return the recommendations in the file ``file`` of a form; raises :class:`FileProblem`."""
    upload = request.FILES.get("file")
    if upload is None:
        raise FileProblem(_("Choose a file."), "empty")
    content = upload.read(LARGEST_MIB * 2**20 + 1)
    return read_entries(content, upload.name or _("The file"))
