"""Are the texts there, in both languages, and does the Korean belong to this English?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from advisor.rulebook.findings import Finding, finding
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.phrases import phrase
from advisor.rulebook.records import Record, korean_of

STALE = "stale-korean"
MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&[a-z]+;")


def check_texts(record: Record) -> Iterator[Finding]:
    """Yield missing texts, markup, and Korean that is missing or was written for other English."""
    for field in record.schema.fields:
        if field.type not in ("text", "plain"):
            continue
        value = record.fields[field.name]
        if field.filled and not value:
            yield finding("error", record, field.name, _("the text is missing"), code="missing-text")
        if value and MARKUP.search(value):
            words = _("contains markup; texts are plain")
            yield finding("error", record, field.name, words, code="markup")
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
        yield finding("error", record, f"{stem}_ko", _("the Korean is missing"), code="missing-korean")
    if korean and not english:
        yield finding("error", record, f"{stem}_en", _("the English is missing"), code="missing-english")


def _points(record: Record) -> Iterator[Finding]:
    for number, point in enumerate(record.fields.get("points", ()), start=1):
        if not point["en"]:
            words = phrase(_("point %(number)s: the English is missing"), number=number)
            yield finding("error", record, "points", words, code="missing-english")
        if not point["ko"]:
            words = phrase(_("point %(number)s: the Korean is missing"), number=number)
            yield finding("error", record, "points", words, code="missing-korean")


def _table_texts(record: Record) -> Iterator[Finding]:
    for column in record.fields["columns"]:
        for key in ("label_en", "label_ko"):
            if not column[key]:
                words = phrase(_("%(column)s: %(key)s is missing"), column=column["slug"], key=key)
                yield finding("error", record, "columns", words, code="missing-text")
    for number, row in enumerate(record.fields["rows"], start=1):
        for name, cell in row.items():
            if not isinstance(cell, Mapping) or bool(cell["en"]) == bool(cell["ko"]):
                continue
            if cell["en"]:
                words = phrase(_("row %(row)s: %(column)s: the Korean is missing"), row=number, column=name)
                yield finding("error", record, "rows", words, code="missing-korean")
            else:
                words = phrase(_("row %(row)s: %(column)s: the English is missing"), row=number, column=name)
                yield finding("error", record, "rows", words, code="missing-english")


def stale_as_errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with stale Korean as an error: it does not stop a trial run, but it is not done."""
    return [replace(item, level="error") if item.code == STALE else item for item in findings]


def _stamp(record: Record) -> Iterator[Finding]:
    stamp = record.fields["korean_of"]
    if not stamp:
        words = _("is not stamped: it does not say for which English the Korean was written")
        yield finding("warning", record, "korean_of", words, code="not-stamped")
    elif stamp != korean_of(record):
        changed = _("the Korean is stale: the English has changed since (its digest is now %(digest)s)")
        stale = phrase(changed, digest=korean_of(record))
        yield finding("warning", record, "korean_of", stale, code="stale-korean")
