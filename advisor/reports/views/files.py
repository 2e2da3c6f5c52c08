"""The report as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from advisor.errors import error_page
from advisor.reports.build import build_report
from advisor.reports.evaluation import evaluate
from advisor.reports.exporters.files import download_name
from advisor.reports.exporters.json import entry_json, list_json
from advisor.reports.exporters.markdown import report_markdown
from advisor.reports.places import LANGUAGES, Loaded, page_language
from advisor.reports.views.reading import chosen, reading
from advisor.rulebook.published import current


@reading
def markdown(request: HttpRequest, loaded: Loaded) -> HttpResponse:
    """Send the report as a Markdown file."""
    language = chosen(request, "language", LANGUAGES, page_language())
    if language is None:
        return _bad_choice(request)
    evaluation = evaluate(loaded.compiled, loaded.profile)
    text = report_markdown(build_report(loaded.subject(language), evaluation, in_use=current().rulebook))
    return _file(text, loaded, language, "md", "text/markdown; charset=utf-8")


@reading
def json(request: HttpRequest, loaded: Loaded) -> HttpResponse:
    """Send the recommendation as the contract's JSON; ``changes=2`` with all pairs."""
    language = chosen(request, "language", LANGUAGES, page_language())
    depth = chosen(request, "changes", ("0", "1", "2"), "1")
    if language is None or depth is None:
        return _bad_choice(request)
    evaluation = evaluate(loaded.compiled, loaded.profile, changes=int(depth))
    entry = entry_json(loaded.subject(language), evaluation)
    return _file("".join(list_json([entry])), loaded, language, "json", "application/json")


def _bad_choice(request: HttpRequest) -> HttpResponse:
    text = _("A report can be had in English (language=en) or Korean (language=ko), with changes=0, 1 or 2.")
    return error_page(request, 400, _("There is no such file"), text)


def _file(text: str, loaded: Loaded, language: str, extension: str, content_type: str) -> HttpResponse:
    day = loaded.subject(language).written_on.isoformat()
    name = download_name(loaded.name, day, language, extension)
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(text, content_type=content_type, headers={"Content-Disposition": disposition})
