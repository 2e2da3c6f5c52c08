"""The names in a set of records, as sentences need them, even where nothing can be decided from it yet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from advisor.engine.rulebook import (
    NO_TEXT,
    Choice,
    Condition,
    Conditions,
    DecisionTable,
    Option,
    Question,
    Rule,
    Rulebook,
    Section,
    Service,
    Source,
    Text,
)
from advisor.rulebook.records import Record, RecordSet

#: What a condition's operators are called in records → in the engine.
_OPERATORS = {
    "any_of": "any_of",
    "none_of": "none_of",
    "all_of": "all_of",
    "min": "minimum",
    "below": "below",
}


@lru_cache(maxsize=4)
def spoken_rulebook(records: RecordSet) -> Rulebook:
    """Return a rulebook of names: sections, questions, decisions, services and sources, nothing to decide by.

    Unlike a compiled one its decisions hold retired options too, and nothing about it is checked. What has
    no name goes by its slug. It is kept, because a set of records never changes.
    """
    return Rulebook(
        hash="",
        sections={r.slug: Section(r.slug, _text(r, "title")) for r in records.of("section")},
        questions={r.slug: _question(r, records) for r in records.of("question")},
        decisions={r.slug: _decision(r, records) for r in records.of("decision")},
        rules={},
        services={
            r.slug: Service(
                r.slug,
                r.fields["category"],
                _text(r, "name"),
                _text(r, "summary"),
                lifecycle=r.fields["lifecycle"],
            )
            for r in records.of("service")
        },
        facts={},
        advice={},
        tables={},
        sources={r.slug: _source(r) for r in records.of("source")},
        glossary={},
        chapters={},
    )


def spoken_rule(
    slug: str,
    decision: str,
    when: Mapping[str, Any],
    effects: Mapping[str, int | str],
    because: Text = NO_TEXT,
) -> Rule:
    """Return a rule from the values of its fields, whether or not anything could be decided by it."""
    points = {option: effect for option, effect in effects.items() if isinstance(effect, int)}
    vetoes = tuple(option for option, effect in effects.items() if effect == "rules_out")
    return Rule(slug, decision, spoken_conditions(when), points, vetoes, because)


def spoken_conditions(when: Mapping[str, Any]) -> Conditions:
    """Return the conditions that a field of the schema's type ``conditions`` or ``asked_when`` holds."""
    return {name: _condition(value) for name, value in when.items()}


def _condition(value: Any) -> Condition:
    if isinstance(value, list | tuple):
        return Condition(any_of=tuple(value))
    given: dict[str, Any] = {
        _OPERATORS[name]: tuple(item) if isinstance(item, list) else item for name, item in value.items()
    }
    return Condition(**given)


def _text(record: Record, stem: str) -> Text:
    return Text(record.fields[f"{stem}_en"] or record.slug, record.fields[f"{stem}_ko"])


def _question(record: Record, records: RecordSet) -> Question:
    fields = record.fields
    return Question(
        record.slug,
        record.ref("section"),
        fields["kind"],
        Text(fields["text_en"], fields["text_ko"]),
        _text(record, "label"),
        unit=Text(fields["unit_en"], fields["unit_ko"]),
        minimum=fields["min"],
        below=fields["below"],
        whole=fields["whole"],
        retired=fields["retired"],
        choices=tuple(
            Choice(c.slug, _text(c, "label"), retired=c.fields["retired"])
            for c in records.children("choice", record.slug)
        ),
    )


def _decision(record: Record, records: RecordSet) -> DecisionTable:
    options = tuple(
        Option(o.slug, _text(o, "name"), service=o.ref("service") or None, retired=o.fields["retired"])
        for o in records.children("option", record.slug)
    )
    return DecisionTable(record.slug, _text(record, "title"), options, record.fields["collects"])


def _source(record: Record) -> Source:
    fields = record.fields
    return Source(
        record.slug, fields["title"], fields["publisher"], fields["url"], fields["published_on"], None
    )
