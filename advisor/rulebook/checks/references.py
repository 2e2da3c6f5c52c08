"""Do the names that a record uses exist, and are they still in use?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from advisor.rulebook.findings import Finding, finding
from advisor.rulebook.phrases import Phrase, phrase
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import OUTCOMES, POINTS

#: Kind → what to say where a name of it is not known.
UNKNOWN = {
    "section": _("unknown section %(name)s%(hint)s"),
    "question": _("unknown question %(name)s%(hint)s"),
    "service": _("unknown service %(name)s%(hint)s"),
    "decision": _("unknown decision %(name)s%(hint)s"),
    "table": _("unknown table %(name)s%(hint)s"),
    "source": _("unknown source %(name)s%(hint)s"),
}
#: Kind of a question → what to say of an answer of another form.
EXPECTED = {
    "one": _("%(question)s takes one choice; it is %(answer)s"),
    "many": _("%(question)s takes a list of choices; it is %(answer)s"),
    "number": _("%(question)s takes a number; it is %(answer)s"),
}
#: Kind of a column → what to say of a cell of another form.
CELLS = {
    "text": _("row %(row)s: %(column)s is no text: %(cell)s"),
    "number": _("row %(row)s: %(column)s is no number: %(cell)s"),
    "slug": _("row %(row)s: %(column)s is no slug: %(cell)s"),
}


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
            yield from _picks(record, field.name, records, history=field.type == "given")
    if record.kind in _OF_KIND:
        yield from _OF_KIND[record.kind](record, records)


def _known(
    record: Record, field: str, records: RecordSet, kind: str, key: Iterable[str]
) -> Iterator[Finding]:
    names = tuple(key)
    if records.find(kind, *names) is None:
        yield finding("error", record, field, _unknown(names[-1], records, kind), code="unknown-name")


def _unknown(name: str, records: RecordSet, kind: str) -> Phrase:
    return phrase(UNKNOWN[kind], name=name, hint=hint(name, records, kind))


def hint(name: str, records: RecordSet, kind: str, parent: str = "") -> Phrase:
    """Return " (did you mean …?)" where a known name is close, nothing otherwise."""
    known = [r.slug for r in (records.children(kind, parent) if parent else records.of(kind))]
    close = get_close_matches(name, known, n=1, cutoff=0.75)
    return phrase(_(" (did you mean %(name)s?)"), name=close[0]) if close else phrase("")


def outcomes_before(record: Record) -> tuple[str, ...]:
    """Return the decisions whose outcome is a fact for this record."""
    decision = record.ref("decision") if record.kind == "rule" else ""
    return OUTCOMES[: OUTCOMES.index(decision)] if decision in OUTCOMES else OUTCOMES


def _conditions(record: Record, field: str, records: RecordSet) -> Iterator[Finding]:
    for name, condition in record.fields[field].items():
        choices = named_choices(condition)
        if name in OUTCOMES and field != "asked_when":
            if name not in outcomes_before(record):
                yield _decided_later(record, field, name)
            for option in choices:
                yield from _option(record, field, records, name, option)
            continue
        question = records.find("question", name)
        if question is None:
            unknown = _unknown(name, records, "question")
            yield finding("error", record, field, unknown, name, code="unknown-name")
            continue
        if question.fields["retired"]:
            words = phrase(_("%(name)s is retired: the condition never holds"), name=name)
            yield finding("warning", record, field, words, name, code="retired-name")
        yield from _choices(record, field, records, question, choices)


def _decided_later(record: Record, field: str, name: str) -> Finding:
    words = phrase(
        _("%(name)s: a rule for %(decision)s cannot use its outcome; it is decided later"),
        name=name,
        decision=record.ref("decision"),
    )
    return finding("error", record, field, words, name, code="decided-later")


def _option(record: Record, field: str, records: RecordSet, decision: str, slug: str) -> Iterator[Finding]:
    option = records.find("option", decision, slug)
    if option is None:
        close = hint(slug, records, "option", decision)
        words = _("%(decision)s: unknown option %(name)s%(hint)s")
        unknown = phrase(words, decision=decision, name=slug, hint=close)
        yield finding("error", record, field, unknown, decision, code="unknown-name")
    elif option.fields["retired"]:
        retired = phrase(_("%(decision)s: the option %(name)s is retired"), decision=decision, name=slug)
        yield finding("warning", record, field, retired, decision, code="retired-name")


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
            words = _("%(question)s: unknown choice %(name)s%(hint)s")
            unknown = phrase(words, question=question.slug, name=slug, hint=close)
            yield finding("error", record, field, unknown, question.slug, code="unknown-name")
        elif choice.fields["retired"] and record.kind != "scenario":
            words = _("%(question)s: the choice %(name)s is retired")
            retired = phrase(words, question=question.slug, name=slug)
            yield finding("warning", record, field, retired, question.slug, code="retired-name")


def _effects(record: Record, records: RecordSet) -> Iterator[Finding]:
    decision = record.ref("decision")
    effects: Mapping[str, Any] = record.fields["effects"]
    if not effects:
        yield finding("error", record, "effects", _("names no option"), code="no-effects")
    for option, effect in effects.items():
        yield from _option(record, "effects", records, decision, option)
        if effect != "rules_out" and (effect not in POINTS or effect == 0):
            words = _("%(option)s: points go from −10 to 10 and are not 0: %(points)s")
            wrong = phrase(words, option=option, points=effect)
            yield finding("error", record, "effects", wrong, option, code="wrong-points")


def _picks(record: Record, field: str, records: RecordSet, *, history: bool) -> Iterator[Finding]:
    """What came out once may be retired since."""
    for decision, options in record.fields[field].items():
        if records.find("decision", decision) is None:
            unknown = _unknown(decision, records, "decision")
            yield finding("error", record, field, unknown, decision, code="unknown-name")
            continue
        for option in options:
            if not (history and records.find("option", decision, option)):
                yield from _option(record, field, records, decision, option)


def _profile(record: Record, records: RecordSet) -> Iterator[Finding]:
    for decision in record.fields["hard"] or []:
        if decision not in OUTCOMES:
            yield finding(
                "error", record, "hard", _unknown(decision, records, "decision"), code="unknown-name"
            )
    for name, answer in record.fields["profile"].items():
        question = records.find("question", name)
        if question is None:
            unknown = _unknown(name, records, "question")
            yield finding("error", record, "profile", unknown, name, code="unknown-name")
        elif answer is not None:
            yield from _answer(record, records, question, answer)
    for name in record.fields["basis"]:
        if name not in record.fields["profile"]:
            words = phrase(_("%(name)s has a basis and no answer"), name=name)
            yield finding("warning", record, "basis", words, name, code="basis-without-answer")


def _answer(record: Record, records: RecordSet, question: Record, answer: Any) -> Iterator[Finding]:
    expected: Any = {"one": str, "many": list, "number": int | float}[question.fields["kind"]]
    name = question.slug
    if not isinstance(answer, expected):
        words = phrase(EXPECTED[question.fields["kind"]], question=name, answer=repr(answer))
        yield finding("error", record, "profile", words, name, code="wrong-answer")
    elif question.fields["kind"] != "number":
        choices: list[str] = [answer] if isinstance(answer, str) else answer
        yield from _choices(record, "profile", records, question, choices)
        if "none" in choices and len(choices) > 1:
            words = phrase(_("%(question)s: none stands alone"), question=name)
            yield finding("error", record, "profile", words, name, code="wrong-answer")
    elif not _in_range(question, answer):
        words = phrase(_("%(question)s: %(answer)s is out of range"), question=name, answer=answer)
        yield finding("error", record, "profile", words, name, code="wrong-answer")


def _in_range(question: Record, answer: float) -> bool:
    least, below = question.fields["min"], question.fields["below"]
    return (least is None or answer >= least) and (below is None or answer < below)


def _rows(record: Record, records: RecordSet) -> Iterator[Finding]:
    columns = {column["slug"]: column["kind"] for column in record.fields["columns"]}
    for number, row in enumerate(record.fields["rows"], start=1):
        for name, cell in row.items():
            if name not in columns:
                words = phrase(_("row %(row)s: unknown column %(column)s"), row=number, column=name)
                yield finding("error", record, "rows", words, code="wrong-row")
            elif cell is not None and not _fits(columns[name], cell):
                words = phrase(CELLS[columns[name]], row=number, column=name, cell=repr(cell))
                yield finding("error", record, "rows", words, code="wrong-row")
        for name in columns:
            if name not in row:
                words = phrase(_("row %(row)s: %(column)s is missing"), row=number, column=name)
                yield finding("warning", record, "rows", words, code="missing-cell")


def _fits(kind: str, cell: Any) -> bool:
    expected: Any = {"text": Mapping, "number": int | float, "slug": str}[kind]
    return isinstance(cell, expected)


_OF_KIND = {"rule": _effects, "scenario": _profile, "table": _rows}
