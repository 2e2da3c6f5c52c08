"""A report that is checked: whether its recommendation is what its rulebook gives for its answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from advisor.reports.embedded import Entry
from advisor.reports.embedded.checking import check, published_versions
from advisor.reports.views.uploads import about_a_file, file_page

TEMPLATE = "reports/verify.html"


@about_a_file(TEMPLATE)
def verify(request: HttpRequest, entries: tuple[Entry, ...]) -> HttpResponse:
    """Say of each recommendation in a file whether it holds. Nothing is stored."""
    results = [check(entry, published_versions) for entry in entries]
    return file_page(request, TEMPLATE, {"results": results})
