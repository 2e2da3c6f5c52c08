"""What differs between the draft and a version, or between two versions, in words and with who did it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from advisor.editor.names import record_links
from advisor.engine import RulebookError
from advisor.rulebook.diff import RecordChange, diff, shown
from advisor.rulebook.diff_words import change_words
from advisor.rulebook.draft import Draft
from advisor.rulebook.field_names import kind_label
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.from_document import records_of, with_orders_of
from advisor.rulebook.models import Event
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.phrases import phrase
from advisor.rulebook.published import document_for
from advisor.rulebook.records import RecordSet

Name = tuple[str, tuple[str, ...]]
#: What versions do not hold.
ONLY_IN_THE_DRAFT = "scenario"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two rulebooks and what differs."""

    before: RecordSet
    after: RecordSet
    changes: tuple[RecordChange, ...]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Each kind of which something differs: its name, what it is called, how many differ."""
        counted = Counter(change.kind for change in self.changes)
        return [(kind, str(kind_label(kind, count)), count) for kind, count in counted.items()]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One record that differs, in words. ``by`` and ``at`` tell who changed it last, where the log knows."""

    kind: str
    kind_words: str
    what: str
    title: str
    lines: tuple[str, ...]
    address: str = ""
    by: str = ""
    at: datetime | None = None


def compared(before: RecordSet, after: RecordSet) -> Comparison:
    """Return what differs; digests of the English, which go with their texts, do not count."""
    return Comparison(before, after, shown(diff(before, after)))


@lru_cache(maxsize=4)
def draft_against(version: str, draft: Draft) -> Comparison:
    """Return what differs between a version (its hash, "" for none) and a draft.

    FixtureError if the version cannot be read.
    """
    records = _without_scenarios(draft.records)
    return compared(with_orders_of(records, version_records(version)), records)


@lru_cache(maxsize=4)
def versions_compared(before: str, after: str) -> Comparison:
    """Return what differs between two versions. FixtureError if one of them cannot be read."""
    records = version_records(after)
    return compared(with_orders_of(records, version_records(before)), records)


def version_records(version: str) -> RecordSet:
    """Return the records of a version; none for "". FixtureError if its document cannot be read."""
    try:
        return records_of(document_for(version)) if version else RecordSet(())
    except RulebookError as error:
        raise FixtureError(phrase(_("The version cannot be read: %(reason)s"), reason=str(error))) from error


def rows(
    comparison: Comparison, changes: Iterable[RecordChange], language: str, since: datetime | None = None
) -> list[ChangeRow]:
    """Return changes in words, with links to the draft's records and, given ``since``, who did it."""
    page = list(changes)
    names = [(change.kind, change.key) for change in page]
    links = record_links(names)
    people = _last_written(names, since) if since else {}
    return [_row(comparison, change, language, links, people) for change in page]


def _row(
    comparison: Comparison,
    change: RecordChange,
    language: str,
    links: Mapping[Name, str],
    people: Mapping[Name, tuple[str, datetime]],
) -> ChangeRow:
    words = change_words(change, comparison.before, comparison.after, language)
    name = (change.kind, change.key)
    by, at = people.get(name, ("", None))
    return ChangeRow(
        kind=change.kind,
        kind_words=str(kind_label(change.kind, 2)),
        what=change.what,
        title=words.title,
        lines=words.lines,
        address=links.get(name, ""),
        by=by,
        at=at,
    )


def _last_written(names: Sequence[Name], since: datetime) -> dict[Name, tuple[str, datetime]]:
    """Return who wrote each record last (one query)."""
    keys = {"/".join(key) for _kind, key in names}
    told = Event.objects.filter(key__in=keys, at__gte=since).order_by("at", "pk")
    found = {
        (kind, tuple(key.split("/"))): (by, at)
        for kind, key, by, at in told.values_list("kind", "key", "by", "at")
    }
    return {name: found[name] for name in names if name in found}


def _without_scenarios(records: RecordSet) -> RecordSet:
    return RecordSet(record for record in records if record.kind != ONLY_IN_THE_DRAFT)
