"""Entries of the access log as somebody may read them: with the names they may know, and no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from advisor.accounts.audit import ONCE_IN
from advisor.accounts.models import AuditEvent, Membership, Workspace
from advisor.accounts.naming import name_of
from advisor.teams.log.words import said

#: By this detail editors of the rulebook are known, who need not belong to a workspace.
OFFERED = "offered"
#: What is told once within so long is one thing that was done.
SAME = timedelta(seconds=ONCE_IN)
COLUMNS = ("at", "who", "what", "whom", "assessment", "code", "action", "detail")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry in words; ``whom`` is "" but where it was done to an account."""

    at: datetime
    who: str
    what: str
    whom: str
    title: str
    assessment: UUID | None
    action: str
    detail: str

    @property
    def line(self) -> tuple[str, ...]:
        """The entry as a line of a file; the columns are ``COLUMNS``."""
        code = str(self.assessment or "")
        return (
            self.at.isoformat(), self.who, self.what, self.whom, self.title, code, self.action, self.detail
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the owners of a workspace, or somebody their own; ``account`` is the reader's number."""

    account: int | None
    workspace: Workspace | None = None

    def entries(self, events: Sequence[AuditEvent]) -> list[Entry]:
        """Return entries in words (two queries)."""
        numbers = {number for one in events for number in (one.account, one.subject) if number is not None}
        names = _names(numbers)
        members = self._members(numbers)
        return [self._entry(event, names, members) for event in events]

    def _members(self, numbers: Iterable[int]) -> frozenset[int]:
        if self.workspace is None:
            return frozenset()
        found = Membership.objects.filter(workspace=self.workspace, user__in=list(numbers))
        return frozenset(found.values_list("user_id", flat=True))

    def _entry(self, event: AuditEvent, names: Mapping[int, str], members: frozenset[int]) -> Entry:
        whom = event.subject if event.subject not in (None, event.account) else None
        return Entry(
            at=event.at,
            who=self._who(event, names, members),
            what=said(event.action, event.detail),
            whom=names.get(whom, _("a deleted account")) if whom is not None and self.workspace else "",
            title=event.title,
            assessment=event.assessment,
            action=event.action,
            detail=event.detail,
        )

    def _who(self, event: AuditEvent, names: Mapping[int, str], members: frozenset[int]) -> str:
        if event.actor != AuditEvent.Actor.ACCOUNT or event.account is None:
            return event.get_actor_display()
        if event.account == self.account:
            return _("you")
        if event.account in members:
            return names[event.account]
        if event.detail == OFFERED:
            return _("an editor of the rulebook")
        if event.account not in names:
            return _("a deleted account")
        # Whoever did something in a workspace belonged to it then, and was known to its owners.
        return names[event.account] if self.workspace else _("another account")


def without_repeats(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries without those that say the same as the one before: a report is read in several parts."""
    told: list[Entry] = []
    for entry in entries:
        if not told or _sentence(entry) != _sentence(told[-1]) or told[-1].at - entry.at > SAME:
            told.append(entry)
    return told


def _sentence(entry: Entry) -> tuple[object, ...]:
    return entry.who, entry.what, entry.whom, entry.title, entry.assessment


def people_of(workspace: Workspace, most: int = 200) -> list[tuple[int, str]]:
    """Return number and name of a workspace's members, by name, to choose among."""
    members = Membership.objects.filter(workspace=workspace).select_related("user")[:most]
    return sorted(((one.user_id, name_of(one.user)) for one in members), key=lambda person: person[1])


def _names(numbers: Iterable[int]) -> dict[int, str]:
    return {user.pk: name_of(user) for user in get_user_model().objects.filter(pk__in=list(numbers))}
