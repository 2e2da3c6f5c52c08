"""Names and conditions of records in words, even where a draft is not sound enough to be decided from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from advisor.engine.rulebook import Choice, Condition, DecisionTable, Option, Question, Rulebook, Text
from advisor.rulebook.checks.conditions import operators
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.wording import answer_text, choice_text, conditions_text, question_text

#: The field that names a record to people, by kind; in two languages where it is a stem. Others have none.
_NAMED_BY = {
    "source": "title",
    "section": "title",
    "question": "label",
    "choice": "label",
    "service": "name",
    "decision": "title",
    "option": "name",
    "advice": "title",
    "table": "title",
    "chapter": "title",
    "term": "term",
    "scenario": "title",
}


def record_name(record: Record, language: str) -> str:
    """Return what people call a record, in a language; its slug where it has no other name."""
    stem = _NAMED_BY.get(record.kind, "")
    if stem in record.fields:
        return str(record.fields[stem]) or record.slug
    return _text(record, stem).in_language(language) or record.slug if stem else record.slug


@dataclass(frozen=True, slots=True)
class Speaker:
    """Puts the slugs of one set of records into words. What the records lack keeps its slug."""

    records: RecordSet
    language: str

    def name(self, kind: str, *key: str) -> str:
        """Return the name of a record."""
        record = self.records.find(kind, *key)
        return record_name(record, self.language) if record else key[-1]

    def question(self, slug: str) -> str:
        """Return the short name of a question."""
        return question_text(_for_words(self.records), slug, self.language)

    def answer(self, question: str, answer: Any) -> str:
        """Return an answer with each choice in quotes: “MySQL”, “Oracle”; 20 GiB."""
        book = _for_words(self.records)
        if isinstance(answer, str | list):
            slugs = [answer] if isinstance(answer, str) else answer
            return quoted(choice_text(book.questions.get(question), slug, self.language) for slug in slugs)
        return answer_text(book, question, answer, self.language)

    def conditions(self, when: Mapping[str, Any]) -> str:
        """Return conditions of a record in words; "" where there are none."""
        conditions = {name: _condition(operators(value)) for name, value in when.items()}
        return conditions_text(_for_words(self.records), conditions, self.language)


def quoted(names: Any) -> str:
    """Return names in quotes, a comma between them."""
    return ", ".join(f"“{name}”" for name in names)


def _condition(named: Mapping[str, Any]) -> Condition:
    def slugs(operator: str) -> tuple[str, ...]:
        value: Sequence[str] = named.get(operator, ())
        return tuple(value)

    return Condition(slugs("any_of"), slugs("none_of"), slugs("all_of"), named.get("min"), named.get("below"))


def _text(record: Record, stem: str) -> Text:
    return Text(record.fields[f"{stem}_en"], record.fields[f"{stem}_ko"])


@lru_cache(maxsize=4)
def _for_words(records: RecordSet) -> Rulebook:
    """Return as much of a rulebook as names answers and conditions; it is not fit to be decided from."""
    nothing: dict[str, Any] = {}
    questions = {record.slug: _question(record, records) for record in records.of("question")}
    decisions = {record.slug: _decision(record, records) for record in records.of("decision")}
    return Rulebook("", nothing, questions, decisions, *[nothing] * 8)


def _question(record: Record, records: RecordSet) -> Question:
    choices = tuple(Choice(c.slug, _text(c, "label")) for c in records.children("choice", record.slug))
    return Question(
        slug=record.slug,
        section=record.ref("section"),
        kind=record.fields["kind"],
        text=_text(record, "text"),
        label=_text(record, "label"),
        unit=_text(record, "unit"),
        choices=choices,
    )


def _decision(record: Record, records: RecordSet) -> DecisionTable:
    options = tuple(Option(o.slug, _text(o, "name")) for o in records.children("option", record.slug))
    return DecisionTable(record.slug, _text(record, "title"), options)
