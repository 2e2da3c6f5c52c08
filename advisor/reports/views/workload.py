"""The report of a workload of several components: one page, and one file in each format that can hold it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from advisor.reports.combined import Combined
from advisor.reports.drawings.combined import combined_caption
from advisor.reports.exporters.files import download_name
from advisor.reports.formats import WORKLOAD_FORMATS, Format, data_of
from advisor.reports.paper.compose.combined import paper_of_combined
from advisor.reports.places import page_language
from advisor.reports.report import SourceView
from advisor.reports.views.files import as_download, no_such_file
from advisor.reports.views.pages import downloads
from advisor.reports.views.reading import View, reading
from advisor.reports.wishes import Wish, wish_of
from advisor.reports.workloads import Workload


@reading
def report(request: HttpRequest, workload: Workload) -> HttpResponse:
    """Render all components in one; a workload of one component has no report but that component's."""
    if len(workload.components) == 1:
        return redirect(workload.components[0].place.report)
    wish = Wish(page_language())
    combined = workload.combined(wish, workload.makings(wish, {}))
    context = {
        "workload": workload,
        "combined": combined,
        "rows": [
            (component, own, list(zip(combined.decisions, component.outcomes, strict=True)))
            for component, own in zip(combined.components, workload.components, strict=True)
        ],
        "caption": combined_caption(),
        "sources": _cited(combined),
        "place": workload.place,
        "downloads": downloads(workload.place),
    }
    return render(request, "reports/workload.html", context)


@reading
def export(request: HttpRequest, workload: Workload) -> HttpResponse:
    """Show what a file can be like; with ``format=…`` send it."""
    if len(workload.components) == 1:
        return redirect(_same(request, workload.components[0].place.export))
    if "format" in request.GET:
        format_ = WORKLOAD_FORMATS.get(request.GET["format"])
        return _sent(request, workload, format_) if format_ else no_such_file(request)
    context = {
        "name": workload.name,
        "place": workload.place,
        "formats": WORKLOAD_FORMATS.values(),
        "language": page_language(),
        "cover": workload.components[0].cover,
    }
    return render(request, "reports/export.html", context)


def file_view(format_: Format) -> View:
    """Return the view that sends the whole workload in one format."""

    @reading
    def send(request: HttpRequest, workload: Workload) -> HttpResponse:
        if len(workload.components) == 1:
            return redirect(_same(request, workload.components[0].place.files[format_.slug]))
        return _sent(request, workload, format_)

    return send


def _sent(request: HttpRequest, workload: Workload, format_: Format) -> HttpResponse:
    wish = wish_of(request.GET, page_language())
    if wish is None:
        return no_such_file(request)
    day = workload.subject(wish.language).written_on.isoformat()
    name = download_name(workload.name, day, wish.language, format_.extension)
    return as_download(_content(workload, format_, wish), name, format_.content_type)


def _content(workload: Workload, format_: Format, wish: Wish) -> bytes:
    if format_.write_paper is None:
        return format_.write(workload.makings(wish), wish.size)
    makings = workload.makings(wish, {})
    paper = paper_of_combined(workload.combined(wish, makings))
    return format_.write_paper(paper, data_of(makings), wish.size)


def _cited(combined: Combined) -> list[SourceView]:
    """Return the sources that the page itself cites."""
    said = [*(step.cites for step in combined.plan.items), *(risk.item.cites for risk in combined.risks)]
    numbers = {number for cites in said for number in cites}
    return [source for source in combined.sources.sources if source.number in numbers]


def _same(request: HttpRequest, address: str) -> str:
    """Return another address with this one's query."""
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address
