"""What the exact examination proves, as findings: what can never be, and what should never be.

Needs a rulebook that can be decided from: run it where the other checks find no errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from advisor.engine import Profile, Rulebook, parse_profile, read_document
from advisor.engine.check import Kind, Verdict, examine
from advisor.rulebook.document import document_of
from advisor.rulebook.findings import Finding, Level, finding
from advisor.rulebook.phrases import Words, phrase
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.scenarios import Scenario, scenarios_of

Progress = Callable[[int, int], None]

#: What blocks publishing: what was certainly meant otherwise.
_ERRORS: frozenset[Kind] = frozenset(("rule_never_fires", "option_never_wins", "question_never_asked"))
#: Kind of verdict → the field that it is about.
_FIELDS: dict[Kind, str] = {
    "rule_never_fires": "when",
    "rule_never_matters": "effects",
    "points_never_count": "effects",
    "duplicate_rules": "when",
    "question_never_asked": "asked_when",
    "advice_never_shown": "when",
    "fact_never_shown": "when",
}
#: What is said where there is nothing to fill in.
_PLAIN: dict[Kind, str] = {
    "rule_never_fires": _("can never hold: no profile fulfils all its conditions"),
    "rule_never_matters": _("never matters: taken away, it changes no outcome of any profile"),
    "option_never_wins": _("never wins: no profile makes it an outcome"),
    "nothing_left": _("there are profiles in which every option is ruled out"),
    "question_never_asked": _("is never asked: no profile gives the answers that it waits for"),
    "question_unread": _("no rule, advice or fact reads its answer, and no question waits for it"),
    "advice_never_shown": _("is never shown: no profile fulfils all its conditions"),
    "fact_never_shown": _("is never shown: no profile fulfils all its conditions"),
}
#: What was not decided.
_LEFT_OPEN: dict[Kind, str] = {
    "rule_never_fires": _("the budget ended before it was decided whether it can ever hold"),
    "rule_never_matters": _("the budget ended before it was decided whether it can change an outcome"),
    "points_never_count": _("the budget ended before it was decided whether its points for %(option)s count"),
    "duplicate_rules": _("the budget ended before it was decided whether it says the same as %(others)s"),
    "option_never_wins": _("the budget ended before it was decided whether it can win"),
    "nothing_left": _("the budget ended before it was decided whether all options can be ruled out"),
    "order_decides": _("the budget ended before it was decided whether it can tie with %(others)s"),
    "question_never_asked": _("the budget ended before it was decided whether it is ever asked"),
    "advice_never_shown": _("the budget ended before it was decided whether it is ever shown"),
    "fact_never_shown": _("the budget ended before it was decided whether it is ever shown"),
}


def exact_findings(
    rulebook: Rulebook,
    records: RecordSet,
    scenarios: Iterable[Scenario],
    progress: Progress | None = None,
) -> list[Finding]:
    """Return what an examination of a rulebook finds, with code and witness, by file and line.

    ``records`` are those that the rulebook was made of. The scenarios that can be read are tried first;
    ``progress(done, total)`` is called all along and may raise to end it.
    """
    parsed = (parse_profile(rulebook, scenario.profile) for scenario in scenarios)
    seeds: list[Profile] = [profile for profile, problems in parsed if not problems]
    verdicts = examine(rulebook, seeds=seeds, progress=progress)
    findings = [
        _finding(verdict, _record(verdict, records), records)
        for verdict in verdicts
        if not _is_told(verdict, records)
    ]
    return sorted(findings, key=lambda item: (item.file, item.line, item.record))


def examined(records: RecordSet) -> list[Finding]:
    """Return the same of records without errors."""
    return exact_findings(read_document(document_of(records), ""), records, scenarios_of(records))


def _is_told(verdict: Verdict, records: RecordSet) -> bool:
    """Tell whether the plain checks warn of two rules already: the very same conditions, other effects."""
    if verdict.kind != "duplicate_rules":
        return False
    rule, other = (_found(records, "rule", slug).fields for slug in (verdict.subject, *verdict.others))
    return bool(rule["when"] == other["when"] and rule["effects"] != other["effects"])


def _finding(verdict: Verdict, record: Record, records: RecordSet) -> Finding:
    if not verdict.decided:
        words = phrase(_LEFT_OPEN[verdict.kind], option=verdict.option, others=", ".join(verdict.others))
        return finding("warning", record, _FIELDS.get(verdict.kind, ""), words, code="not_decided")
    level, words_found = _said(verdict, record, records)
    key = verdict.option if verdict.kind == "points_never_count" else ""
    found = finding(level, record, _FIELDS.get(verdict.kind, ""), words_found, key, code=verdict.kind)
    return replace(found, witness=verdict.witness)


def _record(verdict: Verdict, records: RecordSet) -> Record:
    """Return the record that a verdict is about; ``order_decides`` is about the option that comes first."""
    kind = "option" if verdict.kind == "order_decides" else verdict.kind.partition("_")[0]
    kind = {"points": "rule", "duplicate": "rule", "nothing": "decision"}.get(kind, kind)
    key = (verdict.decision, verdict.option) if kind == "option" else (verdict.subject,)
    return _found(records, kind, *key)


def _found(records: RecordSet, kind: str, *key: str) -> Record:
    record = records.find(kind, *key)
    if record is None:
        raise LookupError(f"the rulebook was not made of these records: {kind} {'/'.join(key)}")
    return record


def _said(verdict: Verdict, record: Record, records: RecordSet) -> tuple[Level, Words]:
    others = ", ".join(verdict.others)
    if verdict.kind == "points_never_count":
        words = (
            _("its points for %(option)s never count: %(others)s rules it out whenever this holds")
            if len(verdict.others) == 1
            else _(
                "its points for %(option)s never count: one of %(others)s rules it out whenever this holds"
            )
        )
        return "warning", phrase(words, option=verdict.option, others=others)
    if verdict.kind == "order_decides":
        return "warning", phrase(_("can tie with %(other)s, and only the order puts it first"), other=others)
    if verdict.kind == "duplicate_rules":
        return _duplicate(record, _found(records, "rule", *verdict.others))
    return "error" if verdict.kind in _ERRORS else "warning", _PLAIN[verdict.kind]


def _duplicate(rule: Record, other: Record) -> tuple[Level, Words]:
    effects = other.fields["effects"]
    if rule.fields["effects"] == effects:
        return "error", phrase(_("is the same as %(rule)s: it holds for the same profiles"), rule=other.slug)
    shared = ", ".join(option for option in rule.fields["effects"] if option in effects)
    words = _("holds for the same profiles as %(rule)s, and both speak of %(options)s")
    return "warning", phrase(words, rule=other.slug, options=shared)
