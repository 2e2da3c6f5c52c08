"""Writing single records of the draft: nobody's edit is lost, and each one is in the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from advisor.rulebook.audit import Actor, log_event
from advisor.rulebook.draft import draft_mark, model_of, raw_values
from advisor.rulebook.locking import Outdated, hold_rulebook
from advisor.rulebook.models import DraftRecord, Event
from advisor.rulebook.records import Record
from advisor.rulebook.schema import KINDS

#: A record before and after; None where it is added or removed.
Edit = tuple[Record | None, Record | None]


class Conflict(Exception):
    """Somebody else wrote the record since it was read; ``current`` is the row now, None if it is gone."""

    def __init__(self, current: DraftRecord | None) -> None:
        super().__init__("The record was changed by somebody else.")
        self.current = current


def refuse_outdated(row: DraftRecord, seen: datetime | None) -> DraftRecord | None:
    """Return the row as stored, held until the transaction ends; :class:`Conflict` if it is newer than seen.

    ``seen`` is the ``changed_at`` of the row that the edit began with; None for a new record.
    """
    hold_rulebook()
    current = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
    if seen is not None and (current is None or current.changed_at != seen):
        raise Conflict(current)
    return current


def hold_draft(seen: str) -> None:
    """Hold the rulebook until the transaction ends; :class:`Outdated` if the draft's mark is not ``seen``."""
    hold_rulebook()
    if draft_mark() != seen:
        raise Outdated("The draft was changed in the meantime.")


@transaction.atomic
def save_row(row: DraftRecord, seen: datetime | None, actor: Actor) -> Event | None:
    """Write a row of the draft and log it; None, and nothing written, where nothing is different.

    Raises :class:`Conflict`.
    """
    current = refuse_outdated(row, seen)
    changes = _differences(raw_values(current) if current else {}, raw_values(row))
    if not changes:
        return None
    row.changed_at = timezone.now()
    row.save()
    action = Event.Action.CHANGED if current else Event.Action.ADDED
    return log_event(actor, action, kind=row.KIND, key=row.natural_key(), changes=changes)


@transaction.atomic
def remove_row(row: DraftRecord, actor: Actor) -> Event:
    """Remove a row of the draft and log what it was."""
    hold_rulebook()
    return _removed(row, actor, Event.Action.REMOVED)


def _differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return field → (before, after) of all that differs; of a new row there was nothing."""
    return {name: (was.get(name), value) for name, value in now.items() if was.get(name) != value}


@transaction.atomic
def apply(
    edits: Iterable[Edit], actor: Actor, action: Event.Action, note: str = "", *, seen: str = ""
) -> list[Event]:
    """Write several records at once, all or none, and log each under ``action``.

    A record whose key changes stays the same row. What is removed goes last, dependents first.
    ``seen``: the mark of the draft that the edits were made from; :class:`Outdated` if it is another one.
    """
    if seen:
        hold_draft(seen)
    else:
        hold_rulebook()
    places = {kind: number for number, kind in enumerate(KINDS)}
    made = list(edits)
    kept = sorted((e for e in made if e[1]), key=lambda e: places[e[1].kind])  # type: ignore[union-attr]
    gone = sorted((b for b, a in made if b and not a), key=lambda b: -places[b.kind])
    # Before anything is written: a part's key changes with the name of what it belongs to.
    rows = [_row_of(before) if before else model_of(after.kind)() for before, after in kept if after]
    doomed = [_row_of(record) for record in gone]
    events = [
        _written(row, before, after, actor, action, note)
        for row, (before, after) in zip(rows, kept, strict=True)
        if after
    ]
    return events + [_removed(row, actor, action, note) for row in doomed]


def _row_of(record: Record) -> DraftRecord:
    """Return a record's row; :class:`Conflict` if somebody removed it."""
    try:
        return model_of(record.kind)._default_manager.get_by_natural_key(*record.key)
    except ObjectDoesNotExist as error:
        raise Conflict(None) from error


def _written(
    row: DraftRecord, before: Record | None, after: Record, actor: Actor, action: Event.Action, note: str
) -> Event:
    was = raw_values(row) if before else {}
    for field in after.schema.fields:
        value = after.fields[field.name]
        if field.type == "ref":
            target = model_of(field.target)._default_manager
            setattr(row, field.name, target.get_by_natural_key(*value) if value else None)
        else:
            setattr(row, field.name, date.fromisoformat(value) if field.type == "date" and value else value)
    row.changed_at = timezone.now()
    row.save()
    changes = _differences(was, raw_values(row))
    return log_event(actor, action, kind=after.kind, key=after.key, note=note, changes=changes)


def _removed(row: DraftRecord, actor: Actor, action: Event.Action, note: str = "") -> Event:
    key, changes = row.natural_key(), {name: (value, None) for name, value in raw_values(row).items()}
    row.delete()
    return log_event(actor, action, kind=row.KIND, key=key, note=note, changes=changes)
