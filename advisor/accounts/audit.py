"""Who read, exported, shared, changed or deleted what: noted while a request is answered, stored at its end.

What decides access notes it (`assessments/access.py`), so that no view can forget; a request that was
refused or failed leaves no entry. The same by the same person within ten minutes is one entry.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, transaction
from django.http import HttpRequest, HttpResponse

from advisor.accounts.models import AuditEvent

logger = logging.getLogger(__name__)

Action, Actor = AuditEvent.Action, AuditEvent.Actor
#: Seconds within which the same by the same is told once.
ONCE_IN = 600
_NOTES = "_audit_notes"


class About(NamedTuple):
    """What it was done to; ``owner`` is a number, for what is personal; ``subject`` an account's number."""

    assessment: UUID | None = None
    title: str = ""
    owner: int | None = None
    workspace: UUID | None = None
    subject: int | None = None


class Note(NamedTuple):
    """One thing to be stored at the end of a request; ``detail`` "": the name of the address.

    ``apart`` is not stored: it tells apart what is the same otherwise.
    """

    action: AuditEvent.Action
    about: About
    actor: AuditEvent.Actor
    detail: str = ""
    apart: str = ""
    stored: Callable[[], None] | None = None


def note(
    request: HttpRequest,
    action: AuditEvent.Action,
    about: About,
    *,
    actor: AuditEvent.Actor | None = None,
    detail: str = "",
    apart: str = "",
    stored: Callable[[], None] | None = None,
) -> None:
    """Note what a request does, to be stored once it was answered without an error.

    ``stored`` is called where the note became an entry, and not where it was told already.
    """
    by = actor or (Actor.ACCOUNT if request.user.is_authenticated else Actor.BROWSER)
    notes = request.__dict__.setdefault(_NOTES, [])
    notes.append(Note(action, about, by, detail, apart, stored))


def record(
    action: AuditEvent.Action,
    about: About,
    *,
    actor: AuditEvent.Actor = Actor.PROGRAM,
    account: int | None = None,
    detail: str = "",
) -> AuditEvent:
    """Add an entry at once: for what is done without a request, or must be told in its transaction."""
    return AuditEvent.objects.create(
        action=action, actor=actor, account=account, detail=detail, **about._asdict()
    )


class AuditMiddleware:
    """Stores what was noted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; store its notes unless it was refused or failed."""
        response = self._get_response(request)
        notes: list[Note] = request.__dict__.pop(_NOTES, [])
        if notes and response.status_code < 400:
            _store(request, notes)
        return response


def _store(request: HttpRequest, notes: list[Note]) -> None:
    new = {_key(request, one): one for one in notes}
    new = {key: one for key, one in new.items() if cache.add(key, 1, ONCE_IN)}
    if not new:
        return  # a transaction with nothing in it would still lock SQLite
    try:
        with transaction.atomic():
            for one in new.values():
                _add(request, one)
    except (DatabaseError, InterfaceError):
        cache.delete_many(new)
        # To read goes on while nothing can be written; the server's log keeps what the database can't.
        logger.exception("not stored in the access log: %s", [(n.action, n.about[0]) for n in new.values()])


def _add(request: HttpRequest, one: Note) -> None:
    account = request.user.pk if one.actor == Actor.ACCOUNT else None
    record(one.action, one.about, actor=one.actor, account=account, detail=_detail(request, one))
    if one.stored:
        one.stored()


def _detail(request: HttpRequest, one: Note) -> str:
    return one.detail or (request.resolver_match.url_name or "" if request.resolver_match else "")


def _key(request: HttpRequest, one: Note) -> str:
    """Return by what the same is known; those who come by a link are told apart by where they come from."""
    who: Any = request.user.pk if one.actor == Actor.ACCOUNT else ""
    if one.actor == Actor.LINK:
        who = visitor(request)
    same = (one.actor, who, one.action, *one.about, _detail(request, one), one.apart)
    return f"audit:{sha256(repr(same).encode()).hexdigest()}"


def visitor(request: HttpRequest) -> str:
    """Return by what somebody without cookie and account is known again for a while, unreadable."""
    who = (request.META.get("REMOTE_ADDR"), request.META.get("HTTP_USER_AGENT"))
    return sha256(repr(who).encode()).hexdigest()
