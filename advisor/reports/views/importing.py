"""A report that is loaded back: its answers and notes become an assessment again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from advisor.assessments.access import note_created, owner_for_writing, remember
from advisor.assessments.actions import bring_in
from advisor.reports.embedded import Entry
from advisor.reports.embedded.arriving import arrival_of
from advisor.reports.places import page_language
from advisor.reports.views.uploads import about_a_file, file_page
from advisor.rulebook.published import current

TEMPLATE = "reports/import.html"


@about_a_file(TEMPLATE)
def load_back(request: HttpRequest, entries: tuple[Entry, ...]) -> HttpResponse:
    """Store all that a file holds as assessments of this owner, or nothing."""
    in_use, language = current(), page_language()
    arrivals = [arrival_of(entry, in_use, language) for entry in entries]
    owner, token = owner_for_writing(request)
    assessments = bring_in(owner, [arrival.brought for arrival in arrivals])
    note_created(request, *assessments)
    rows = list(zip(assessments, arrivals, strict=True))
    context = {"rows": rows, "begun": assessments[0].code if token else ""}
    response = file_page(request, TEMPLATE, context)
    if token:
        remember(response, token)
    return response
