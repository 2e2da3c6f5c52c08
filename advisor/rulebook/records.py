"""Records of the rulebook: plain values with a place, in the rulebook's canonical order."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from advisor.rulebook.schema import KINDS, OUTCOMES, Kind

#: Rank of a name that is not known; such names come last, by name.
LAST = 10**9


@dataclass(frozen=True, slots=True)
class Record:
    """One record. ``fields`` holds every field of its kind in canonical form; ``lines`` where each stood."""

    kind: str
    fields: Mapping[str, Any]
    file: str = ""
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """Its own slug."""
        slug: str = self.fields["slug"]
        return slug

    @property
    def schema(self) -> Kind:
        """The description of its kind."""
        return KINDS[self.kind]

    @property
    def key(self) -> tuple[str, ...]:
        """Its natural key: the parent's slug first, where it has one."""
        parent = self.schema.parent
        return (self.fields[parent][0], self.slug) if parent else (self.slug,)

    @property
    def group(self) -> tuple[str, str]:
        """The kind and the slug of what it has its order in: a section, its parent; ("", "") for neither."""
        name = self.schema.group
        return (name, self.ref(name)) if name else ("", "")

    def ref(self, name: str) -> str:
        """Return the slug that a reference names, "" for null."""
        value = self.fields[name]
        return value[0] if value else ""

    def line_of(self, name: str, key: str = "") -> int:
        """Return the line of a key inside a field, else of the field, else the record's own."""
        return self.lines.get(f"{name}.{key}", self.lines.get(name, self.line))


class RecordSet:
    """All records, each kind in the rulebook's order. Of two with the same key the first one is found."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by_kind: dict[str, list[Record]] = {kind: [] for kind in KINDS}
        for record in records:
            self._by_kind[record.kind].append(record)
        self._found: dict[str, dict[tuple[str, ...], Record]] = {}
        self._ranks: dict[str, dict[tuple[str, ...], int]] = {}
        for kind in ("section", "question", "choice", "decision", "option", *KINDS):
            if kind not in self._found:
                self._settle_order(kind)
        for kind, known in self._by_kind.items():
            arranged = [replace(record, fields=self._arranged(record)) for record in known]
            self._by_kind[kind] = arranged
            self._found[kind] = {record.key: record for record in reversed(arranged)}
        self._children: dict[tuple[str, str], list[Record]] = {}
        for record in self:
            if record.schema.parent:
                self._children.setdefault((record.kind, record.key[0]), []).append(record)

    def __iter__(self) -> Iterator[Record]:
        for records in self._by_kind.values():
            yield from records

    def of(self, kind: str) -> list[Record]:
        """Return the records of a kind in order."""
        return self._by_kind[kind]

    def children(self, kind: str, parent: str) -> list[Record]:
        """Return the records of a kind that belong to one parent, in order."""
        return self._children.get((kind, parent), [])

    def find(self, kind: str, *key: str) -> Record | None:
        """Return the record with this natural key."""
        return self._found[kind].get(key)

    def _settle_order(self, kind: str) -> None:
        records = self._by_kind[kind]
        records.sort(key=self._sort_key)
        found: dict[tuple[str, ...], Record] = {}
        for record in records:
            found.setdefault(record.key, record)
        self._found[kind] = found
        self._ranks[kind] = {key: rank for rank, key in enumerate(found)}

    def _sort_key(self, record: Record) -> tuple[Any, ...]:
        schema = record.schema
        rank = self._rank(*record.group) if schema.group else (0, "")
        return (*rank, record.fields["order"] if schema.ordered else 0, record.slug)

    def _rank(self, kind: str, *key: str) -> tuple[int, str]:
        return (self._ranks[kind].get(key, LAST), key[-1])

    def _question_rank(self, name: str) -> tuple[int, str]:
        if name in OUTCOMES:
            return (OUTCOMES.index(name) - len(OUTCOMES), name)
        return self._rank("question", name)

    def _choice_rank(self, question: str, choice: str) -> tuple[int, str]:
        if question in OUTCOMES:
            return self._rank("option", question, choice)
        return self._rank("choice", question, choice)

    def _arranged(self, record: Record) -> dict[str, Any]:
        """Return the fields with the keys and lists inside mappings in the rulebook's order."""
        fields = dict(record.fields)
        for spec in record.schema.fields:
            if fields[spec.name]:
                fields[spec.name] = self._arranged_field(spec.type, fields[spec.name], record)
        return fields

    def _arranged_field(self, type_: str, value: Any, record: Record) -> Any:
        if type_ in ("conditions", "asked_when", "answers"):
            names = sorted(value, key=self._question_rank)
            return {name: self._arranged_choices(name, value[name]) for name in names}
        if type_ == "notes":
            return {name: value[name] for name in sorted(value, key=self._question_rank)}
        if type_ in ("picks", "given"):
            names = sorted(value, key=lambda decision: self._rank("decision", decision))
            return {name: self._arranged_options(name, value[name]) for name in names}
        if type_ == "effects":
            return {option: value[option] for option in self._arranged_options(record.ref("decision"), value)}
        if type_ == "rows":
            return [_arranged_row(row, record.fields["columns"]) for row in value]
        return value

    def _arranged_options(self, decision: str, options: Iterable[str]) -> list[str]:
        return sorted(options, key=lambda option: self._rank("option", decision, option))

    def _arranged_choices(self, question: str, value: Any) -> Any:
        if isinstance(value, list):
            return sorted(value, key=lambda choice: self._choice_rank(question, choice))
        if isinstance(value, Mapping):
            return {name: self._arranged_choices(question, item) for name, item in value.items()}
        return value


def _arranged_row(row: Mapping[str, Any], columns: list[dict[str, str]]) -> dict[str, Any]:
    names = [column["slug"] for column in columns]
    return {
        name: row[name] for name in sorted(row, key=lambda n: (names.index(n) if n in names else LAST, n))
    }


def english_texts(record: Record) -> list[str]:
    """Return the English texts of a record in field order, with its points, columns and text cells."""
    texts = [record.fields[f"{stem}_en"] for stem in record.schema.text_stems]
    texts += [point["en"] for point in record.fields.get("points", ())]
    if record.kind == "table":
        columns = record.fields["columns"]
        texts += [column["label_en"] for column in columns]
        for row in record.fields["rows"]:
            cells = (row.get(column["slug"]) for column in columns)
            texts += [cell["en"] for cell in cells if isinstance(cell, Mapping)]
    return texts


def korean_of(record: Record) -> str:
    """Return the digest of the English that a record's Korean has to match: 8 hexadecimal digits.

    Empty texts do not count, so that a field which is new to the schema makes no Korean stale.
    """
    joined = unicodedata.normalize("NFC", "\n".join(text for text in english_texts(record) if text))
    return hashlib.sha256(joined.encode()).hexdigest()[:8]


def stamped(record: Record) -> Record:
    """Return the record with ``korean_of`` filled in where it is missing."""
    if "korean_of" not in record.fields or record.fields["korean_of"]:
        return record
    return replace(record, fields={**record.fields, "korean_of": korean_of(record)})
