"""Are the texts there, in both languages, and does the Korean belong to this English?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from advisor.rulebook.findings import Finding, finding
from advisor.rulebook.records import Record, korean_of

STALE = "the Korean is stale"
MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&[a-z]+;")


def check_texts(record: Record) -> Iterator[Finding]:
    """Yield missing texts, markup, and Korean that is missing or was written for other English."""
    for field in record.schema.fields:
        if field.type not in ("text", "plain"):
            continue
        value = record.fields[field.name]
        if field.filled and not value:
            yield finding("error", record, field.name, "the text is missing")
        if value and MARKUP.search(value):
            yield finding("error", record, field.name, "contains markup; texts are plain")
    for stem in record.schema.text_stems:
        optional = not record.schema.field(f"{stem}_en").filled
        if optional:
            yield from _pair(record, stem)
    if record.kind == "table":
        yield from _table_texts(record)
    yield from _points(record)
    if "korean_of" in record.schema.has:
        yield from _stamp(record)


def _pair(record: Record, stem: str) -> Iterator[Finding]:
    english, korean = record.fields[f"{stem}_en"], record.fields[f"{stem}_ko"]
    if english and not korean:
        yield finding("error", record, f"{stem}_ko", "the Korean is missing")
    if korean and not english:
        yield finding("error", record, f"{stem}_en", "the English is missing")


def _points(record: Record) -> Iterator[Finding]:
    for number, point in enumerate(record.fields.get("points", ()), start=1):
        for key, language in (("en", "English"), ("ko", "Korean")):
            if not point[key]:
                yield finding("error", record, "points", f"point {number}: the {language} is missing")


def _table_texts(record: Record) -> Iterator[Finding]:
    for column in record.fields["columns"]:
        for key in ("label_en", "label_ko"):
            if not column[key]:
                yield finding("error", record, "columns", f"{column['slug']}: {key} is missing")
    for number, row in enumerate(record.fields["rows"], start=1):
        for name, cell in row.items():
            if isinstance(cell, Mapping) and bool(cell["en"]) != bool(cell["ko"]):
                missing = "Korean" if cell["en"] else "English"
                yield finding("error", record, "rows", f"row {number}: {name}: the {missing} is missing")


def stale_as_errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with stale Korean as an error: it does not stop a trial run, but it is not done."""
    return [replace(item, level="error") if _is_stale(item) else item for item in findings]


def _is_stale(item: Finding) -> bool:
    return item.field == "korean_of" and STALE in item.message


def _stamp(record: Record) -> Iterator[Finding]:
    stamp = record.fields["korean_of"]
    if not stamp:
        message = "is not stamped: it does not say for which English the Korean was written"
        yield finding("warning", record, "korean_of", message)
    elif stamp != korean_of(record):
        message = f"{STALE}: the English has changed since (its digest is now {korean_of(record)})"
        yield finding("warning", record, "korean_of", message)
