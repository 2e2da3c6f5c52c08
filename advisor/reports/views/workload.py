"""The report of a workload of several components: one page, and one file in each format that can hold it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from advisor.accounts.roles import Act
from advisor.assessments.access import owner_for_writing
from advisor.engine import RulebookError
from advisor.reports import jobs
from advisor.reports.combined import Combined
from advisor.reports.drawings.combined import combined_caption
from advisor.reports.exporters.files import download_name
from advisor.reports.formats import WORKLOAD_FORMATS, Format
from advisor.reports.places import page_language
from advisor.reports.report import SourceView
from advisor.reports.views.files import as_download, export_page, no_such_file
from advisor.reports.views.reading import View, reading, reading_for, rules_missing
from advisor.reports.wishes import Wish, wish_of
from advisor.reports.workloads import Workload, own_workload
from advisor.rulebook.published import NotPublished


@reading
def report(request: HttpRequest, workload: Workload) -> HttpResponse:
    """Render all components in one; a workload of one component has no report but that component's."""
    if len(workload.components) == 1:
        return redirect(workload.components[0].place.report)
    wish = Wish(page_language())
    combined = workload.combined(wish, list(workload.makings(wish)))
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
        "downloads": _downloads(workload),
    }
    return render(request, "reports/workload.html", context)


@reading_for(Act.EXPORT)
def export(request: HttpRequest, workload: Workload) -> HttpResponse:
    """Show what a file can be like; with ``format=…`` send it."""
    if len(workload.components) == 1:
        return redirect(_same(request, workload.components[0].place.export))
    if "format" in request.GET:
        format_ = WORKLOAD_FORMATS.get(request.GET["format"])
        return _sent(request, workload, format_) if format_ else no_such_file(request)
    writer = reverse("reports:workload_write", args=[workload.code])
    cover = workload.components[0].cover
    return export_page(request, workload.name, workload.place, cover, WORKLOAD_FORMATS, writer)


@require_POST
def write(request: HttpRequest, workload: UUID) -> HttpResponse:
    """Let the file be written with progress: of many components it takes seconds."""
    try:
        found = own_workload(request, Act.EXPORT, workload)
    except (NotPublished, RulebookError) as error:
        return rules_missing(request, error)
    wish = wish_of(request.POST, page_language())
    format_ = WORKLOAD_FORMATS.get(request.POST.get("format", ""))
    if wish is None or format_ is None:
        return no_such_file(request)
    owner, _token = owner_for_writing(request)
    job = jobs.order(owner.pk, format_, wish, [one.id for one in found.components], workload)
    return redirect("reports:job", job.code)


def file_view(format_: Format) -> View:
    """Return the view that sends the whole workload in one format."""

    @reading_for(Act.EXPORT)
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
    content = workload.content(format_, wish, list(workload.makings(wish, format_)))
    return as_download(content, name, format_.content_type)


def _downloads(workload: Workload) -> list[dict[str, object]]:
    """Return the files on offer: each leads to the form, whose files are written with progress."""
    return [
        {"title": f.title, "audience": f.audience, "address": f"{workload.place.export}?choose={f.slug}"}
        for f in WORKLOAD_FORMATS.values()
    ]


def _cited(combined: Combined) -> list[SourceView]:
    """Return the sources that the page itself cites."""
    said = [*(step.cites for step in combined.plan.items), *(risk.item.cites for risk in combined.risks)]
    numbers = {number for cites in said for number in cites}
    return [source for source in combined.sources.sources if source.number in numbers]


def _same(request: HttpRequest, address: str) -> str:
    """Return another address with this one's query."""
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query else address
