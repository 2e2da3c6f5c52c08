"""Between the draft's tables and records."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import CharField, Count, Max, Sum, Value
from django.utils import timezone

from advisor.engine import Compiled, RulebookError, compile_rulebook, read_document
from advisor.rulebook.checks import record_findings
from advisor.rulebook.checks.completeness import check_sources
from advisor.rulebook.checks.texts import check_texts
from advisor.rulebook.document import canonical_json, document_of, hash_of
from advisor.rulebook.findings import Finding, FixtureError, errors
from advisor.rulebook.models import DraftRecord
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.reading import make_record
from advisor.rulebook.records import Record, RecordSet, stamped
from advisor.rulebook.schema import APP, KINDS, Kind

#: Fields whose names can only be checked with the other records at hand.
READS_OTHERS = frozenset({"refs", "conditions", "asked_when", "effects", "picks", "given", "answers"})


def model_of(kind: str) -> type[DraftRecord]:
    """Return the model that holds a kind of record."""
    model: type[DraftRecord] = apps.get_model(APP, kind)
    return model


def raw_values(row: DraftRecord) -> dict[str, Any]:
    """Return a row's values as a fixture would write them."""
    values: dict[str, Any] = {}
    for field in KINDS[row.KIND].fields:
        value = getattr(row, field.name, None)
        if field.type == "ref":
            value = [value.slug] if value is not None else None
        elif isinstance(value, date):
            value = value.isoformat()
        elif field.nullable and value == "":
            value = None
        values[field.name] = value
    return values


def records_from_draft() -> RecordSet:
    """Read the whole draft; FixtureError if a row cannot be a record."""
    return _whole([_rows_read(kind) for kind in KINDS])


def known_records() -> RecordSet:
    """Return the draft as it is now without the rows that cannot be records, so that those can be mended."""
    try:
        return current_draft().records
    except FixtureError:
        return RecordSet(record for kind in KINDS for record in _rows_read(kind)[0])


#: The records of one kind, and what stands against the rows that cannot be records.
_Rows = tuple[Sequence[Record], Sequence[Finding]]


def _rows_read(kind: str) -> _Rows:
    records: list[Record] = []
    findings: list[Finding] = []
    refs = _refs(kind)
    rows = model_of(kind)._default_manager.all()
    for row in rows.select_related(*refs) if refs else rows:
        record, complaints = make_record(kind, raw_values(row), name=f"{kind} {row}")
        findings += complaints
        if record is not None:
            records.append(record)
    return records, findings


def _refs(kind: str) -> dict[str, str]:
    """Return the references of a kind: field → the kind that it names."""
    return {field.name: field.target for field in KINDS[kind].fields if field.type == "ref"}


def _whole(kinds: Iterable[_Rows]) -> RecordSet:
    read = list(kinds)
    if findings := [finding for _records, complaints in read for finding in complaints]:
        raise FixtureError(_("The draft cannot be read."), findings)
    return RecordSet(record for records, _complaints in read for record in records)


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """The draft as it was at one moment, named by its mark; what is made of it can be cached by it."""

    mark: str
    records: RecordSet = dataclasses.field(compare=False)


@dataclasses.dataclass(frozen=True, slots=True)
class _Moment:
    """The mark, and what it was made of: kind → a text that changes whenever a row of that kind does."""

    mark: str
    states: Mapping[str, str] = dataclasses.field(compare=False)

    def seen_by(self, kind: str) -> tuple[str, ...]:
        """Return the states of what a kind's records are read from: its rows, and those that they name."""
        return tuple(self.states[one] for one in (kind, *_refs(kind).values()))


def draft_mark() -> str:
    """Return a short text that changes whenever a row of the draft does (one query)."""
    return _moment().mark


def _moment() -> _Moment:
    counted = [
        model_of(kind)
        ._default_manager.order_by()
        .values(of=Value(kind, CharField()))
        .annotate(rows=Count("pk"), last=Max("changed_at"), keys=Sum("pk"))
        for kind in KINDS
    ]
    rows = [tuple(row.values()) for row in counted[0].union(*counted[1:])]
    states = {str(row[0]): str(row) for row in rows}
    return _Moment(hashlib.sha256("\n".join(sorted(states.values())).encode()).hexdigest()[:16], states)


def current_draft() -> Draft:
    """Return the draft as it is now. FixtureError as records_from_draft.

    It is read once per mark in a process; of another mark the kinds that have changed are read.
    """
    while True:
        try:
            return _draft_at(_moment())
        except _Moving:
            continue


def compiled_draft() -> Compiled:
    """Return the draft ready to decide from, compiled once per mark in a process.

    FixtureError where a row cannot be a record, RulebookError where nothing can be decided from the whole.
    """
    return compiled_of(current_draft())


def compiled_draft_or_none() -> Compiled | None:
    """Return the draft ready to decide from; None where nothing can be decided from it."""
    try:
        return compiled_draft()
    except (FixtureError, RulebookError):
        return None


class _Moving(Exception):
    """The draft was written while it was read."""


@lru_cache(maxsize=2)
def _draft_at(moment: _Moment) -> Draft:
    read = [_rows_at(kind, moment.seen_by(kind)) for kind in KINDS]
    if draft_mark() != moment.mark:
        raise _Moving
    return Draft(moment.mark, _whole(read))


@lru_cache(maxsize=3 * len(KINDS))
def _rows_at(kind: str, states: tuple[str, ...]) -> _Rows:
    return _rows_read(kind)


@lru_cache(maxsize=2)
def compiled_of(draft: Draft) -> Compiled:
    """Return a draft ready to decide from. RulebookError where nothing can be decided from the whole."""
    document = document_of(draft.records)
    return compile_rulebook(read_document(document, hash_of(canonical_json(document))))


def findings_of(row: DraftRecord) -> list[Finding]:
    """Return what stands against saving this row into the draft as it is now."""
    schema = KINDS[row.KIND]
    if any(f.type == "ref" and not f.nullable and _is_unset(row, f.name) for f in schema.fields):
        return []  # the form says so already
    record, complaints = make_record(row.KIND, raw_values(row), name=f"{row.KIND} {row.slug}")
    if record is None:
        return complaints
    if not any(field.type in READS_OTHERS for field in schema.fields):
        return errors([*check_texts(record), *check_sources(record)])
    others = [known for known in known_records() if (known.kind, known.key) != (record.kind, record.key)]
    return errors(record_findings(record, RecordSet([*others, record])))


def stamp_row(row: DraftRecord) -> None:
    """Note for which English a row's Korean was written, where that is open."""
    record, _wrong = make_record(row.KIND, raw_values(row))
    if record is not None and "korean_of" in record.fields:
        row.korean_of = stamped(record).fields["korean_of"]  # type: ignore[attr-defined]


def _is_unset(row: DraftRecord, name: str) -> bool:
    return getattr(row, f"{name}_id", None) is None and row.__dict__.get(name) is None


def replace_draft(records: RecordSet) -> dict[str, int]:
    """Make the draft equal to the records: add, update, and delete what they lack. Call it in a transaction.

    Rows that stay keep their primary keys. Returns how many rows were added, changed and deleted.
    """
    counts = {"added": 0, "changed": 0, "deleted": 0}
    keys: dict[str, dict[str, int]] = {}
    surplus: list[tuple[type[DraftRecord], list[int]]] = []
    for kind, schema in KINDS.items():
        model = model_of(kind)
        rows = model._default_manager.all()
        present = {
            row.natural_key(): row for row in (rows.select_related(schema.parent) if schema.parent else rows)
        }
        wanted = {record.key: _columns(record, schema, keys) for record in records.of(kind)}
        _write(model, present, wanted, counts)
        surplus.append((model, [row.pk for key, row in present.items() if key not in wanted]))
        keys[kind] = dict(model._default_manager.values_list("slug", "pk")) if not schema.parent else {}
    for model, doomed in reversed(surplus):
        model._default_manager.filter(pk__in=doomed).delete()
        counts["deleted"] += len(doomed)
    return counts


def _columns(record: Record, schema: Kind, keys: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for field in schema.fields:
        value = record.fields[field.name]
        if field.type == "ref":
            columns[f"{field.name}_id"] = keys[field.target][value[0]] if value else None
        elif field.type == "date":
            columns[field.name] = date.fromisoformat(value) if value else None
        else:
            columns[field.name] = value
    return columns


def _write(
    model: type[DraftRecord],
    present: Mapping[tuple[str, ...], DraftRecord],
    wanted: Mapping[tuple[str, ...], dict[str, Any]],
    counts: dict[str, int],
) -> None:
    new = [model(**columns) for key, columns in wanted.items() if key not in present]
    changed: list[DraftRecord] = []
    for key, row in present.items():
        columns = wanted.get(key, {})
        different = {name: value for name, value in columns.items() if getattr(row, name) != value}
        for name, value in different.items():
            setattr(row, name, value)
        if different:
            changed.append(row)
    now = timezone.now()
    for row in (*new, *changed):
        row.changed_at = now
    model._default_manager.bulk_create(new, batch_size=200)
    if changed:
        names = [*next(iter(wanted.values())), "changed_at"]
        model._default_manager.bulk_update(changed, names, batch_size=100)
    counts["added"] += len(new)
    counts["changed"] += len(changed)
