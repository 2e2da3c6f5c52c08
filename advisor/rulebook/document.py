"""The canonical document of a rulebook, and its hash: all that can change a report, and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from advisor.rulebook.records import Record, RecordSet

FORMAT = 1
#: Key of the document → kind of record.
LISTS = {
    "sections": "section",
    "questions": "question",
    "decisions": "decision",
    "rules": "rule",
    "services": "service",
    "facts": "fact",
    "advice": "advice",
    "tables": "table",
    "chapters": "chapter",
    "sources": "source",
    "glossary": "term",
}
#: Fields that arrange or maintain records and are not part of a report.
LEFT_OUT = frozenset({"order", "korean_of"})
#: Where the document nests children that are records of their own.
NESTED = {"question": ("choices", "choice"), "decision": ("options", "option")}

Document = dict[str, Any]


def document_of(records: RecordSet) -> Document:
    """Return the document of a set of records; every list in the rulebook's order."""
    document: Document = {"format": FORMAT}
    for key, kind in LISTS.items():
        document[key] = [_entry(record, records) for record in records.of(kind)]
    return document


def canonical_json(document: Mapping[str, Any]) -> str:
    """Return the one text of a document: sorted keys, no spaces, not escaped."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def hash_of(text: str) -> str:
    """Return ``sha256:…`` of a canonical JSON text."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _entry(record: Record, records: RecordSet) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for field in record.schema.fields:
        name = field.name
        if name in LEFT_OUT or name == record.schema.parent or name.endswith("_ko"):
            continue
        if field.type == "text":
            stem = name.removesuffix("_en")
            entry[stem] = {"en": record.fields[name], "ko": record.fields[f"{stem}_ko"]}
        else:
            entry[name] = _value(field.type, record.fields[name])
    if record.kind in NESTED:
        key, kind = NESTED[record.kind]
        entry[key] = [_entry(child, records) for child in records.children(kind, record.slug)]
    return entry


def _value(type_: str, value: Any) -> Any:
    convert = _CONVERT.get(type_)
    return value if value is None or convert is None else convert(value)


def _conditions(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: {"any_of": item} if isinstance(item, list) else dict(item) for key, item in value.items()}


def _columns(value: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [
        {"slug": c["slug"], "label": {"en": c["label_en"], "ko": c["label_ko"]}, "kind": c["kind"]}
        for c in value
    ]


_CONVERT: dict[str, Callable[[Any], Any]] = {
    "ref": lambda value: value[0],
    "refs": lambda value: [ref[0] for ref in value],
    "conditions": _conditions,
    "columns": _columns,
}
