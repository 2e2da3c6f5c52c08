"""What a template needs to show one question with its answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from advisor.assessments.profile import Position
from advisor.assessments.reading import UNKNOWN, Reading
from advisor.engine.rulebook import Choice, Question
from advisor.rulebook.wording import number_text


@dataclass(frozen=True, slots=True)
class Offered:
    """One choice and whether it is chosen."""

    choice: Choice
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One question as a form field.

    ``state`` is open, answered or unknown; ``matters`` says that an answer could still change an outcome.
    ``follows`` is the question that it depends on, where there is one.
    """

    question: Question
    choices: tuple[Offered, ...]
    text: str
    unknown: bool
    note: str
    revision: int
    saved_at: datetime | None
    state: str
    matters: bool
    follows: Question | None
    problem: str = ""
    suggestion: str = ""

    @property
    def suggested(self) -> str:
        """The number that could be meant, as people write it."""
        return number_text(float(self.suggestion)) if self.suggestion else ""


def field_of(position: Position, question: Question, reading: Reading | None = None) -> Field:
    """Return the field of a question: as stored, or as typed where ``reading`` could not be saved."""
    stored = position.answers.get(question.slug)
    given = question.slug in position.profile
    value = position.profile.get(question.slug)
    chosen = _texts(value) if given else ()
    note = stored.note if stored else ""
    if reading is not None:
        chosen, note = reading.raw, reading.note
    unknown = UNKNOWN in chosen
    parents = list(question.asked_when or {})
    return Field(
        question=question,
        choices=tuple(
            Offered(choice, choice.slug in chosen)
            for choice in question.choices
            if not choice.retired or choice.slug in chosen
        ),
        text=next((text for text in chosen if text != UNKNOWN), "") if question.kind == "number" else "",
        unknown=unknown,
        note=note,
        revision=stored.revision if stored else 0,
        saved_at=stored.saved_at if stored else None,
        state=("unknown" if value is None else "answered") if given else "open",
        matters=any(q.question == question.slug for q in position.settlement.open_questions),
        follows=position.rulebook.questions[parents[-1]] if parents else None,
        problem=reading.problem if reading else "",
        suggestion=reading.suggestion if reading else "",
    )


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return (UNKNOWN,)
    if isinstance(value, tuple):
        return value
    if isinstance(value, int | float):
        text = number_text(value)
        return (text if float(text.replace(",", "")) == value else repr(value),)
    return (str(value),)


@dataclass(frozen=True, slots=True)
class Progress:
    """One section: how many of its questions are asked and answered, and the share in percent."""

    slug: str
    title: str
    answered: int
    asked: int
    current: bool

    @property
    def percent(self) -> str:
        """The share answered, as SVG wants it."""
        return f"{100 * self.answered / self.asked:.1f}%" if self.asked else "0%"


def progress_of(position: Position, language: str, current: str = "") -> tuple[Progress, ...]:
    """Return the sections with their state."""
    return tuple(
        Progress(
            section.slug,
            section.title.in_language(language),
            sum(q.slug in position.profile for q in position.steps if q.section == section.slug),
            sum(q.section == section.slug for q in position.steps),
            section.slug == current,
        )
        for section in position.rulebook.sections.values()
    )
