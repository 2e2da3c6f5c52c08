"""A Konveyor questionnaire becomes draft records: questions with choices, and advice for answers at risk.

The texts are English only, and nobody has compared them with a source yet: the checks of the draft say so,
record by record, until an editor has done it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from advisor.rulebook.checks.whole import DECISIONS
from advisor.rulebook.exchange.konveyor_file import (
    Answer,
    Question,
    Questionnaire,
    Section,
    read_questionnaire,
)
from advisor.rulebook.exchange.slugs import LONGEST, Slugs
from advisor.rulebook.findings import Finding
from advisor.rulebook.reading import make_record
from advisor.rulebook.records import Record, RecordSet

STEP = 10
LONGEST_LABEL = 60


def read_konveyor(text: str, file: str, records: RecordSet) -> tuple[list[Record], list[Finding]]:
    """Return the draft records that a questionnaire's YAML makes beside ``records``, and what was found.

    Where a finding is an error there are no records. Warnings name what is not taken over.
    """
    questionnaire, findings = read_questionnaire(text, file)
    if questionnaire is None:
        return [], findings
    return list(_Maker(records).records(questionnaire)), findings


class _Asked(NamedTuple):
    """A question of the file with the slug that it got here, and its section's."""

    question: Question
    slug: str
    section: str


class _Maker:
    """Makes records that clash with none of those there are."""

    def __init__(self, records: RecordSet) -> None:
        taken = {
            kind: [r.slug for r in records.of(kind)] for kind in ("source", "section", "question", "advice")
        }
        self._slugs = {
            "source": Slugs(taken["source"], "-"),
            "section": Slugs(taken["section"]),
            "question": Slugs((*DECISIONS, *taken["question"])),
            "advice": Slugs(taken["advice"], "-", 2 * LONGEST),
        }
        self._last = {kind: _last_order(records, kind) for kind in ("section", "advice")}

    def records(self, questionnaire: Questionnaire) -> Iterator[Record]:
        source = self._slugs["source"].of(f"konveyor {questionnaire.name}", "konveyor")
        origin = f"From the Konveyor questionnaire “{questionnaire.name}”"
        yield self._made("source", slug=source, title=questionnaire.name, publisher="")
        for section in questionnaire.sections:
            slug = self._slugs["section"].of(section.name, "section")
            yield self._section(section, slug)
            for number, question in enumerate(section.questions, start=1):
                asked = _Asked(question, self._slugs["question"].of(question.text, "question"), slug)
                yield self._question(asked, number * STEP, origin)
                yield from self._choices(asked, questionnaire.name, source)

    def _section(self, section: Section, slug: str) -> Record:
        return self._made(
            "section",
            slug=slug,
            order=self._next("section"),
            title_en=section.name,
            description_en=section.comment,
        )

    def _question(self, asked: _Asked, order: int, origin: str) -> Record:
        question = asked.question
        return self._made(
            "question",
            slug=asked.slug,
            section=[asked.section],
            order=order,
            kind="one",
            text_en=question.text,
            label_en=_label(question.text),
            why_en=question.explanation or f"{origin}.",
            where_en=f"{origin}, which does not say who or what knows the answer.",
        )

    def _choices(self, asked: _Asked, name: str, source: str) -> Iterator[Record]:
        slugs = Slugs(())
        for number, answer in enumerate(asked.question.answers, start=1):
            slug = slugs.of(answer.text, "choice")
            yield self._made(
                "choice",
                question=[asked.slug],
                slug=slug,
                order=number * STEP,
                label_en=answer.text,
                help_en=f"The Konveyor questionnaire “{name}” rates this answer {answer.risk}.",
            )
            reason = " ".join(filter(None, (answer.rationale, answer.mitigation)))
            if answer.risk != "green" and reason:
                yield self._risk(asked, slug, answer, reason, source)

    def _risk(self, asked: _Asked, choice: str, answer: Answer, reason: str, source: str) -> Record:
        return self._made(
            "advice",
            slug=self._slugs["advice"].of(f"{asked.slug} {choice}", "risk"),
            order=self._next("advice"),
            kind="risk",
            topic=asked.section,
            when={asked.slug: [choice]},
            title_en=f"{_label(asked.question.text)}: {answer.text}",
            text_en=reason,
            sources=[[source]],
        )

    def _next(self, kind: str) -> int:
        self._last[kind] += STEP
        return self._last[kind]

    def _made(self, made: str, /, **values: Any) -> Record:
        record, findings = make_record(made, values)
        if record is None:  # the words were checked when they were read
            raise ValueError(findings)
        return record


def _last_order(records: RecordSet, kind: str) -> int:
    return max((record.fields["order"] for record in records.of(kind)), default=0)


def _label(text: str) -> str:
    """Return a question in short: without its mark, cut between words where it is long."""
    plain = text.removesuffix("?").strip()
    if len(plain) <= LONGEST_LABEL:
        return plain or text
    cut = plain[:LONGEST_LABEL].rsplit(" ", 1)[0]
    return f"{cut}…"
