"""What time does to a rulebook: dates that have passed, and statements that are due to be checked again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from advisor.rulebook.findings import Finding, finding
from advisor.rulebook.lifecycle import RETIREMENT, has_ended, last_day
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.phrases import phrase
from advisor.rulebook.records import Record, RecordSet


def check_dates(records: RecordSet, today: date) -> Iterator[Finding]:
    """Yield options whose service has retired by ``today``, and facts that speak of a past day as to come."""
    for option in records.of("option"):
        service = records.find("service", option.ref("service")) if option.ref("service") else None
        if service is not None and not option.fields["retired"]:
            yield from _offered(option, service, today)
    for fact in records.of("fact"):
        if fact.fields["kind"] == RETIREMENT:
            yield from _announced(fact, today)


def _offered(option: Record, service: Record, today: date) -> Iterator[Finding]:
    day = service.fields["lifecycle_on"]
    if has_ended(service.fields["lifecycle"], date.fromisoformat(day) if day else None, today):
        words = (
            _("its service %(service)s retired on %(day)s and can still be recommended: mark it retired")
            if day
            else _("its service %(service)s retired and can still be recommended: mark it retired")
        )
        since = phrase(words, service=service.slug, day=day or "")
        yield finding("error", option, "retired", since, code="retired-service")


def _announced(fact: Record, today: date) -> Iterator[Finding]:
    try:
        day = last_day(fact.fields["value"])
    except ValueError:
        words = _("a retirement's value is its day or month, like 2028-09-30")
        yield finding("error", fact, "value", words, code="no-retirement-day")
        return
    if (fact.fields["checked_on"] or "") <= day.isoformat() < today.isoformat():
        passed = phrase(_("%(day)s has passed since this was written: say it as done"), day=day.isoformat())
        yield finding("warning", fact, "text_en", passed, code="past-day")


def due(records: RecordSet, today: date, age: timedelta) -> list[Finding]:
    """Return what was last checked more than ``age`` before ``today``, the oldest first."""
    last = (today - age).isoformat()
    old = [record for record in records if (record.fields.get("checked_on") or last) < last]
    old.sort(key=lambda record: (record.fields["checked_on"], record.kind, record.key))
    return [_due(record) for record in old]


def _due(record: Record) -> Finding:
    words = phrase(_("is due: last checked on %(day)s"), day=record.fields["checked_on"])
    return finding("warning", record, "checked_on", words, code="due")
