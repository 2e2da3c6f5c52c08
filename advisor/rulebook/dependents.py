"""Everything that names a record: what an editor has to know before it is renamed, retired or removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from advisor.rulebook.mentions import How, mentions
from advisor.rulebook.records import Record, RecordSet

_Index = Mapping[tuple[str, tuple[str, ...]], tuple["Dependent", ...]]


@dataclass(frozen=True, slots=True)
class Dependent:
    """A record that names another one: in which field, and how (:data:`advisor.rulebook.mentions.How`)."""

    record: Record
    field: str
    how: How


def dependents(records: RecordSet, kind: str, key: tuple[str, ...]) -> tuple[Dependent, ...]:
    """Return what names the record of this kind and key, in the rulebook's order; once for each field.

    What it names itself is not among them, and neither is what program code knows by name.
    """
    return _index(records).get((kind, key), ())


@lru_cache(maxsize=2)
def _index(records: RecordSet) -> _Index:
    """Return all names with what uses them; kept, because a set of records never changes."""
    found: dict[tuple[str, tuple[str, ...]], dict[int, list[Dependent]]] = {}
    for number, record in enumerate(records):
        for mention in mentions(record, records):
            uses = found.setdefault((mention.kind, mention.key), {}).setdefault(number, [])
            dependent = Dependent(record, mention.field, mention.how)
            if dependent not in uses:
                uses.append(dependent)
    return {name: tuple(d for uses in by.values() for d in uses) for name, by in found.items()}
