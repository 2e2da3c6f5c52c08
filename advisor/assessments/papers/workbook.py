"""The questionnaire as an Excel workbook: lists to choose from, only the answers can be written to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from advisor.assessments.models import TEXT_LENGTH
from advisor.assessments.papers.plan import (
    ANSWER,
    FILLED_IN_BY,
    HELP,
    KEY,
    MARKER,
    NOTE,
    NUMBER,
    QUESTION,
    Line,
    limits_of,
    lines_of,
    unknown,
)
from advisor.assessments.papers.sheet import Sheet, title_of
from advisor.assessments.reading import range_text

_WIDTHS = {KEY: 4, NUMBER: 6, QUESTION: 46, HELP: 62, ANSWER: 34, NOTE: 44}
#: The sheet that holds the lists to choose from.
LISTS = "_lists"
_HEAD_ROW = 3
_INK, _SOFT, _LINE, _QUIET, _FIELD = "#15171a", "#4d535b", "#d9d9d2", "#f3f3ee", "#fffdf0"
_FONT = {"en": "Calibri", "ko": "Malgun Gothic"}
_TOP = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": _LINE}
_OPEN = {**_TOP, "locked": False, "bg_color": _FIELD, "border": 1, "border_color": _LINE}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18},
    "label": {"font_color": _SOFT, "align": "right"},
    "head": {"bold": True, "bottom": 2, "bg_color": _QUIET, "text_wrap": True},
    "section": {"bold": True, "font_size": 13, "bg_color": _QUIET, "valign": "vcenter"},
    "about": {"bg_color": _QUIET, "font_color": _SOFT, "valign": "vcenter"},
    "number": {**_TOP, "font_color": _SOFT, "align": "right", "indent": 1},
    "question": {**_TOP, "bold": True},
    "choice": {**_TOP, "indent": 2},
    "help": {**_TOP, "font_color": _SOFT},
    "answer": {**_OPEN, "num_format": "@"},
    "note": {**_OPEN, "num_format": "@"},
    "blank": _TOP,
    "text": {"valign": "top", "text_wrap": True, "font_size": 12},
}
#: Letters and lines that fit: ten-point text in a column measured in digits of eleven points.
_LETTERS, _LINE_HEIGHT, _TALLEST = 1.05, 14.0, 409.0
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uff00-\uff60]")
#: What Excel takes as the title and the text of a hint.
_LONGEST_HINT = 255


def as_workbook(sheet: Sheet) -> bytes:
    """Return the questionnaire as XLSX in the sheet's language; the same bytes for the same sheet."""
    file = BytesIO()
    workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"created": datetime(2000, 1, 1), "author": "Fourways"})  # noqa: DTZ001
    with override(sheet.language):
        _Writer(workbook, sheet).write()
    workbook.close()
    return file.getvalue()


class _Writer:
    """Writes one workbook."""

    def __init__(self, workbook: Workbook, sheet: Sheet) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._looks: dict[str, Format] = {}
        self._lists: dict[tuple[str, ...], str] = {}

    def write(self) -> None:
        readme = self._workbook.add_worksheet(pgettext("sheet", "Read me"))
        page = self._workbook.add_worksheet(pgettext("sheet", "Questionnaire"))
        lists = self._workbook.add_worksheet(LISTS)
        self._readme(readme)
        self._head(page)
        for place, line in enumerate(lines_of(self._sheet), start=_HEAD_ROW + 1):
            self._line(page, place, line)
        for place, offers in enumerate(self._lists):
            lists.write_column(0, place, offers)
        lists.very_hidden()
        self._finish(page)

    def _readme(self, page: Worksheet) -> None:
        page.set_column(0, 0, 100)
        page.hide_gridlines(2)
        page.write_string(0, 0, title_of(self._sheet), self._look("title"))
        for place, sentence in enumerate(_how_to(), start=2):
            page.write_string(place, 0, sentence, self._look("text"))
            page.set_row(place, 17 * _lines(sentence, 85) + 4)
        _for_paper(page)
        page.protect()

    def _head(self, page: Worksheet) -> None:
        for place, width in _WIDTHS.items():
            page.set_column(place, place, width, None, {"hidden": place == KEY})
        page.write_string(0, KEY, f"{MARKER} {self._sheet.rulebook.hash}")
        page.write_string(0, NUMBER, title_of(self._sheet), self._look("title"))
        page.set_row(0, 30)
        page.write_string(1, KEY, FILLED_IN_BY)
        page.write_string(1, HELP, _("Filled in by"), self._look("label"))
        page.write_blank(1, ANSWER, None, self._look("answer"))
        titles = (_("No."), _("Question"), _("What it means"), _("Answer"), _("Note"))
        for place, title in enumerate(titles, start=NUMBER):
            page.write_string(_HEAD_ROW, place, title, self._look("head"))

    def _line(self, page: Worksheet, place: int, line: Line) -> None:
        if line.kind == "section":
            page.write_string(place, NUMBER, line.text, self._look("section"))
            for column in (QUESTION, HELP, ANSWER, NOTE):
                page.write_blank(place, column, None, self._look("about"))
            if line.help:
                page.write_string(place, HELP, line.help, self._look("about"))
            page.set_row(place, 26)
            return
        page.write_string(place, KEY, line.key)
        if line.number is None:
            page.write_blank(place, NUMBER, None, self._look("blank"))
        else:
            page.write_number(place, NUMBER, line.number, self._look("number"))
        page.write_string(place, QUESTION, line.text, self._look(_word(line)))
        _write_text(page, place, HELP, line.help, self._look("help"))
        self._answer(page, place, line)
        if line.kind == "choice":
            page.write_blank(place, NOTE, None, self._look("blank"))
        else:
            _write_text(page, place, NOTE, line.note, self._look("note"))
            page.data_validation(place, NOTE, place, NOTE, _longest_note())
        texts = ((line.text, QUESTION), (line.help, HELP), (line.note, NOTE))
        lines = max(_lines(text, _WIDTHS[column]) for text, column in texts)
        if lines > 1:
            page.set_row(place, min(_TALLEST, _LINE_HEIGHT * lines + 2))

    def _answer(self, page: Worksheet, place: int, line: Line) -> None:
        look = self._number_look(line) if line.kind == "number" else self._look("answer")
        if isinstance(line.answer, int | float):
            page.write_number(place, ANSWER, line.answer, look)
        else:
            _write_text(page, place, ANSWER, line.answer or "", look)
        rule = self._number_rule(place, line) if line.kind == "number" else self._list_rule(line)
        page.data_validation(place, ANSWER, place, ANSWER, rule)

    def _list_rule(self, line: Line) -> dict[str, Any]:
        if line.offers not in self._lists:
            column = len(self._lists)
            self._lists[line.offers] = f"={LISTS}!{xl_range_abs(0, column, len(line.offers) - 1, column)}"
        return {
            "validate": "list",
            "source": self._lists[line.offers],
            "error_title": _("Not in the list"),
            "error_message": _("Choose one from the list, or leave the cell empty."),
        }

    def _number_rule(self, place: int, line: Line) -> dict[str, Any]:
        """Return a rule that takes a number in its range, or the words for not knowing."""
        assert line.question is not None  # noqa: S101 (only choices and sections have none)
        cell, words = xl_rowcol_to_cell(place, ANSWER), unknown(self._sheet.language)
        least, below = limits_of(line.question)
        terms = [f"ISNUMBER({cell})"]
        terms += [f"{cell}>={least}"] if least else []
        terms += [f"{cell}<{below}"] if below else []
        terms += [f"{cell}=INT({cell})"] if line.question.whole else []
        allowed = _("A number: %(range)s.") % {"range": range_text(line.question)}
        hint = _("%(number)s Or write: %(unknown)s") % {"number": allowed, "unknown": words}
        return {
            "validate": "custom",
            "value": f'=OR({cell}="{words}",{cell}="?",IF(ISNUMBER({cell}),AND({",".join(terms)}),FALSE))',
            "input_message": hint[:_LONGEST_HINT],
            "error_title": _("Not such a number"),
            "error_message": hint[:_LONGEST_HINT],
        }

    def _number_look(self, line: Line) -> Format:
        """Return the look of a number with its unit behind it."""
        assert line.question is not None  # noqa: S101
        unit = self._sheet.words(line.question.unit).replace('"', "").replace("\\", "")
        digits = "#,##0" if line.question.whole else "#,##0.######"
        shown = f'{digits}" {unit}"' if unit else digits
        if shown not in self._looks:
            made = {**self._base(), **_LOOKS["answer"], "num_format": shown, "align": "left"}
            self._looks[shown] = self._workbook.add_format(made)
        return self._looks[shown]

    def _finish(self, page: Worksheet) -> None:
        page.freeze_panes(_HEAD_ROW + 1, 0)
        page.repeat_rows(_HEAD_ROW)
        page.hide_gridlines(2)
        _for_paper(page)
        page.set_selection(1, ANSWER, 1, ANSWER)
        page.protect("", {"format_columns": True, "format_rows": True, "format_cells": True})

    def _base(self) -> dict[str, Any]:
        font = _FONT["ko" if self._sheet.language.startswith("ko") else "en"]
        return {"font_name": font, "font_size": 10, "font_color": _INK}

    def _look(self, name: str) -> Format:
        if name not in self._looks:
            self._looks[name] = self._workbook.add_format({**self._base(), **_LOOKS[name]})
        return self._looks[name]


def _word(line: Line) -> str:
    return "choice" if line.kind == "choice" else "question"


def _how_to() -> Sequence[str]:
    return (
        _("Answer for one component of the workload: a website and its nightly job get one file each."),
        _("Write your name beside “Filled in by”, so that others see whose answers these are."),
        _("Write only into the light yellow cells. Most have a list to choose from: click the arrow."),
        _("Where several things may apply, write yes beside each that does. Leave the others empty."),
        _("“I don't know” is a good answer; leave a question empty if you have not looked into it."),
        _("Formulas are not read: write the answer itself. A note beside a question may say anything."),
        _("Then save the file and give it back: the assessment reads it, also together with others."),
    )


def _longest_note() -> dict[str, Any]:
    return {
        "validate": "length",
        "criteria": "<=",
        "value": TEXT_LENGTH,
        "error_message": _("A note has at most %(most)s characters.") % {"most": f"{TEXT_LENGTH:,}"},
    }


def _for_paper(page: Worksheet) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")


def _write_text(page: Worksheet, line: int, column: int, text: str, look: Format) -> None:
    if text:
        page.write_string(line, column, text, look)
    else:
        page.write_blank(line, column, None, look)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column."""
    room = width * _LETTERS
    return sum(1 + int((len(line) + 0.8 * len(_WIDE.findall(line))) / room) for line in text.split("\n"))
