"""How a questionnaire lies on a sheet: rows with keys, by which a filled file is read back.

A row's first cell, hidden, holds its key: ``runtime`` for a question, ``protocols=http`` for one choice of a
question where several apply, a name with @ for what is not a question. Nothing is read by its place but the
columns, so that rows may be sorted, hidden or made taller.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from advisor.assessments.papers.sheet import Sheet, asked_when
from advisor.assessments.reading import range_text
from advisor.engine.rulebook import Choice, Question, Text
from advisor.rulebook.wording import number_text

#: The first cell of the sheet to fill in, before the rulebook's hash.
MARKER = "fourways-questionnaire:1"
#: The key of the cell that says who filled the file in.
FILLED_IN_BY = "@filled_in_by"
#: The columns, from 0: key, number, question, help, answer, note.
KEY, NUMBER, QUESTION, HELP, ANSWER, NOTE = range(6)
#: What stands between a question and its choice in a key.
CHOICE_SIGN = "="
#: Words of the form, not of the interface: a file in either language is read under either.
_YES, _NO = Text("yes", "예"), Text("no", "아니요")

Kind = Literal["section", "one", "many", "number", "choice"]


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it says, what is answered so far, and which answers its list offers.

    ``answer`` is None where nothing is answered; a number is a number.
    """

    kind: Kind
    key: str
    number: int | None
    text: str
    help: str = ""
    answer: str | int | float | None = None
    note: str = ""
    offers: tuple[str, ...] = ()
    question: Question | None = None


def yes(language: str) -> str:
    """Return what is written beside a choice that applies."""
    return _YES.in_language(language)


def no(language: str) -> str:
    """Return what may be written beside a choice that does not apply."""
    return _NO.in_language(language)


def unknown(language: str) -> str:
    """Return the words for an answer that nobody knows."""
    with override(language):
        return _("I don't know")


def lines_of(sheet: Sheet) -> Iterator[Line]:
    """Yield the rows of a questionnaire in the sheet's language, which must be active."""
    for section, questions in sheet.parts():
        yield Line("section", "", None, sheet.words(section.title), sheet.words(section.description))
        for question in questions:
            yield _question(sheet, question)
            if question.kind == "many":
                yield from _choices(sheet, question)


def _question(sheet: Sheet, question: Question) -> Line:
    answer = sheet.answers.get(question.slug)
    written: str | int | float | None = None
    if question.slug in sheet.answers and answer is None:
        written = unknown(sheet.language)
    elif question.kind == "one" and isinstance(answer, str):
        written = next((sheet.words(c.label) for c in question.choices if c.slug == answer), answer)
    elif isinstance(answer, int | float):
        written = answer
    choices = _offered(sheet, question) if question.kind == "one" else []
    return Line(
        kind=question.kind,
        key=question.slug,
        number=sheet.number_of(question.slug),
        text=sheet.words(question.text),
        help="\n".join(_help(sheet, question, choices)),
        answer=written,
        note=sheet.notes.get(question.slug, ""),
        offers=(*[sheet.words(c.label) for c in choices], unknown(sheet.language)),
        question=question,
    )


def _choices(sheet: Sheet, question: Question) -> Iterator[Line]:
    answer = sheet.answers.get(question.slug)
    chosen = answer if isinstance(answer, tuple) else ()
    for choice in _offered(sheet, question):
        yield Line(
            kind="choice",
            key=f"{question.slug}{CHOICE_SIGN}{choice.slug}",
            number=None,
            text=sheet.words(choice.label),
            help=sheet.words(choice.help),
            answer=yes(sheet.language) if choice.slug in chosen else None,
            offers=(yes(sheet.language), no(sheet.language)),
        )


def _offered(sheet: Sheet, question: Question) -> list[Choice]:
    """Return the choices that can be given, and those given that no longer can."""
    answer = sheet.answers.get(question.slug)
    given = answer if isinstance(answer, tuple) else (answer,)
    return [choice for choice in question.choices if not choice.retired or choice.slug in given]


def _help(sheet: Sheet, question: Question, choices: list[Choice]) -> Iterator[str]:
    hint, where = sheet.words(question.hint), sheet.words(question.where)
    if hint:
        yield hint
    yield from asked_when(sheet, question)
    if question.kind == "number":
        yield _("A number: %(range)s.") % {"range": range_text(question)}
    if question.kind == "many":
        yield _("Write yes beside each of the following that applies.")
    for choice in choices:
        if help_text := sheet.words(choice.help):
            yield f"• {sheet.words(choice.label)}: {help_text}"
    if where:
        yield _("Where to find the answer: %(where)s") % {"where": where}


def limits_of(question: Question) -> tuple[str, str]:
    """Return the least number and the one that is too large, as formulas write them; "" for none."""
    return _in_formula(question.minimum), _in_formula(question.below)


def _in_formula(number: float | None) -> str:
    return "" if number is None else number_text(number).replace(",", "")
