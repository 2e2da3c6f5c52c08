"""Can a record's conditions hold at all?

A condition is tried on the answers that could satisfy it best, so nothing is enumerated: for *many*
questions the lone ``none`` and the widest answer allowed, for numbers the ends of the intervals.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from advisor.rulebook.findings import Finding, finding
from advisor.rulebook.phrases import Phrase, phrase
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import OUTCOMES

Condition = Mapping[str, Any]


def check_conditions(record: Record, records: RecordSet) -> Iterator[Finding]:
    """Yield conditions that never hold, alone or with the preconditions of the questions they read."""
    if record.kind == "rule" and not record.fields["when"]:
        words = _("a rule needs at least one condition")
        yield finding("error", record, "when", words, code="no-conditions")
    if "when" in record.schema.has:
        yield from _check_field(record, "when", records)
    if "asked_when" in record.schema.has:
        yield from _check_field(record, "asked_when", records)


def _check_field(record: Record, field: str, records: RecordSet) -> Iterator[Finding]:
    own = {name: operators(value) for name, value in record.fields[field].items()}
    sound = True
    for name, condition in own.items():
        misuse = _misuse(name, condition, records)
        reason = misuse or never_holds(name, [condition], records)
        if reason:
            sound = False
            words = phrase("%(name)s: %(reason)s", name=name, reason=reason)
            yield finding(
                "error", record, field, words, name, code="wrong-operator" if misuse else "never-holds"
            )
    if not sound:
        return
    together = {name: [condition] for name, condition in own.items()}
    for name in own:
        _add_preconditions(name, together, records, set())
    for name, conditions in together.items():
        if (len(conditions) > 1 or name not in own) and never_holds(name, conditions, records):
            never = _("can never hold: a question it reads is asked only for another %(question)s")
            yield finding("error", record, field, phrase(never, question=name), code="never-holds")


def operators(value: Any) -> Condition:
    """Return a condition with its operators named."""
    return {"any_of": value} if isinstance(value, list) else value


def _add_preconditions(
    name: str, together: dict[str, list[Condition]], records: RecordSet, seen: set[str]
) -> None:
    question = records.find("question", name)
    if question is None or name in seen:
        return
    seen.add(name)
    for parent, choices in question.fields["asked_when"].items():
        together.setdefault(parent, []).append({"any_of": choices})
        _add_preconditions(parent, together, records, seen)


def _kind(name: str, records: RecordSet) -> str:
    if name in OUTCOMES:
        return "one"
    question = records.find("question", name)
    return question.fields["kind"] if question else ""


def _misuse(name: str, condition: Condition, records: RecordSet) -> Phrase | None:
    """Return what is wrong with the operators for this kind of question, if anything is."""
    kind = _kind(name, records)
    numeric = [key for key in condition if key in ("min", "below")]
    listing = [key for key in condition if key not in numeric]
    if kind == "number" and listing:
        words = _("is a number: %(operators)s cannot be used, only min and below")
        return phrase(words, operators=", ".join(listing))
    if kind in ("one", "many") and numeric:
        return phrase(_("has choices: %(operators)s cannot be used"), operators=", ".join(numeric))
    return None


def never_holds(name: str, conditions: Sequence[Condition], records: RecordSet) -> Phrase | None:
    """Return why no answer fulfils all the conditions on one question, None if one does."""
    kind = _kind(name, records)
    if kind == "number":
        return _numbers(records.find("question", name), conditions)
    if not kind:
        return None
    parent = "option" if name in OUTCOMES else "choice"
    known = [record.slug for record in records.children(parent, name)]
    named = {slug for c in conditions for key in ("any_of", "all_of") for slug in c.get(key, [])}
    if not named <= set(known):
        return None  # unknown names are another finding
    if kind == "one":
        candidates = [{slug} for slug in known]
    else:
        refused = {slug for condition in conditions for slug in condition.get("none_of", [])}
        candidates = [{"none"} & set(known), set(known) - refused - {"none"}]
    if any(answer and _all_hold(answer, conditions) for answer in candidates):
        return None
    return phrase(_("can never hold: %(reason)s"), reason=_contradiction(kind, conditions))


def _all_hold(answer: set[str], conditions: Sequence[Condition]) -> bool:
    return all(
        ("any_of" not in condition or answer & set(condition["any_of"]))
        and not answer & set(condition.get("none_of", ()))
        and answer >= set(condition.get("all_of", ()))
        for condition in conditions
    )


def _contradiction(kind: str, conditions: Sequence[Condition]) -> Phrase:
    wanted = {slug for condition in conditions for slug in condition.get("all_of", [])}
    refused = {slug for condition in conditions for slug in condition.get("none_of", [])}
    if kind == "one" and len(wanted) > 1:
        return phrase(_("all_of names several choices, and an answer is one"))
    if "none" in wanted and len(wanted) > 1:
        return phrase(_("none stands alone, and all_of names others beside it"))
    if wanted & refused:
        both = ", ".join(sorted(wanted & refused))
        return phrase(_("all_of and none_of both name %(choices)s"), choices=both)
    return phrase(_("what one operator asks for, another one refuses"))


def _numbers(question: Record | None, conditions: Sequence[Condition]) -> Phrase | None:
    bounds = [*conditions, question.fields] if question else [*conditions]
    least = max((b["min"] for b in bounds if b.get("min") is not None), default=-math.inf)
    below = min((b["below"] for b in bounds if b.get("below") is not None), default=math.inf)
    whole = question is not None and question.fields["whole"]
    first = math.ceil(least) if whole and math.isfinite(least) else least
    if first < below:
        return None
    words = (
        _("can never hold: no whole number allowed is at least %(least)s and below %(below)s")
        if whole
        else _("can never hold: no number allowed is at least %(least)s and below %(below)s")
    )
    return phrase(words, least=f"{least:g}", below=f"{below:g}")
