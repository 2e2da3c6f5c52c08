"""Does a statement say on what it rests, and when that was checked?"""

from __future__ import annotations

from collections.abc import Iterator

from advisor.rulebook.findings import Finding, finding
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.phrases import phrase
from advisor.rulebook.records import Record


def check_sources(record: Record) -> Iterator[Finding]:
    """Yield missing sources and dates, and what else a record of its kind has to say."""
    if "sources" in record.schema.has and not record.fields["sources"]:
        yield finding("error", record, "sources", _("names no source"), code="no-source")
    if "checked_on" in record.schema.has and not record.fields["checked_on"]:
        yield finding("error", record, "checked_on", _("the date is missing"), code="no-date")
    if record.kind == "question":
        yield from _question(record)
    if record.kind == "service" and record.fields["lifecycle"] in ("retiring", "retired"):
        for name in ("lifecycle_on", "lifecycle_note_en"):
            if not record.fields[name]:
                words = _("is empty, and the service is %(lifecycle)s")
                stage = phrase(words, lifecycle=record.fields["lifecycle"])
                yield finding("warning", record, name, stage, code="lifecycle-incomplete")
    if record.kind == "scenario":
        yield from _scenario(record)


def _question(record: Record) -> Iterator[Finding]:
    if record.fields["rules_out_named"]:
        for name in ("because_en", "because_ko"):
            if not record.fields[name]:
                words = _("is empty; it is shown as the reason for the veto")
                yield finding("error", record, name, words, code="no-veto-reason")
    if record.fields["kind"] == "number":
        yield from _number(record)
        return
    for name in ("unit_en", "unit_ko", "min", "below", "whole"):
        if record.fields[name] not in ("", None, False):
            yield finding("error", record, name, _("is for numbers only"), code="wrong-number")


def _number(record: Record) -> Iterator[Finding]:
    least, below = record.fields["min"], record.fields["below"]
    if not record.fields["unit_en"]:
        yield finding("error", record, "unit_en", _("a number needs a unit"), code="wrong-number")
    for name, bound in (("min", least), ("below", below)):
        if bound is None:
            yield finding("error", record, name, _("a number needs its bounds"), code="wrong-number")
    if None not in (least, below) and least >= below:
        yield finding("error", record, "min", _("has to be less than below"), code="wrong-number")


def _scenario(record: Record) -> Iterator[Finding]:
    if not record.fields["expect"] and not record.fields["expect_not"]:
        yield finding("error", record, "expect", _("expects nothing"), code="incomplete-scenario")
    if record.fields["weight"] <= 0:
        yield finding("error", record, "weight", _("has to be above 0"), code="incomplete-scenario")
    if record.fields["kind"] == "published_case" and not record.fields["source"]:
        words = _("a published case names its source")
        yield finding("error", record, "source", words, code="incomplete-scenario")
