"""Taking what was brought into the draft: looked at first, then done in one step that can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import transaction

from advisor.editor.comparing import Comparison, compared
from advisor.editor.fixture_sets import QUESTIONNAIRE, draft_files, files_in, files_of, home_of, keep
from advisor.editor.models import FixtureSet
from advisor.rulebook.audit import Actor, log_event
from advisor.rulebook.checks import check
from advisor.rulebook.draft import draft_mark, known_records, replace_draft
from advisor.rulebook.editing import apply, hold_draft
from advisor.rulebook.exchange.konveyor import read_konveyor
from advisor.rulebook.findings import Finding, FixtureError, errors
from advisor.rulebook.heads import keep_heads
from advisor.rulebook.models import Event
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.published_names import published_before
from advisor.rulebook.reading import read_text
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import FILES


@dataclass(frozen=True, slots=True)
class Brought:
    """What taking a set would make of the draft with this mark.

    ``files`` are those whose records it replaces, () where it only adds records. ``findings`` are about
    all records that there would be; of them ``obstacles`` keep the set from being taken at all.
    """

    mark: str
    files: tuple[str, ...]
    records: RecordSet
    comparison: Comparison
    findings: tuple[Finding, ...]

    @property
    def obstacles(self) -> tuple[Finding, ...]:
        """What no draft can hold: two records of one name, and records that belong to none."""
        return tuple(one for one in self.findings if one.code == "twice" or self._belongs_to_none(one))

    @property
    def whole(self) -> bool:
        """Whether it replaces every file."""
        return len(self.files) == len(FILES)

    def _belongs_to_none(self, finding: Finding) -> bool:
        kind, key = finding.kind_and_key
        record = self.records.find(kind, *key) if kind else None
        if finding.code != "unknown-name" or record is None:
            return False
        return any(f.name == finding.field and f.type == "ref" for f in record.schema.fields)


def brought(kept: FixtureSet) -> Brought:
    """Return what taking a set would do now; FixtureError, with lines, where it cannot be read."""
    mark, draft = draft_mark(), known_records()
    files = files_in(kept)
    if QUESTIONNAIRE in files:
        after = RecordSet([*draft, *_asked(files, kept.name, draft)])
        files = {}
    else:
        after = _with_files(draft, kept, files)
    findings = tuple(check(after, published_before()))
    return Brought(mark, tuple(files), after, compared(draft, after), findings)


def read_files(files: Mapping[str, str]) -> list[Record]:
    """Return the records of fixture files (name → text); FixtureError with every line that is wrong."""
    records: list[Record] = []
    findings: list[Finding] = []
    for name, text in files.items():
        found, complaints = read_text(text, name)
        records += found
        findings += complaints
    if findings:
        raise FixtureError(_("The files cannot be read. Nothing was changed."), findings)
    return records


def read_questionnaire(text: str, name: str, draft: RecordSet) -> list[Record]:
    """Return the records that a Konveyor questionnaire adds; FixtureError with every line that is wrong."""
    records, findings = read_konveyor(text, name, draft)
    if errors(findings):
        raise FixtureError(_("The questionnaire cannot be read. Nothing was changed."), findings)
    return records


def take(kept: FixtureSet, seen: str, actor: Actor, user: Any) -> None:
    """Take a set into the draft, all of it or nothing, and keep the draft that it replaces.

    :class:`advisor.rulebook.locking.Outdated` if the draft's mark is no longer ``seen``; FixtureError if the
    set cannot be read or taken.
    """
    found = brought(kept)
    if found.obstacles:
        raise FixtureError(_("This cannot be taken into the draft. Nothing was changed."), found.obstacles)
    if not found.files:
        added = [(change.before, change.after) for change in found.comparison.changes]
        apply(added, actor, Event.Action.ADDED, kept.name, seen=seen)
        return
    # Written before anything is held, because it takes seconds; it is of the draft that was seen, or else
    # nothing is done.
    before = _files_of_draft()
    with transaction.atomic():
        hold_draft(seen)
        keep(FixtureSet.Role.REPLACED, kept.name, before, user, seen)
        counts = replace_draft(found.records)
        keep_heads(files_in(kept))
        changes = {name: (None, count) for name, count in counts.items()}
        log_event(actor, Event.Action.REPLACED, note=kept.name, changes=changes)


def _files_of_draft() -> dict[str, str]:
    """Return the draft's files; of one that cannot be read, those records that can."""
    try:
        return draft_files()
    except FixtureError:
        return files_of(known_records())


def _asked(files: Mapping[str, str], name: str, draft: RecordSet) -> list[Record]:
    return read_questionnaire(files[QUESTIONNAIRE], name, draft)


def _with_files(draft: RecordSet, kept: FixtureSet, files: Mapping[str, str]) -> RecordSet:
    """Return the draft with the records of these files in the place of its own; the others stay."""
    stay = [record for record in draft if _home(record) not in files]
    return RecordSet([*stay, *_records_in(kept.code)])


@lru_cache(maxsize=4)
def _records_in(code: UUID) -> tuple[Record, ...]:
    """Return the records of a set, which never changes; to read them takes seconds."""
    return tuple(read_files(files_in(FixtureSet.objects.get(code=code))))


def _home(record: Record) -> str:
    return home_of(record.kind, record.ref("decision") if record.kind == "rule" else "")
