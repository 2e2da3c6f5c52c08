"""The report as a file, in every format, and the page where its language, paper and contents are chosen."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from advisor.accounts.roles import Act
from advisor.errors import error_page
from advisor.reports.evaluation import CoverDetails
from advisor.reports.exporters.files import download_name
from advisor.reports.formats import FORMATS, Format
from advisor.reports.places import Loaded, Place, page_language
from advisor.reports.views.reading import View, reading_for
from advisor.reports.wishes import making_of, wish_of


def file_view(slug: str) -> View:
    """Return the view that sends the report in one format."""

    @reading_for(Act.EXPORT)
    def send(request: HttpRequest, loaded: Loaded) -> HttpResponse:
        return _sent(request, loaded, FORMATS[slug])

    return send


@reading_for(Act.EXPORT)
def export(request: HttpRequest, loaded: Loaded) -> HttpResponse:
    """Show what a file can be like; with ``format=…`` send it. A plain address, so it can be kept."""
    if "format" in request.GET:
        format_ = FORMATS.get(request.GET["format"])
        return _sent(request, loaded, format_) if format_ else no_such_file(request)
    return export_page(request, loaded.name, loaded.place, loaded.cover, FORMATS)


def export_page(
    request: HttpRequest,
    name: str,
    place: Place,
    cover: CoverDetails,
    formats: Mapping[str, Format],
    writer: str = "",
) -> HttpResponse:
    """Show the form that a file is chosen by, ``choose=…`` chosen already.

    ``writer`` is where the form is sent to be written with progress; "" where the file is sent at once.
    """
    context = {
        "name": name,
        "place": place,
        "formats": formats.values(),
        "chosen": request.GET.get("choose", next(iter(formats))),
        "language": page_language(),
        "cover": cover,
        "writer": writer,
    }
    return render(request, "reports/export.html", context)


def _sent(request: HttpRequest, loaded: Loaded, format_: Format) -> HttpResponse:
    wish = wish_of(request.GET, page_language())
    if wish is None:
        return no_such_file(request)
    making = making_of(loaded, wish)
    day = making.subject.written_on.isoformat()
    name = download_name(loaded.name, day, wish.language, format_.extension)
    return as_download(format_.write([making], wish.size), name, format_.content_type)


def as_download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Return a file to be saved, never to be shown within the site."""
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def no_such_file(request: HttpRequest) -> HttpResponse:
    """Say which choices there are."""
    text = _(
        "A report can be had in English (language=en) or Korean (language=ko), on A4 (size=a4) or Letter "
        "(size=letter), without notes (notes=0), without data (data=0), with changes=0, 1 or 2."
    )
    return error_page(request, 400, _("There is no such file"), text)
