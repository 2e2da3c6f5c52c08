"""Which entries of the access log are asked for, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.http import urlencode

from advisor.accounts.models import AuditEvent

#: Entries on one page, and read at a time for a file.
PER_PAGE, PIECE = 50, 1000
#: Longest number that a database takes for an entry or an account.
_DIGITS = 18
Events = QuerySet[AuditEvent]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for; empty means all.

    ``person`` is an account's number, or one of the other actors; ``before`` the number of the entry that the
    page before ended with: the log grows, so pages are not counted. ``unread``: what was not understood.
    """

    person: str = ""
    action: str = ""
    assessment: str = ""
    before: int | None = None
    unread: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """Return what the fields of an address ask for."""
        given = {name: query.get(name, "").strip() for name in ("person", "action", "assessment", "before")}
        known = {
            "person": _is_number(given["person"]) or given["person"] in _OTHERS,
            "action": given["action"] in AuditEvent.Action.values,
            "assessment": _is_code(given["assessment"]),
            "before": _is_number(given["before"]),
        }
        unread = tuple(text for name, text in given.items() if text and not known[name])
        taken = {name: text if known[name] else "" for name, text in given.items()}
        before = int(taken.pop("before") or 0) or None
        return cls(**taken, before=before, unread=unread)

    @property
    def address(self) -> str:
        """The fields of the address without the page; "" where all is asked for."""
        fields = {"person": self.person, "action": self.action, "assessment": self.assessment}
        return urlencode({name: text for name, text in fields.items() if text})

    def among(self, events: Events) -> Events:
        """Return what is asked for of some entries, the newest first."""
        if self.person in _OTHERS:
            events = events.filter(actor=self.person)
        elif self.person:
            events = events.filter(actor=AuditEvent.Actor.ACCOUNT, account=self.person)
        if self.action:
            events = events.filter(action=self.action)
        if self.assessment:
            events = events.filter(assessment=self.assessment)
        return events.filter(pk__lt=self.before) if self.before else events


_OTHERS = frozenset({AuditEvent.Actor.BROWSER, AuditEvent.Actor.LINK, AuditEvent.Actor.PROGRAM})


def page_of(events: Events) -> tuple[list[AuditEvent], int | None]:
    """Return the first entries and the number after which the next page begins; None: it is the last one."""
    found = list(events[: PER_PAGE + 1])
    return found[:PER_PAGE], found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None


def pieces_of(events: Events) -> Iterator[list[AuditEvent]]:
    """Yield all entries, some at a time, each piece by its own short query."""
    piece = list(events[:PIECE])
    while piece:
        yield piece
        piece = list(events.filter(pk__lt=piece[-1].pk)[:PIECE]) if len(piece) == PIECE else []


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS


def _is_code(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
