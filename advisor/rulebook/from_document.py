"""A published document back into records, so that a version can be written out as fixtures again.

The document holds no order numbers (its lists are in order) and no digests: order numbers come out as
10, 20, 30, … or as files beside them have it, and the Korean counts as written for the English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from advisor.engine import refuse_format
from advisor.rulebook.document import LISTS, NESTED, Document
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.reading import make_record
from advisor.rulebook.records import Record, RecordSet, stamped
from advisor.rulebook.schema import KINDS

STEP = 10


def records_of(document: Document) -> RecordSet:
    """Return the records of a document; FixtureError if it does not follow the schema of today.

    RulebookError if it is of another format altogether.
    """
    refuse_format(document)
    return RecordSet(stamped(record) for record in _records(document))


def with_orders_of(known: RecordSet, records: RecordSet) -> RecordSet:
    """Return the records with the order numbers that ``known`` gives them, wherever these keep the order."""
    groups: dict[tuple[str, tuple[str, str]], list[Record]] = {}
    for record in records:
        groups.setdefault((record.kind, record.group), []).append(record)
    return RecordSet(record for group in groups.values() for record in _reordered(known, group))


def _reordered(known: RecordSet, group: list[Record]) -> list[Record]:
    twins = [known.find(record.kind, *record.key) for record in group]
    orders = [(twin.fields.get("order"), twin.slug) for twin in twins if twin]
    if not group[0].schema.ordered or len(orders) < len(group) or orders != sorted(orders):
        return group
    return [
        replace(record, fields={**record.fields, "order": order})
        for record, (order, _entry) in zip(group, orders, strict=True)
    ]


def _records(document: Document) -> Iterator[Record]:
    for key, kind in LISTS.items():
        # A version published before a kind or a field was introduced lacks it.
        for number, entry in enumerate(document.get(key, ()), start=1):
            yield _record(kind, entry, number)
            if kind in NESTED:
                child_key, child_kind = NESTED[kind]
                for place, child in enumerate(entry[child_key], start=1):
                    yield _record(child_kind, {**child, KINDS[child_kind].parent: entry["slug"]}, place)


def _record(kind: str, entry: Mapping[str, Any], number: int) -> Record:
    values: dict[str, Any] = {}
    for field in KINDS[kind].fields:
        name = field.name
        if name == "order":
            values[name] = number * STEP
        elif field.type == "text":
            values[name] = entry.get(name[:-3], {}).get(name[-2:], "")
        elif name in entry:
            values[name] = _raw(field.type, entry[name])
    record, findings = make_record(kind, values, name=f"{kind} {entry['slug']}")
    if record is None:
        words = _("The version was published in another form and cannot be written out.")
        raise FixtureError(words, findings)
    return record


def _raw(type_: str, value: Any) -> Any:
    if value is None:
        return None
    if type_ == "ref":
        return [value]
    if type_ == "refs":
        return [[slug] for slug in value]
    if type_ == "columns":
        return [
            {"slug": c["slug"], "label_en": c["label"]["en"], "label_ko": c["label"]["ko"], "kind": c["kind"]}
            for c in value
        ]
    return value
