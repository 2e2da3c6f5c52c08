"""Does a statement say on what it rests, and when that was checked?"""

from __future__ import annotations

from collections.abc import Iterator

from advisor.rulebook.findings import Finding, finding
from advisor.rulebook.records import Record


def check_sources(record: Record) -> Iterator[Finding]:
    """Yield missing sources and dates, and what else a record of its kind has to say."""
    if "sources" in record.schema.has and not record.fields["sources"]:
        yield finding("error", record, "sources", "names no source")
    if "checked_on" in record.schema.has and not record.fields["checked_on"]:
        yield finding("error", record, "checked_on", "the date is missing")
    if record.kind == "question":
        yield from _question(record)
    if record.kind == "service" and record.fields["lifecycle"] in ("retiring", "retired"):
        for name in ("lifecycle_on", "lifecycle_note_en"):
            if not record.fields[name]:
                yield finding(
                    "warning", record, name, f"is empty, and the service is {record.fields['lifecycle']}"
                )
    if record.kind == "scenario":
        yield from _scenario(record)


def _question(record: Record) -> Iterator[Finding]:
    if record.fields["rules_out_named"]:
        for name in ("because_en", "because_ko"):
            if not record.fields[name]:
                yield finding("error", record, name, "is empty; it is shown as the reason for the veto")
    if record.fields["kind"] == "number":
        yield from _number(record)
        return
    for name in ("unit_en", "unit_ko", "min", "below", "whole"):
        if record.fields[name] not in ("", None, False):
            yield finding("error", record, name, "is for numbers only")


def _number(record: Record) -> Iterator[Finding]:
    least, below = record.fields["min"], record.fields["below"]
    if not record.fields["unit_en"]:
        yield finding("error", record, "unit_en", "a number needs a unit")
    for name, bound in (("min", least), ("below", below)):
        if bound is None:
            yield finding("error", record, name, "a number needs its bounds")
    if None not in (least, below) and least >= below:
        yield finding("error", record, "min", "has to be less than below")


def _scenario(record: Record) -> Iterator[Finding]:
    if not record.fields["expect"] and not record.fields["expect_not"]:
        yield finding("error", record, "expect", "expects nothing")
    if record.fields["weight"] <= 0:
        yield finding("error", record, "weight", "has to be above 0")
    if record.fields["kind"] == "published_case" and not record.fields["source"]:
        yield finding("error", record, "source", "a published case names its source")
