"""The log as editors read it: filtered, and each entry in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from advisor.editor.names import record_links
from advisor.rulebook.field_names import field_label, kind_label
from advisor.rulebook.models import Event, Version
from advisor.rulebook.schema import KINDS


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for; empty means all. ``unread``: what of the address cannot be understood."""

    person: str = ""
    action: str = ""
    kind: str = ""
    record: str = ""
    day: date | None = None
    unread: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """Return what the fields of an address ask for."""
        day, unread = None, []
        try:
            day = date.fromisoformat(query["day"]) if query.get("day") else None
        except ValueError:
            unread.append(query["day"])
        action, kind = query.get("action", ""), query.get("kind", "")
        unread += [name for name in (action,) if name and name not in Event.Action]
        unread += [name for name in (kind,) if name and name not in KINDS]
        return cls(
            person=query.get("person", "").strip(),
            action=action if action in Event.Action else "",
            kind=kind if kind in KINDS else "",
            record=query.get("record", "").strip(),
            day=day,
            unread=tuple(unread),
        )

    def entries(self) -> QuerySet[Event]:
        """Return the entries, the newest first."""
        found = Event.objects.all()
        if self.person:
            found = found.filter(by=self.person)
        if self.action:
            found = found.filter(action=self.action)
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.record:
            found = found.filter(key__icontains=self.record)
        if self.day:
            found = found.filter(at__date=self.day)
        return found


@dataclass(frozen=True, slots=True)
class Change:
    """One field in words: what it was and what it is now; None where there was or is nothing."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``about`` names the record or the version; ``address`` leads there, "" where it is gone."""

    at: datetime
    by: str
    action: str
    kind: str
    about: str
    address: str
    note: str
    changes: tuple[Change, ...]


def entries(events: Iterable[Event]) -> list[Entry]:
    """Return entries in words."""
    shown = list(events)
    published = Version.objects.defer("document").filter(hash__in={event.version for event in shown})
    versions = {version.hash: str(version) for version in published}
    links = record_links((event.kind, tuple(event.key.split("/"))) for event in shown if event.kind)
    return [
        _entry(event, versions, links.get((event.kind, tuple(event.key.split("/"))), "")) for event in shown
    ]


def _entry(event: Event, versions: Mapping[str, str], address: str) -> Entry:
    return Entry(
        at=event.at,
        by=event.by,
        action=str(Event.Action(event.action).label),
        kind=str(kind_label(event.kind)) if event.kind in KINDS else "",
        about=event.key or versions.get(event.version, event.version),
        address=address,
        note=event.note,
        changes=tuple(_changes(event)),
    )


def _changes(event: Event) -> Iterator[Change]:
    for name, (before, after) in event.changes.items():
        yield Change(_name(event, name), _value(before), _value(after))


def _name(event: Event, name: str) -> str:
    if event.kind not in KINDS:
        return {"added": _("added"), "changed": _("changed"), "deleted": _("removed")}.get(name, name)
    return str(field_label(event.kind, name)) if name in KINDS[event.kind].has else name


def _value(value: Any) -> str | None:
    """Return a stored value as one line; None for nothing."""
    if value is None or value in ("", [], {}):
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _flat(value)


def _flat(value: Any) -> str:
    """Return a value without the marks of its notation: "sql_database: 3, none: rules_out"."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_inside(item)}" for name, item in value.items())
    if isinstance(value, list):
        return ", ".join(_inside(item) for item in value)
    return str(value)


def _inside(value: Any) -> str:
    nested = isinstance(value, Mapping) or (isinstance(value, list) and len(value) != 1)
    return f"({_flat(value)})" if nested else _flat(value)


def people() -> Sequence[str]:
    """Return everybody who stands in the log."""
    return list(Event.objects.order_by("by").values_list("by", flat=True).distinct())


def lines(events: Iterable[Event]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a file: slugs and stored values, the same in every language."""
    for event in events:
        yield (
            event.at.isoformat(),
            event.by,
            event.action,
            event.kind,
            event.key,
            event.version,
            event.note,
            json.dumps(event.changes, ensure_ascii=False) if event.changes else "",
        )


COLUMNS = ("at", "by", "action", "kind", "record", "version", "note", "changes")
