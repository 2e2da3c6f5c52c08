"""Do the names that a record uses exist, and are they still in use?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from advisor.rulebook.findings import Finding, finding
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import OUTCOMES, POINTS


def check_references(record: Record, records: RecordSet) -> Iterator[Finding]:
    """Yield unknown or retired names in every field of a record."""
    for field in record.schema.fields:
        value = record.fields[field.name]
        if value and field.type in ("ref", "refs"):
            for ref in [value] if field.type == "ref" else value:
                yield from _known(record, field.name, records, field.target, ref)
        elif field.type in ("conditions", "asked_when"):
            yield from _conditions(record, field.name, records)
        elif field.type in ("picks", "given"):
            yield from _picks(record, field.name, records)
    if record.kind in _OF_KIND:
        yield from _OF_KIND[record.kind](record, records)


def _known(
    record: Record, field: str, records: RecordSet, kind: str, key: Iterable[str]
) -> Iterator[Finding]:
    names = tuple(key)
    if records.find(kind, *names) is None:
        yield finding("error", record, field, f"unknown {kind} {names[-1]}{hint(names[-1], records, kind)}")


def hint(name: str, records: RecordSet, kind: str, parent: str = "") -> str:
    """Return " (did you mean …?)" where a known name is close."""
    from difflib import get_close_matches

    known = [r.slug for r in (records.children(kind, parent) if parent else records.of(kind))]
    close = get_close_matches(name, known, n=1, cutoff=0.75)
    return f" (did you mean {close[0]}?)" if close else ""


def outcomes_before(record: Record) -> tuple[str, ...]:
    """Return the decisions whose outcome is a fact for this record."""
    decision = record.ref("decision") if record.kind == "rule" else ""
    return OUTCOMES[: OUTCOMES.index(decision)] if decision in OUTCOMES else OUTCOMES


def _conditions(record: Record, field: str, records: RecordSet) -> Iterator[Finding]:
    for name, condition in record.fields[field].items():
        choices = named_choices(condition)
        if name in OUTCOMES and field != "asked_when":
            if name not in outcomes_before(record):
                message = (
                    f"{name}: a rule for {record.ref('decision')} cannot use its outcome; it is decided later"
                )
                yield finding("error", record, field, message)
            for option in choices:
                yield from _option(record, field, records, name, option)
            continue
        question = records.find("question", name)
        if question is None:
            close = hint(name, records, "question")
            yield finding("error", record, field, f"unknown question {name}{close}", name)
            continue
        if question.fields["retired"]:
            message = f"{name} is retired: the condition never holds"
            yield finding("warning", record, field, message, name)
        yield from _choices(record, field, records, question, choices)


def _option(record: Record, field: str, records: RecordSet, decision: str, slug: str) -> Iterator[Finding]:
    option = records.find("option", decision, slug)
    if option is None:
        message = f"{decision}: unknown option {slug}{hint(slug, records, 'option', decision)}"
        yield finding("error", record, field, message, decision)
    elif option.fields["retired"]:
        yield finding("warning", record, field, f"{decision}: the option {slug} is retired", decision)


def named_choices(condition: Any) -> list[str]:
    """Return every choice that a condition names."""
    if isinstance(condition, list):
        return condition
    return [slug for key in ("any_of", "none_of", "all_of") for slug in condition.get(key, [])]


def _choices(
    record: Record, field: str, records: RecordSet, question: Record, choices: list[str]
) -> Iterator[Finding]:
    for slug in choices:
        choice = records.find("choice", question.slug, slug)
        if choice is None:
            close = hint(slug, records, "choice", question.slug)
            message = f"{question.slug}: unknown choice {slug}{close}"
            yield finding("error", record, field, message, question.slug)
        elif choice.fields["retired"] and record.kind != "scenario":
            message = f"{question.slug}: the choice {slug} is retired"
            yield finding("warning", record, field, message, question.slug)


def _effects(record: Record, records: RecordSet) -> Iterator[Finding]:
    decision = record.ref("decision")
    effects: Mapping[str, Any] = record.fields["effects"]
    if not effects:
        yield finding("error", record, "effects", "names no option")
    for option, effect in effects.items():
        yield from _option(record, "effects", records, decision, option)
        if effect != "rules_out" and (effect not in POINTS or effect == 0):
            yield finding(
                "error", record, "effects", f"{option}: points go from −10 to 10 and are not 0: {effect}"
            )


def _picks(record: Record, field: str, records: RecordSet) -> Iterator[Finding]:
    for decision, options in record.fields[field].items():
        if records.find("decision", decision) is None:
            yield finding("error", record, field, f"unknown decision {decision}", decision)
            continue
        for option in options:
            yield from _option(record, field, records, decision, option)


def _profile(record: Record, records: RecordSet) -> Iterator[Finding]:
    for decision in record.fields["hard"] or []:
        if decision not in OUTCOMES:
            yield finding("error", record, "hard", f"unknown decision {decision}")
    for name, answer in record.fields["profile"].items():
        question = records.find("question", name)
        if question is None:
            yield finding(
                "error", record, "profile", f"unknown question {name}{hint(name, records, 'question')}"
            )
        elif answer is not None:
            yield from _answer(record, records, question, answer)
    for name in record.fields["basis"]:
        if name not in record.fields["profile"]:
            yield finding("warning", record, "basis", f"{name} has a basis and no answer")


def _answer(record: Record, records: RecordSet, question: Record, answer: Any) -> Iterator[Finding]:
    expected: Any = {"one": str, "many": list, "number": int | float}[question.fields["kind"]]
    if not isinstance(answer, expected):
        words = {"one": "one choice", "many": "a list of choices", "number": "a number"}
        message = f"{question.slug} takes {words[question.fields['kind']]}; it is {answer!r}"
        yield finding("error", record, "profile", message, question.slug)
    elif question.fields["kind"] != "number":
        choices: list[str] = [answer] if isinstance(answer, str) else answer
        yield from _choices(record, "profile", records, question, choices)
        if "none" in choices and len(choices) > 1:
            yield finding("error", record, "profile", f"{question.slug}: none stands alone", question.slug)
    elif not _in_range(question, answer):
        yield finding("error", record, "profile", f"{question.slug}: {answer} is out of range", question.slug)


def _in_range(question: Record, answer: float) -> bool:
    least, below = question.fields["min"], question.fields["below"]
    return (least is None or answer >= least) and (below is None or answer < below)


def _rows(record: Record, records: RecordSet) -> Iterator[Finding]:
    columns = {column["slug"]: column["kind"] for column in record.fields["columns"]}
    for number, row in enumerate(record.fields["rows"], start=1):
        for name, cell in row.items():
            if name not in columns:
                yield finding("error", record, "rows", f"row {number}: unknown column {name}")
            elif cell is not None and not _fits(columns[name], cell):
                yield finding(
                    "error", record, "rows", f"row {number}: {name} is no {columns[name]}: {cell!r}"
                )
        for name in columns:
            if name not in row:
                yield finding("warning", record, "rows", f"row {number}: {name} is missing")


def _fits(kind: str, cell: Any) -> bool:
    expected: Any = {"text": Mapping, "number": int | float, "slug": str}[kind]
    return isinstance(cell, expected)


_OF_KIND = {"rule": _effects, "scenario": _profile, "table": _rows}
