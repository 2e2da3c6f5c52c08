"""The report as a page, and the parts of it that are loaded after it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from advisor import metrics
from advisor.engine import Rulebook
from advisor.reports.build import build_pairs, build_report
from advisor.reports.evaluation import RANKED_DECISIONS, evaluate, robust
from advisor.reports.formats import FORMATS
from advisor.reports.outline import PARTS
from advisor.reports.places import Loaded, Place, page_language
from advisor.reports.report import Report
from advisor.reports.views.reading import reading
from advisor.rulebook.published import current


@reading
def report(request: HttpRequest, loaded: Loaded) -> HttpResponse:
    """Render the report in the page's language."""
    in_use = current().rulebook
    built = _built(loaded, in_use)
    metrics.shown("report", built.evaluation.recommendation)
    context = {
        "report": built,
        "place": loaded.place,
        "downloads": _downloads(loaded.place),
        "parts": PARTS,
        "newer": loaded.place.move if in_use.hash != loaded.compiled.rulebook.hash else "",
    }
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
    """Render practices, plan, risks and cost: a page of its own, or those parts of the report for htmx."""
    return _later(request, loaded, "plan")


@vary_on_headers("HX-Request")
@reading
def end(request: HttpRequest, loaded: Loaded) -> HttpResponse:
    """Render sources and appendix: a page of its own, or those parts of the report for htmx."""
    return _later(request, loaded, "end")


def _later(request: HttpRequest, loaded: Loaded, name: str) -> HttpResponse:
    htmx = getattr(request, "htmx", False)
    context = {"report": _built(loaded, current().rulebook), "place": loaded.place}
    return render(request, f"reports/{name}.html{f'#{name}' if htmx else ''}", context)


def _built(loaded: Loaded, in_use: Rulebook) -> Report:
    evaluation = evaluate(loaded.compiled, loaded.profile)
    return build_report(loaded.subject(page_language()), evaluation, in_use=in_use)


def _downloads(place: Place) -> list[dict[str, object]]:
    """Return the files on offer, in the page's language."""
    language = page_language()
    return [
        {
            "title": f.title,
            "audience": str(f.audience),
            "address": f"{place.files[f.slug]}?language={language}",
            "at_once": True,
        }
        for f in FORMATS.values()
        if f.slug in place.files
    ]
