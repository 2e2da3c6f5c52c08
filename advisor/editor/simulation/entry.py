"""The profile that is tried: what a form, an address or a store gives, read against two rulebooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from advisor.assessments.actions import Open
from advisor.assessments.reading import UNKNOWN, problem_text, read_answer
from advisor.editor.links import profile_fields
from advisor.engine import Answer, Rulebook, parse_profile
from advisor.engine.rulebook import Question

#: Fields beside the answers. No question is named so: a slug has no full stop, and these are not slugs.
SCENARIO, ASSESSMENT, START = "scenario", "assessment", "start"
_OTHER = frozenset({SCENARIO, ASSESSMENT, START, "csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True)
class Entered:
    """Answers that at least one side can take, and what is wrong with the others.

    ``typed``: question → the values of the form, as they were given. ``problems``: question → what is wrong
    and what is allowed. ``strange``: names given that no side knows as a question.
    """

    answers: Mapping[str, Answer]
    typed: Mapping[str, tuple[str, ...]]
    problems: Mapping[str, str] = field(default_factory=dict)
    strange: tuple[str, ...] = ()

    def fields(self) -> list[tuple[str, str]]:
        """Return the answers as the fields of a form or an address."""
        return profile_fields(self.answers)


def merged(draft: Rulebook | None, version: Rulebook | None) -> Rulebook:
    """Return a rulebook that knows the questions and choices of both, the draft's first.

    Raises ValueError where there is neither.
    """
    if draft is None or version is None:
        known = draft or version
        if known is None:
            raise ValueError("there is no rulebook to read a profile against")
        return known
    questions = {**version.questions, **draft.questions}
    order = [*draft.questions, *(slug for slug in version.questions if slug not in draft.questions)]
    both = draft.questions.keys() & version.questions.keys()
    return replace(
        draft,
        sections={**version.sections, **draft.sections},
        questions={
            slug: _wider(draft.questions[slug], version.questions[slug]) if slug in both else questions[slug]
            for slug in order
        },
    )


def _wider(now: Question, then: Question) -> Question:
    """Return a question that takes whatever either takes; of another kind than before, the draft's."""
    if now.kind != then.kind:
        return now
    known = {choice.slug for choice in now.choices}
    return replace(
        now,
        choices=(*now.choices, *(choice for choice in then.choices if choice.slug not in known)),
        minimum=None if now.minimum is None or then.minimum is None else min(now.minimum, then.minimum),
        below=None if now.below is None or then.below is None else max(now.below, then.below),
        whole=now.whole and then.whole,
        retired=now.retired and then.retired,
    )


def read_entered(known: Rulebook, data: QueryDict) -> Entered:
    """Return what a form or an address gives; empty fields leave their questions open."""
    answers: dict[str, Answer] = {}
    typed: dict[str, tuple[str, ...]] = {}
    problems: dict[str, str] = {}
    for slug, question in known.questions.items():
        if not any(value.strip() for value in data.getlist(slug)):
            continue
        reading = read_answer(known, question, data)
        typed[slug] = reading.raw
        if reading.problem:
            problems[slug] = reading.problem
        elif not isinstance(reading.value, Open):
            answers[slug] = reading.value
    strange = tuple(
        name[:100]
        for name in data
        if name not in known.questions and name not in _OTHER and "." not in name and any(data.getlist(name))
    )
    return Entered(answers, typed, problems, strange)


def stored_entered(known: Rulebook, raw: Mapping[str, Any]) -> Entered:
    """Return a stored profile; what no side can read is named as a problem of its question."""
    answers, errors = parse_profile(known, raw)
    typed: dict[str, tuple[str, ...]] = {}
    for slug, value in profile_fields({slug: raw[slug] for slug in raw if slug in known.questions}):
        typed[slug] = (*typed.get(slug, ()), value)
    problems = {
        error.question: problem_text(known.questions[error.question], error)
        for error in errors
        if error.question in known.questions
    }
    strange = tuple(error.question for error in errors if error.reason == "unknown_question")
    return Entered(answers, typed, problems, strange)


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the form. ``choices``: (value, words, chosen). ``text``: the number typed.

    ``only``: which side alone knows the question, "" if both do.
    """

    question: Question
    label: str
    unit: str
    choices: tuple[tuple[str, str, bool], ...]
    text: str
    is_unknown: bool
    is_answered: bool
    problem: str
    only: str


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one section; ``count`` of them are answered."""

    title: str
    fields: tuple[Field, ...]
    count: int
    is_open: bool


def groups(
    known: Rulebook, entered: Entered, draft: Rulebook | None, version: Rulebook | None, language: str
) -> list[Group]:
    """Return the form of a profile: every question that either side still asks, by section."""
    found = []
    for section in known.sections.values():
        fields = tuple(
            _field(question, entered, _only(question.slug, draft, version), language)
            for question in known.questions.values()
            if question.section == section.slug and (not question.retired or question.slug in entered.typed)
        )
        if fields:
            count = sum(field.is_answered for field in fields)
            is_open = any(field.problem for field in fields)
            found.append(Group(section.title.in_language(language), fields, count, is_open))
    return found


def _only(slug: str, draft: Rulebook | None, version: Rulebook | None) -> str:
    if draft is None or version is None:
        return ""
    if slug not in version.questions:
        return _("only in the draft")
    return "" if slug in draft.questions else _("only in the version")


def _field(question: Question, entered: Entered, only: str, language: str) -> Field:
    typed = entered.typed.get(question.slug, ())
    label = question.label if question.label.en else question.text
    return Field(
        question=question,
        label=label.in_language(language),
        unit=question.unit.in_language(language),
        choices=tuple(
            (choice.slug, choice.label.in_language(language), choice.slug in typed)
            for choice in question.choices
            if not choice.retired or choice.slug in typed
        ),
        text=next((text for text in typed if text != UNKNOWN), "") if question.kind == "number" else "",
        is_unknown=UNKNOWN in typed,
        is_answered=question.slug in entered.answers,
        problem=entered.problems.get(question.slug, ""),
        only=only,
    )
