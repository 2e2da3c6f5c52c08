"""The access log of a workspace for its owners, and of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from advisor.accounts.access import What, workspace_for
from advisor.accounts.audit import Action, Actor
from advisor.accounts.models import AuditEvent
from advisor.assessments.access import owner_of
from advisor.reports.exporters.csv import csv_pieces
from advisor.teams.log.entries import COLUMNS, Reader, people_of, without_repeats
from advisor.teams.log.wanted import Events, Wanted, page_of, pieces_of
from advisor.teams.log.words import ACTIONS

#: What the address says where the entries about one's account are wanted.
ACCOUNT = "account"


@login_required
@never_cache
@require_safe
def log(request: HttpRequest, code: UUID) -> HttpResponse:
    """Show what was done in a workspace, to its owners."""
    seat = workspace_for(request, code, What.MANAGE)
    wanted = Wanted.of(request.GET.dict())
    events = AuditEvent.objects.filter(workspace=code)
    context = {
        "seat": seat,
        "here": "log",
        "people": [*people_of(seat.workspace), *_others(Actor.LINK, Actor.PROGRAM)],
        **_page(Reader(request.user.pk, seat.workspace), wanted, events),
    }
    return render(request, "teams/log.html", context)


@login_required
@never_cache
@require_safe
def log_csv(request: HttpRequest, code: UUID) -> HttpResponseBase:
    """Send the entries that are asked for as a file."""
    seat = workspace_for(request, code, What.MANAGE, action=Action.EXPORTED)
    events = Wanted.of(request.GET.dict()).among(AuditEvent.objects.filter(workspace=code))
    return _file(Reader(request.user.pk, seat.workspace), events)


@never_cache
@require_safe
def own_log(request: HttpRequest) -> HttpResponse:
    """Show what was done to one's personal assessments, or to one's account."""
    wanted = Wanted.of(request.GET.dict())
    context = {
        "of_account": request.GET.get("of") == ACCOUNT,
        "people": [(request.user.pk, _("you"))] if request.user.is_authenticated else [],
        **_page(Reader(request.user.pk), wanted, _own(request)),
    }
    context["people"] += _others(Actor.BROWSER, Actor.LINK, Actor.PROGRAM)
    return render(request, "teams/own_log.html", context)


@never_cache
@require_safe
def own_log_csv(request: HttpRequest) -> HttpResponseBase:
    """Send one's own entries as a file."""
    return _file(Reader(request.user.pk), Wanted.of(request.GET.dict()).among(_own(request)))


def _own(request: HttpRequest) -> Events:
    """Return the entries about this request's own: of its owner's number, or of its account."""
    if request.GET.get("of") == ACCOUNT and request.user.is_authenticated:
        return AuditEvent.objects.filter(account=request.user.pk, action=Action.ACCOUNT)
    owner = owner_of(request)
    return AuditEvent.objects.filter(owner=owner.pk) if owner else AuditEvent.objects.none()


def _page(reader: Reader, wanted: Wanted, events: Events) -> dict[str, Any]:
    found, before = page_of(wanted.among(events))
    return {
        "wanted": wanted,
        "entries": without_repeats(reader.entries(found)),
        "next_before": before,
        "actions": ACTIONS,
    }


def _others(*actors: AuditEvent.Actor) -> list[tuple[str, str]]:
    return [(actor.value, str(actor.label)) for actor in actors]


def _file(reader: Reader, events: Events) -> StreamingHttpResponse:
    language = get_language() or "en"

    def lines() -> Iterator[tuple[str, ...]]:
        for piece in pieces_of(events):
            with override(language):
                told = [entry.line for entry in reader.entries(piece)]
            yield from told

    name = content_disposition_header(True, f"fourways-access-log-{localdate().isoformat()}.csv")
    response = StreamingHttpResponse(csv_pieces(COLUMNS, lines()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = name or "attachment"
    return response
