"""A questionnaire that somebody filled in, read from a workbook. Nothing in it is worked out or followed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from advisor.assessments.actions import Open
from advisor.assessments.filled_in.opening import Unreadable, questionnaire_of
from advisor.assessments.filled_in.paper import MOST_PROBLEMS, Paper, name_of, problem_with_note, refused
from advisor.assessments.papers.plan import (
    ANSWER,
    CHOICE_SIGN,
    FILLED_IN_BY,
    KEY,
    NOTE,
    no,
    unknown,
    yes,
)
from advisor.assessments.reading import UNKNOWN, problem_text, read_answer
from advisor.engine import Answer, Rulebook, parse_profile
from advisor.engine.rulebook import Kind, Question
from advisor.plain_text import shortened

_COLUMN_LETTERS = "ABCDEF"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell: ``where`` it is in words, what it holds, and its type as the file has it."""

    where: str
    value: Any
    type: str

    @property
    def text(self) -> str:
        """Return what it holds as text; what Excel wrote as _x000D_ becomes the character again."""
        if self.value is None:
            return ""
        text = str(self.value)
        if self.type == "s":
            text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        return text.replace("\r\n", "\n").replace("\r", "\n").strip()

    def wrong(self, sentence: str) -> str:
        """Return a sentence about this cell."""
        return f"{self.where}: {sentence}"


@dataclass(slots=True)
class _Read:
    """What was read so far: answers as parsed, notes, the choices written beside, and problems."""

    rulebook: Rulebook
    answers: dict[str, Answer] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    ticks: dict[str, dict[str, tuple[_Cell, bool]]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    by: str = ""


def read_workbook(rulebook: Rulebook, data: bytes) -> Paper:
    """Read a filled workbook: choices by their words in either language, or by their slugs.

    Nothing is raised: what is wrong stands in ``problems``, each with the cell it is about.
    """
    try:
        name, version, rows = questionnaire_of(data)
        read = _Read(rulebook)
        for number, cells in rows:
            _row(read, [_cell(name, number, place, cell) for place, cell in enumerate(cells)])
    except Unreadable as unreadable:
        return refused(str(unreadable))
    for slug, ticks in read.ticks.items():
        _take_ticks(read, rulebook.questions[slug], ticks)
    if read.problems:
        return refused(*_told(read.problems, version != rulebook.hash))
    if not (read.answers or read.notes):
        return refused(_("The workbook has no answers."))
    order = [slug for slug in rulebook.questions if slug in read.answers]
    return Paper({slug: read.answers[slug] for slug in order}, read.notes, by=read.by)


def _told(problems: list[str], other_version: bool) -> Iterator[str]:
    if other_version:
        yield _("The file was made for another version of the questionnaire; what it asked may be gone.")
    yield from problems[:MOST_PROBLEMS]
    rest = len(problems) - MOST_PROBLEMS
    if rest > 0:
        yield _("And %(count)s more problems of this kind.") % {"count": f"{rest:,}"}


def _cell(sheet: str, number: int, place: int, cell: Any) -> _Cell:
    where = f"{sheet}!{_COLUMN_LETTERS[place]}{number}"
    return _Cell(where, cell.value, getattr(cell, "data_type", "n"))


# ── rows ──


def _row(read: _Read, cells: list[_Cell]) -> None:
    """Read one row; rows that are nobody's question are passed over, unless somebody answered there."""
    cells += [_Cell("", None, "n")] * (NOTE + 1 - len(cells))
    key, answer, note = cells[KEY].text, cells[ANSWER], cells[NOTE]
    if key == FILLED_IN_BY:
        read.by = "" if answer.type in ("f", "e") else name_of(answer.text)
        return
    if not key:
        return
    slug, _sign, choice = key.partition(CHOICE_SIGN)
    question = read.rulebook.questions.get(slug)
    if question is None or (choice and choice not in {c.slug for c in question.choices}):
        if answer.text or note.text:
            read.problems.append(
                cells[KEY].wrong(_("there is no question “%(key)s”.") % {"key": shortened(key)})
            )
        return
    if key in read.seen:
        read.problems.append(
            cells[KEY].wrong(_("the row of “%(key)s” stands twice.") % {"key": shortened(key)})
        )
        return
    read.seen.add(key)
    if choice:
        _tick(read, slug, choice, answer)
        return
    _note(read, question, note)
    if answer.text:
        _answer(read, question, answer)


def _note(read: _Read, question: Question, cell: _Cell) -> None:
    if problem := _not_written(cell):
        read.problems.append(problem)
    elif problem := problem_with_note(read.rulebook, question.slug, cell.text):
        read.problems.append(cell.wrong(problem))
    elif cell.text:
        read.notes[question.slug] = cell.text


def _not_written(cell: _Cell) -> str:
    """Return what is wrong with a cell that nobody wrote, "" where somebody did."""
    if cell.type == "f":
        return cell.wrong(_("this is a formula, and formulas are not read. Write the answer itself."))
    if cell.type == "e":
        return cell.wrong(_("“%(given)s” is an error of Excel's.") % {"given": shortened(cell.text)})
    return ""


def _answer(read: _Read, question: Question, cell: _Cell) -> None:
    if problem := _not_written(cell):
        read.problems.append(problem)
    elif _plain(cell.text) in _words(unknown) or cell.text == UNKNOWN:
        read.answers[question.slug] = None
    else:
        _KINDS[question.kind](read, question, cell)


def _many(read: _Read, question: Question, cell: _Cell) -> None:
    """Refuse what stands above the choices, each of which has a row of its own."""
    sentence = _("Write yes beside the choices below; here only “%(unknown)s” may stand.")
    read.problems.append(cell.wrong(sentence % {"unknown": unknown(get_language() or "en")}))


def _one(read: _Read, question: Question, cell: _Cell) -> None:
    slug = _choice_called(question, cell.text)
    if slug is None:
        read.problems.append(cell.wrong(_none_of(question, cell.text)))
    else:
        read.answers[question.slug] = slug


def _number(read: _Read, question: Question, cell: _Cell) -> None:
    """Take a number, or a text that the web form would take for one."""
    if isinstance(cell.value, bool | date | time | timedelta):
        given = {"given": shortened(cell.text)}
        read.problems.append(cell.wrong(_("“%(given)s” is not a number. Write digits only.") % given))
    elif isinstance(cell.value, int | float):
        answers, errors = parse_profile(read.rulebook, {question.slug: cell.value})
        read.answers.update(answers)
        read.problems += [cell.wrong(problem_text(question, error)) for error in errors]
    else:
        data = QueryDict(mutable=True)
        data[question.slug] = cell.text
        reading = read_answer(read.rulebook, question, data)
        if reading.problem or isinstance(reading.value, Open):
            read.problems.append(cell.wrong(reading.problem))
        else:
            read.answers[question.slug] = reading.value


#: How an answer of each kind is taken.
_KINDS: dict[Kind, Callable[[_Read, Question, _Cell], None]] = {"one": _one, "many": _many, "number": _number}


def _tick(read: _Read, slug: str, choice: str, cell: _Cell) -> None:
    said = _plain(cell.text)
    if not said:
        return
    if problem := _not_written(cell):
        read.problems.append(problem)
    elif cell.value is True or said in (*_words(yes), "x", "✓", "✔"):
        read.ticks.setdefault(slug, {})[choice] = (cell, True)
    elif cell.value is False or said in (*_words(no), "-"):
        read.ticks.setdefault(slug, {})[choice] = (cell, False)
    else:
        sentence = _("“%(given)s” is neither yes nor no. Write yes where it applies, else nothing.")
        read.problems.append(cell.wrong(sentence % {"given": shortened(cell.text)}))


def _take_ticks(read: _Read, question: Question, ticks: dict[str, tuple[_Cell, bool]]) -> None:
    """Take what stands beside the choices of one question as its answer."""
    chosen = [choice for choice, (_where, applies) in ticks.items() if applies]
    first = next(iter(ticks.values()))[0]
    if not chosen:
        sentence = _("nothing applies here. Write yes beside one choice, or leave all of them empty.")
        read.problems.append(first.wrong(sentence))
        return
    if question.slug in read.answers:
        sentence = _("“I don't know” cannot be chosen together with other answers.")
        read.problems.append(ticks[chosen[0]][0].wrong(sentence))
        return
    answers, errors = parse_profile(read.rulebook, {question.slug: chosen})
    read.answers.update(answers)
    read.problems += [ticks[chosen[0]][0].wrong(problem_text(question, error)) for error in errors]


# ── words ──


def _choice_called(question: Question, text: str) -> str | None:
    """Return the choice that a text names, by its slug or its words in any language; those in use first."""
    wanted = _plain(text)
    called: dict[str, str] = {}
    for choice in sorted(question.choices, key=lambda choice: choice.retired):
        for name in (choice.label.en, choice.label.ko):
            called.setdefault(_plain(name), choice.slug)
    called.update({choice.slug: choice.slug for choice in question.choices})
    return called.get(wanted)


def _none_of(question: Question, text: str) -> str:
    language = get_language() or "en"
    labels = [c.label.in_language(language) for c in question.choices if not c.retired]
    words = {"given": shortened(text), "allowed": ", ".join(f"“{label}”" for label in labels)}
    return _("“%(given)s” is none of: %(allowed)s.") % words


def _words(of: Any) -> set[str]:
    """Return a word of the form in every language."""
    return {_plain(of(code)) for code, _name in settings.LANGUAGES}


def _plain(text: str) -> str:
    """Return a text as it is compared: without case, kinds of apostrophe, and breaks."""
    return " ".join(text.replace("’", "'").split()).casefold()
