"""Pages and files of reports: load, build, render."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.vary import vary_on_headers

from advisor.engine import RulebookError
from advisor.errors import error_page
from advisor.reports.build import build_pairs, build_report
from advisor.reports.evaluation import RANKED_DECISIONS, evaluate, robust
from advisor.reports.exporters.files import download_name
from advisor.reports.exporters.json import entry_json, list_json
from advisor.reports.exporters.markdown import report_markdown
from advisor.reports.places import LANGUAGES, Loaded, Loader, Place, page_language
from advisor.rulebook.published import NotPublished, current

_LANGUAGE_NAMES = {"en": "English", "ko": "한국어"}

View = Callable[..., HttpResponse]


def reading(view: Callable[[HttpRequest, Loaded], HttpResponse]) -> View:
    """Let a view only be read, give it what its address names, and say plainly what stands in the way."""

    @wraps(view)
    def only_read(request: HttpRequest, load: Loader, **key: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            title, text = _("This page can only be read"), _("Open it by its link. Nothing was changed.")
            response = error_page(request, 405, title, text)
            response["Allow"] = "GET, HEAD"
            return response
        try:
            return view(request, load(request, **key))
        except (NotPublished, RulebookError) as error:
            title = _("The rules of this report are missing")
            text = _(
                "Its rulebook version is not published here; the operator can publish it again. (%(error)s)"
            )
            return error_page(request, 503, title, text % {"error": error})

    return never_cache(only_read)


@reading
def report(request: HttpRequest, loaded: Loaded) -> HttpResponse:
    """Render the report in the page's language."""
    subject = loaded.subject(page_language())
    built = build_report(subject, evaluate(loaded.compiled, loaded.profile), in_use=current().rulebook)
    context = {"report": built, "place": loaded.place, "downloads": _downloads(loaded.place)}
    return render(request, "reports/report.html", context)


@vary_on_headers("HX-Request")
@reading
def pairs(request: HttpRequest, loaded: Loaded) -> HttpResponse:
    """Render the pairs of changes: a page of its own, or the part of the report for htmx."""
    subject = loaded.subject(page_language())
    evaluation = evaluate(loaded.compiled, loaded.profile, settled=False, changes=2)
    decisions = loaded.compiled.rulebook.decisions
    steady = [slug for slug in RANKED_DECISIONS if robust(evaluation, slug)]
    context = {
        "subject": subject,
        "tables": build_pairs(subject, evaluation),
        "robust": ", ".join(decisions[slug].title.in_language(subject.language) for slug in steady),
        "place": loaded.place,
    }
    htmx = getattr(request, "htmx", False)
    return render(request, f"reports/pairs.html{'#pairs' if htmx else ''}", context)


@vary_on_headers("HX-Request")
@reading
def plan(request: HttpRequest, loaded: Loaded) -> HttpResponse:
    """Render practices and plan: a page of its own, or the part of the report for htmx."""
    evaluation = evaluate(loaded.compiled, loaded.profile)
    built = build_report(loaded.subject(page_language()), evaluation, in_use=current().rulebook)
    htmx = getattr(request, "htmx", False)
    context = {"report": built, "place": loaded.place}
    return render(request, f"reports/plan.html{'#plan' if htmx else ''}", context)


@reading
def markdown(request: HttpRequest, loaded: Loaded) -> HttpResponse:
    """Send the report as a Markdown file."""
    language = _chosen(request, "language", LANGUAGES, page_language())
    if language is None:
        return _bad_choice(request)
    evaluation = evaluate(loaded.compiled, loaded.profile)
    text = report_markdown(build_report(loaded.subject(language), evaluation, in_use=current().rulebook))
    return _file(text, loaded, language, "md", "text/markdown; charset=utf-8")


@reading
def json(request: HttpRequest, loaded: Loaded) -> HttpResponse:
    """Send the recommendation as the contract's JSON; ``changes=2`` with all pairs."""
    language = _chosen(request, "language", LANGUAGES, page_language())
    depth = _chosen(request, "changes", ("0", "1", "2"), "1")
    if language is None or depth is None:
        return _bad_choice(request)
    evaluation = evaluate(loaded.compiled, loaded.profile, changes=int(depth))
    entry = entry_json(loaded.subject(language), evaluation)
    return _file("".join(list_json([entry])), loaded, language, "json", "application/json")


def _chosen(request: HttpRequest, name: str, allowed: tuple[str, ...], default: str) -> str | None:
    """Return a parameter's value, ``None`` where it is none of those allowed."""
    value = request.GET.get(name, default)
    return value if value in allowed else None


def _bad_choice(request: HttpRequest) -> HttpResponse:
    text = _("A report can be had in English (language=en) or Korean (language=ko), with changes=0, 1 or 2.")
    return error_page(request, 400, _("There is no such file"), text)


def _file(text: str, loaded: Loaded, language: str, extension: str, content_type: str) -> HttpResponse:
    day = loaded.subject(language).written_on.isoformat()
    name = download_name(loaded.name, day, language, extension)
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(text, content_type=content_type, headers={"Content-Disposition": disposition})


def _downloads(place: Place) -> list[dict[str, str]]:
    """Return the files on offer, the page's own language first."""
    first = page_language()
    languages = (first, *(language for language in LANGUAGES if language != first))
    return [
        {
            "format": title,
            "address": f"{address}?language={language}",
            "language": language,
            "language_name": _LANGUAGE_NAMES[language],
        }
        for title, address in (("Markdown", place.markdown), ("JSON", place.json))
        for language in languages
    ]
