"""Everything that is checked before a rulebook is published; each finding names file, record and field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.engine import read_document
from advisor.engine.rulebook import RulebookError
from advisor.rulebook.checks.completeness import check_sources
from advisor.rulebook.checks.conditions import check_conditions
from advisor.rulebook.checks.history import check_history
from advisor.rulebook.checks.references import check_references
from advisor.rulebook.checks.texts import check_texts
from advisor.rulebook.checks.whole import check_whole
from advisor.rulebook.document import document_of
from advisor.rulebook.findings import Finding, errors
from advisor.rulebook.records import Record, RecordSet

__all__ = ["check", "record_findings"]


def record_findings(record: Record, records: RecordSet) -> list[Finding]:
    """Return what is wrong with one record among the others."""
    return [
        *check_references(record, records),
        *check_conditions(record, records),
        *check_texts(record),
        *check_sources(record),
    ]


def check(records: RecordSet, previous: Mapping[str, Any] | None = None) -> list[Finding]:
    """Return everything that is wrong with a rulebook, in the order of the files.

    ``previous``: the document in use, whose names must not go away.
    """
    findings = [*check_whole(records), *_each(records), *check_history(records, previous or {})]
    if not errors(findings):
        try:
            read_document(document_of(records), "")
        except RulebookError as error:
            findings.append(Finding("error", str(error), "the whole rulebook", code="unreadable-document"))
    return sorted(findings, key=lambda item: (item.file, item.line, item.record))


def _each(records: RecordSet) -> Iterator[Finding]:
    for record in records:
        yield from record_findings(record, records)
