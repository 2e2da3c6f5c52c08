"""What a decision table is made of: the draft, the version in use, what the checks find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.editor.checking import exact_result, findings_for
from advisor.editor.grid.asked import ADVICE
from advisor.editor.grid.entries import Entry, rules_of
from advisor.engine import Compiled
from advisor.engine.rulebook import NO_TEXT, Profile, Rulebook, RulebookError
from advisor.engine.trace import RuleTrace, trace_rules
from advisor.rulebook.draft import Draft, compiled_of, current_draft
from advisor.rulebook.findings import Finding, FixtureError, errors
from advisor.rulebook.models import Version
from advisor.rulebook.published import compiled_or_none
from advisor.rulebook.records import RecordSet

#: (kind, name of the record) → what was found about it.
Found = Mapping[tuple[str, str], tuple[Finding, ...]]


class Unreadable(Exception):
    """The draft cannot be decided from; ``findings`` say why, as far as the checks can tell."""

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Ground:
    """The draft, the version in use if there is one, and the findings by record."""

    records: RecordSet
    compiled: Compiled
    in_use: Rulebook | None
    findings: Found

    @property
    def rulebook(self) -> Rulebook:
        """The draft."""
        return self.compiled.rulebook

    def entries(self, decision: str, profile: Profile | None) -> list[Entry]:
        """Return all entries of a decision, or of the advice, traced where a profile is given."""
        rules = rules_of(self.rulebook, decision)
        before = rules_of(self.in_use, decision) if self.in_use else {}
        traced: dict[str, RuleTrace] = {}
        if profile is not None:
            traced = {one.rule: one for one in trace_rules(self.compiled, profile, rules.values())}
        advice = self.rulebook.advice if decision == ADVICE else {}
        return [
            Entry(
                rule,
                kind=advice[slug].kind if advice else "",
                title=advice[slug].title if advice else NO_TEXT,
                was=before.get(slug),
                findings=self.findings.get(("advice" if advice else "rule", slug), ()),
                traced=traced.get(slug),
            )
            for slug, rule in rules.items()
        ]

    def removed(self, decision: str) -> tuple[str, ...]:
        """Return the names of what the version in use has and the draft lacks."""
        before = rules_of(self.in_use, decision) if self.in_use else {}
        now = rules_of(self.rulebook, decision)
        return tuple(slug for slug in before if slug not in now)


def ground_of(*, with_findings: bool = True) -> Ground:
    """Return the ground of the draft as it is now; raises :class:`Unreadable`."""
    try:
        draft = current_draft()
    except FixtureError as error:
        raise Unreadable(error.message, error.findings) from error
    try:
        compiled = compiled_of(draft)
    except RulebookError as error:
        raise Unreadable(str(error), errors(findings_for(draft))) from error
    in_use = compiled_or_none(Version.objects.current_hash())
    findings = _found_in(draft) if with_findings else ()
    return Ground(draft.records, compiled, in_use.rulebook if in_use else None, by_record(findings))


def _found_in(draft: Draft) -> tuple[Finding, ...]:
    """Return what reading a draft finds, and the exact checks too where they were run on it."""
    return (*findings_for(draft), *(exact_result(draft.mark) or ()))


def by_record(findings: Sequence[Finding]) -> Found:
    """Return findings by the kind and the name of the record they are about."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        kind, key = finding.kind_and_key
        if key:
            found.setdefault((kind, "/".join(key)), []).append(finding)
    return {name: tuple(some) for name, some in found.items()}
