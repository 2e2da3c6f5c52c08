"""Names and conditions of records in words, even where a draft is not sound enough to be decided from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from advisor.engine.rulebook import Text
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.spoken import spoken_conditions, spoken_rulebook
from advisor.rulebook.wording import conditions_text, question_text, quoted_answer

#: The field that names a record to people, by kind; in two languages where it is a stem. Others have none.
NAMED_BY = {
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
    stem = NAMED_BY.get(record.kind, "")
    if stem in record.fields:
        return str(record.fields[stem]) or record.slug
    if not stem:
        return record.slug
    return Text(record.fields[f"{stem}_en"], record.fields[f"{stem}_ko"]).in_language(language) or record.slug


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
        return question_text(spoken_rulebook(self.records), slug, self.language)

    def answer(self, question: str, answer: Any) -> str:
        """Return an answer with each choice in quotes: “MySQL”, “Oracle”; 20 GiB."""
        return quoted_answer(spoken_rulebook(self.records), question, answer, self.language)

    def conditions(self, when: Mapping[str, Any]) -> str:
        """Return conditions of a record in words; "" where there are none."""
        return conditions_text(spoken_rulebook(self.records), spoken_conditions(when), self.language)
