"""What differs between two rulebooks, record by record and field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import KINDS, Field

#: Types whose lists are sets: their order follows that of the questions, choices and options.
_UNORDERED = ("conditions", "asked_when", "answers", "picks", "given")
#: The digest goes with the texts that it is about and says nothing by itself.
KEEPS_STEP = "korean_of"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field; values in canonical form, as records hold them."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record. ``fields``: what differs, in the order of the schema; () for one added or removed."""

    kind: str
    key: tuple[str, ...]
    what: Literal["added", "removed", "changed"]
    fields: tuple[FieldChange, ...]
    before: Record | None
    after: Record | None


def diff(before: RecordSet, after: RecordSet) -> tuple[RecordChange, ...]:
    """Return every record that differs, kind by kind in the rulebook's order.

    What was removed stands where it stood. A record under another name is one removed and one added.
    """
    return tuple(change for kind in KINDS for change in _of_kind(kind, before, after))


def shown(changes: Iterable[RecordChange]) -> tuple[RecordChange, ...]:
    """Return the changes without those of which only the digest of the English differs."""
    return tuple(
        change
        for change in changes
        if change.what != "changed" or any(field.name != KEEPS_STEP for field in change.fields)
    )


def _of_kind(kind: str, before: RecordSet, after: RecordSet) -> Iterable[RecordChange]:
    old = {record.key: record for record in reversed(before.of(kind))}
    new = {record.key: record for record in reversed(after.of(kind))}
    for key in _merged([r.key for r in before.of(kind)], [r.key for r in after.of(kind)]):
        was, now = old.get(key), new.get(key)
        if was is None or now is None:
            yield RecordChange(kind, key, "added" if now else "removed", (), was, now)
            continue
        fields = tuple(
            FieldChange(field.name, was.fields[field.name], now.fields[field.name])
            for field in was.schema.fields
            if not _alike(field, was.fields[field.name], now.fields[field.name])
        )
        if fields:
            yield RecordChange(kind, key, "changed", fields, was, now)


def _merged(before: list[tuple[str, ...]], after: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return all keys in the order of ``after``; each one that is gone follows what it used to follow."""
    there = dict.fromkeys(after)
    followers: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    last: tuple[str, ...] = ()
    for key in dict.fromkeys(before):
        if key in there:
            last = key
        else:
            followers.setdefault(last, []).append(key)
    return [key for place in ((), *there) for key in (*([place] if place else []), *followers.get(place, ()))]


def _alike(field: Field, before: Any, after: Any) -> bool:
    if field.type in _UNORDERED:
        return bool(_as_sets(before) == _as_sets(after))
    return bool(before == after)


def _as_sets(value: Any) -> Any:
    if isinstance(value, list):
        return frozenset(value)
    if isinstance(value, Mapping):
        return {key: _as_sets(item) for key, item in value.items()}
    return value
