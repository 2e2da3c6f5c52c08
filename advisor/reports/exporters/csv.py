"""CSV as RFC 4180 has it, to be read by programs and opened in a spreadsheet.

The text begins with U+FEFF, the byte order mark: without it Excel takes UTF-8 for the code page of the
machine, and Korean becomes unreadable. Read it in Python with ``encoding="utf-8-sig"``. Lines end with
CR LF. Column names are English and stay as they are; words are in the report's language.

A text that a spreadsheet would take for a formula, which begins with = + - or @, blanks before it or not,
gets an apostrophe before it (OWASP). So does one that begins with apostrophes and then such a sign: to read
a text back, take one apostrophe off where ``^'+\\s*[=+\\-@＝＋－＠]`` matches. Tabs and carriage returns do
not come through at all. Numbers are written as numbers: −3 points are ``-3``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils.translation import override

from advisor.engine.rulebook import Answer
from advisor.reports.exporters import rows
from advisor.reports.harmless import visible
from advisor.reports.report import Report

BYTE_ORDER_MARK = "\ufeff"
CONTRIBUTION_COLUMNS = (
    "id", "workload", "decision", "decision_title", "option", "option_name", "rule", "points", "rules_out",
    "because", "answers", "answers_in_words", "sources",
)  # fmt: skip
ANSWER_COLUMNS = (
    "id", "workload", "section", "section_title", "question", "question_text", "kind", "state", "value",
    "unit", "answer_in_words", "note", "has_effect",
)  # fmt: skip

Cell = str | int | float
_Rows = Callable[[Report], Iterator[tuple[Cell, ...]]]
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]")


def contributions_csv(reports: Sequence[Report]) -> str:
    """Return what every rule says for every option, a row each.

    ``answers`` is a JSON object of slugs, ``sources`` slugs with blanks between them, ``points`` a whole
    number (0 where ``rules_out`` is ``yes``).
    """
    return csv_text(CONTRIBUTION_COLUMNS, _each(reports, _contributions))


def answers_csv(reports: Sequence[Report]) -> str:
    """Return what was answered or noted, a row a question.

    ``state`` is ``answered``, ``unknown`` ('I don't know') or ``open`` (only a note). ``value`` is the slug
    of a choice, slugs with blanks between them, or a number; empty where nothing is known.
    """
    return csv_text(ANSWER_COLUMNS, _each(reports, _answers))


def _each(reports: Sequence[Report], rows_of: _Rows) -> Iterator[tuple[Cell, ...]]:
    for report in reports:
        with override(report.subject.language):
            for row in rows_of(report):
                yield (report.subject.id, report.subject.name, *row)


def _contributions(report: Report) -> Iterator[tuple[Cell, ...]]:
    for row in rows.contributions(report):
        yield (
            row.decision,
            row.decision_title,
            row.option,
            row.option_name,
            row.rule,
            row.points,
            _yes_no(row.rules_out),
            row.text,
            json.dumps(dict(row.answers), ensure_ascii=False),
            row.words,
            " ".join(row.sources),
        )


def _answers(report: Report) -> Iterator[tuple[Cell, ...]]:
    for row in rows.answers(report):
        known = "unknown" if row.value is None else "answered"
        yield (
            row.section,
            row.section_title,
            row.question,
            row.text,
            row.kind,
            known if row.given else "open",
            _value(row.value),
            row.unit if row.kind == "number" else "",
            row.words,
            row.note,
            _yes_no(row.counts),
        )


def _value(answer: Answer) -> Cell:
    if answer is None:
        return ""
    return " ".join(answer) if isinstance(answer, tuple) else answer


def _yes_no(value: bool) -> str:
    return "yes" if value else "no"


def csv_text(columns: Sequence[str], lines: Iterable[Sequence[Cell]]) -> str:
    """Return a header and rows as the text of a file: safe to open, the same on every machine."""
    return "".join(csv_pieces(columns, lines))


def csv_pieces(columns: Sequence[str], lines: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield the text of such a file line by line, for files that are sent while they are written."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    file.write(BYTE_ORDER_MARK)
    writer.writerow(columns)
    for line in lines:
        writer.writerow([_cell(value) for value in line])
        yield file.getvalue()
        file.seek(0)
        file.truncate()
    yield file.getvalue()


def _cell(value: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return value
    text = visible(value, keep_lines=True)
    return f"'{text}" if _FORMULA.match(text) else text
