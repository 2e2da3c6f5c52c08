"""Entries of the logs that are about somebody. Other accounts are in them as "another account"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from advisor.accounts.models import AuditEvent
from advisor.rulebook.models import Event
from advisor.teams.own.person import Person

#: Entries in memory at a time.
PIECE = 500
_EVENT = ("at", "by", "action", "kind", "key", "version", "note", "changes")


def access_log(person: Person) -> Iterator[dict[str, Any]]:
    """Yield what they did, and what was done to what is theirs alone, the oldest first."""
    found = AuditEvent.objects.filter(_concerning(person)).order_by("pk")
    for entry in found.iterator(chunk_size=PIECE):
        yield {
            "at": entry.at,
            "by": _who(entry.account, person, entry.actor),
            "action": entry.action,
            "detail": entry.detail,
            "assessment": entry.assessment,
            "title": entry.title,
            "workspace": entry.workspace,
            "to": _who(entry.subject, person, "") or None,
        }


def rulebook_log(person: Person) -> Iterator[dict[str, Any]]:
    """Yield what they did to the rulebook, the oldest first."""
    if person.account is None:
        return
    found = Event.objects.filter(account=person.account).order_by("pk").values(*_EVENT)
    yield from found.iterator(chunk_size=PIECE)


def _concerning(person: Person) -> Q:
    about = Q(pk__in=[])
    if person.owner is not None:
        about |= Q(owner=person.owner.pk)
    if person.account is not None:
        about |= Q(account=person.account) | Q(subject=person.account)
    return about


def _who(number: int | None, person: Person, otherwise: str) -> str:
    if number is None:
        return otherwise
    return "you" if number == person.account else "another account"


def as_list(rows: Iterable[dict[str, Any]], write: Any) -> Iterator[str]:
    """Yield rows as the pieces of one JSON list, each written by ``write``."""
    before = "[\n"
    for row in rows:
        yield before + write(row)
        before = ",\n"
    yield "\n]\n" if before != "[\n" else "[]\n"
