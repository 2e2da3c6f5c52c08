"""Who did what to the rulebook, and when."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from advisor.editor.access import looking
from advisor.editor.heading import heading_of
from advisor.editor.log_entries import COLUMNS, Wanted, entries, lines, people
from advisor.reports.exporters.csv import csv_text
from advisor.rulebook.field_names import kind_label
from advisor.rulebook.models import Event
from advisor.rulebook.schema import KINDS

PER_PAGE = 50


@looking
@never_cache
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Show the entries that are asked for, the newest first, in pages."""
    wanted = Wanted.of(request.GET.dict())
    page = Paginator(wanted.entries(), PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "heading": heading_of(request),
        "here": "log",
        "wanted": wanted,
        "entries": entries(page),
        "page": page,
        "address": asked.urlencode(),
        "people": people(),
        "actions": Event.Action.choices,
        "kinds": [(kind, kind_label(kind)) for kind in KINDS],
    }
    return render(request, "editor/log.html", context)


@looking
@never_cache
@require_safe
def log_csv(request: HttpRequest) -> HttpResponse:
    """Send the entries that are asked for as a file."""
    text = csv_text(COLUMNS, lines(Wanted.of(request.GET.dict()).entries().iterator()))
    name = content_disposition_header(True, f"fourways-log-{localdate().isoformat()}.csv")
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})
