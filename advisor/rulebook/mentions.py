"""What a record names: every question, choice, option, service, source … in its fields, found in one walk.

To read the names and to write others in their place is the same walk; see :func:`walked`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import OUTCOMES, Field, FieldType
from advisor.rulebook.table_cells import cell_names

How = Literal[
    "part",  # belongs to it: a choice to its question, a rule to its decision
    "condition",  # holds for it
    "asking",  # is asked where it was given
    "effect",  # gives it points, or rules it out
    "answer",  # answers with it
    "expectation",  # expects it, or its absence
    "history",  # tells that it came out once
    "weight",  # counts for it
    "source",  # rests on it
    "relation",  # belongs with it
    "service",  # is offered as it
    "table",  # shows it
    "about",  # is about it
    "cell",  # has it in a cell
    "refusal",  # lets an owner refuse it
]
_HOW: Mapping[tuple[str, str], How] = {
    ("option", "service"): "service",
    ("chapter", "table"): "table",
    ("service", "related"): "relation",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in one field of a record: what it names, by kind and natural key, and how."""

    kind: str
    key: tuple[str, ...]
    field: str
    how: How


#: Gets a name as it is found, and gives the slug to be written there.
Say = Callable[[Mention], str]


def walked(record: Record, records: RecordSet, say: Say) -> dict[str, Any]:
    """Return a record's fields with every name in them as ``say`` gives it; the record's own slug stays.

    An owner's choice to refuse an option is the exception: its slug is the option's name.
    """
    fields = dict(record.fields)
    for spec in record.schema.fields:
        if fields[spec.name] and spec.type in _WALKS:
            fields[spec.name] = _WALKS[spec.type](fields[spec.name], _Place(record, records, spec, say))
    if record.kind == "advice" and fields["about"]:
        fields["about"] = _about(record, records, say)
    if record.kind == "choice":
        fields["slug"] = _refused(record, records, say)
    return fields


def mentions(record: Record, records: RecordSet) -> list[Mention]:
    """Return every name in a record, in the order of its fields."""
    found: list[Mention] = []

    def note(mention: Mention) -> str:
        found.append(mention)
        return mention.key[-1]

    walked(record, records, note)
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a walk is."""

    record: Record
    records: RecordSet
    spec: Field
    say: Say

    def name(self, kind: str, *key: str, how: How) -> str:
        return self.say(Mention(kind, key, self.spec.name, how))


def _ref(value: list[str], at: _Place) -> list[str]:
    how = _HOW.get((at.record.kind, at.spec.name), "source" if at.spec.target == "source" else "part")
    return [at.name(at.spec.target, slug, how=how) for slug in value]


def _refs(value: list[list[str]], at: _Place) -> list[list[str]]:
    return [_ref(ref, at) for ref in value]


def _conditions(value: Mapping[str, Any], at: _Place) -> dict[str, Any]:
    how: How = "asking" if at.spec.type == "asked_when" else "condition"
    found = {}
    for name, condition in value.items():
        outcome = how == "condition" and name in OUTCOMES
        kinds = ("decision", "option") if outcome else ("question", "choice")
        found[at.name(kinds[0], name, how=how)] = _condition(condition, at, kinds[1], name, how)
    return found


def _condition(condition: Any, at: _Place, kind: str, parent: str, how: How) -> Any:
    if isinstance(condition, list):
        return [at.name(kind, parent, slug, how=how) for slug in condition]
    if isinstance(condition, Mapping):
        return {key: _condition(item, at, kind, parent, how) for key, item in condition.items()}
    return condition


def _effects(value: Mapping[str, Any], at: _Place) -> dict[str, Any]:
    decision = at.record.ref("decision")
    return {at.name("option", decision, option, how="effect"): effect for option, effect in value.items()}


def _answers(value: Mapping[str, Any], at: _Place) -> dict[str, Any]:
    return {
        at.name("question", name, how="answer"): at.name("choice", name, answer, how="answer")
        if isinstance(answer, str)
        else _condition(answer, at, "choice", name, "answer")
        for name, answer in value.items()
    }


def _notes(value: Mapping[str, Any], at: _Place) -> dict[str, Any]:
    return {at.name("question", name, how="answer"): note for name, note in value.items()}


def _picks(value: Mapping[str, Any], at: _Place) -> dict[str, Any]:
    how: How = "history" if at.spec.type == "given" else "expectation"
    return {
        at.name("decision", decision, how=how): _condition(options, at, "option", decision, how)
        for decision, options in value.items()
    }


def _slugs(value: list[str], at: _Place) -> list[str]:
    return [at.name("decision", slug, how="weight") for slug in value]


def _rows(value: list[dict[str, Any]], at: _Place) -> list[dict[str, Any]]:
    found = [dict(row) for row in value]
    for number, column, names in cell_names(at.record, at.records):
        found[number][column] = " ".join(at.name(kind, *key, how="cell") for kind, key in names)
    return found


def _about(record: Record, records: RecordSet, say: Say) -> str:
    """Advice is about a question, a choice of one that its conditions read, or a word of its own."""
    about: str = record.fields["about"]
    if records.find("question", about):
        return say(Mention("question", (about,), "about", "about"))
    for question in record.fields["when"]:
        if records.find("choice", question, about):
            return say(Mention("choice", (question, about), "about", "about"))
    return about


def _refused(record: Record, records: RecordSet, say: Say) -> str:
    question = records.find("question", record.ref("question"))
    if question is not None and question.fields["rules_out_named"] and record.slug != "none":
        for decision in OUTCOMES:
            if records.find("option", decision, record.slug):
                return say(Mention("option", (decision, record.slug), "slug", "refusal"))
    return record.slug


_WALKS: Mapping[FieldType, Callable[[Any, _Place], Any]] = {
    "ref": _ref,
    "refs": _refs,
    "conditions": _conditions,
    "asked_when": _conditions,
    "effects": _effects,
    "answers": _answers,
    "notes": _notes,
    "picks": _picks,
    "given": _picks,
    "slugs": _slugs,
    "rows": _rows,
}
