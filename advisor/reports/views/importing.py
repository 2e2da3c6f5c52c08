"""A report that is loaded back: its answers and notes become an assessment again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.assessments.access import owner_for_writing, remember
from advisor.assessments.actions import bring_in
from advisor.reports.embedded import LARGEST_MIB, MOST_ENTRIES, FileProblem
from advisor.reports.embedded.arriving import arrival_of
from advisor.reports.places import page_language
from advisor.reports.views.uploads import ACCEPTED, uploaded_entries
from advisor.rulebook.published import current


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def load_back(request: HttpRequest) -> HttpResponse:
    """Ask for a file; store all that it holds as assessments of this owner, or nothing."""
    if request.method != "POST":
        return _page(request, {})
    try:
        entries = uploaded_entries(request)
    except FileProblem as problem:
        return _page(request, {"problem": str(problem)}, status=422)
    in_use, language = current(), page_language()
    arrivals = [arrival_of(entry, in_use, language) for entry in entries]
    owner, token = owner_for_writing(request)
    assessments = bring_in(owner, [arrival.brought for arrival in arrivals])
    rows = list(zip(assessments, arrivals, strict=True))
    response = _page(request, {"rows": rows, "begun": assessments[0].code if token else ""})
    if token:
        remember(response, token)
    return response


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    limits = {"most": LARGEST_MIB, "entries": MOST_ENTRIES, "accepted": ACCEPTED}
    return render(request, "reports/import.html", {**limits, **context}, status=status)
