"""A report that is checked: whether its recommendation is what its rulebook gives for its answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.reports.embedded import LARGEST_MIB, FileProblem
from advisor.reports.embedded.checking import check, published_versions
from advisor.reports.views.uploads import ACCEPTED, uploaded_entries


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a file; say of each recommendation in it whether it holds. Nothing is stored."""
    if request.method != "POST":
        return _page(request, {})
    try:
        entries = uploaded_entries(request)
    except FileProblem as problem:
        return _page(request, {"problem": str(problem)}, status=422)
    return _page(request, {"results": [check(entry, published_versions) for entry in entries]})


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    limits = {"most": LARGEST_MIB, "accepted": ACCEPTED}
    return render(request, "reports/verify.html", {**limits, **context}, status=status)
