"""The report as a file, in every format, and the page where its language, paper and contents are chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from advisor.errors import error_page
from advisor.reports.evaluation import evaluate
from advisor.reports.exporters.files import download_name
from advisor.reports.formats import FORMATS, SIZES, Format, Making, Size
from advisor.reports.places import LANGUAGES, Loaded, page_language
from advisor.reports.views.reading import View, chosen, reading
from advisor.rulebook.published import current

#: What a box on the form says when it is ticked, and what stands in the address when it is not.
YES, NO = "1", "0"
DEPTHS = ("0", "1", "2")


@dataclass(frozen=True, slots=True)
class Wish:
    """How a file is wanted: its language, its paper, whether it holds the notes and the data."""

    language: str
    size: Size = "a4"
    notes: bool = True
    data: bool = True
    changes: int = 1


def wish_of(request: HttpRequest) -> Wish | None:
    """Return what an address asks for; ``None`` where it asks for something that there is not."""
    language = chosen(request, "language", LANGUAGES, page_language())
    size = next((size for size in SIZES if size == request.GET.get("size", SIZES[0])), None)
    notes, data = (chosen(request, name, (YES, NO), YES) for name in ("notes", "data"))
    changes = chosen(request, "changes", DEPTHS, "1")
    if language is None or size is None or notes is None or data is None or changes is None:
        return None
    return Wish(language, size, notes == YES, data == YES, int(changes))


def making_of(loaded: Loaded, wish: Wish) -> Making:
    """Return a report as it is wanted, ready to be written."""
    subject = loaded.subject(wish.language)
    if not wish.notes:
        subject = replace(subject, notes={})
    evaluation = evaluate(loaded.compiled, loaded.profile, changes=wish.changes)
    return Making(subject, evaluation, in_use=current().rulebook, carries_data=wish.data)


def file_view(slug: str) -> View:
    """Return the view that sends the report in one format."""

    @reading
    def send(request: HttpRequest, loaded: Loaded) -> HttpResponse:
        return _sent(request, loaded, FORMATS[slug])

    return send


@reading
def export(request: HttpRequest, loaded: Loaded) -> HttpResponse:
    """Show what a file can be like; with ``format=…`` send it. A plain address, so it can be kept."""
    if "format" in request.GET:
        format_ = FORMATS.get(request.GET["format"])
        return _sent(request, loaded, format_) if format_ else no_such_file(request)
    context = {
        "name": loaded.name,
        "place": loaded.place,
        "formats": FORMATS.values(),
        "language": page_language(),
        "cover": loaded.cover,
    }
    return render(request, "reports/export.html", context)


def _sent(request: HttpRequest, loaded: Loaded, format_: Format) -> HttpResponse:
    wish = wish_of(request)
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
