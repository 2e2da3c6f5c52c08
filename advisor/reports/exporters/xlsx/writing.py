"""Writing tables and the summary into a workbook: every cell typed, no text ever a formula."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from xlsxwriter.worksheet import Worksheet

from advisor.reports.exporters.xlsx.looks import SHAPES, Looks
from advisor.reports.exporters.xlsx.summary import Summary
from advisor.reports.exporters.xlsx.tables import Column, Link, Marked, Quantity, Row, Table
from advisor.reports.exporters.xlsx.texts import LINE, Texts, height
from advisor.reports.harmless import visible

#: What an address behind a cell may have, in characters.
LONGEST_ADDRESS = 2_000
#: Links that one sheet may have; the further addresses are text.
MOST_LINKS = 60_000
_A4 = 9
_SUMMARY_WIDTHS = (26.0, 38.0, 76.0)
#: The summary's sentences are so much larger than the text of tables.
_SENTENCE = 1.2
#: What a filter's button takes of a column's heading, in characters.
_BUTTON = 3


class Cells:
    """Writes the cells of one sheet."""

    def __init__(self, sheet: Worksheet, looks: Looks, texts: Texts) -> None:
        self._sheet = sheet
        self._looks = looks
        self._texts = texts
        self._links = 0
        self._writers: dict[type, Callable[[int, int, Any, str], None]] = {
            int: self._number,
            float: self._number,
            date: self._date,
            Link: self._link,
            Quantity: self._quantity,
            Marked: self.marked,
            str: self._blank,
            type(None): self._blank,
        }

    def row(self, line: int, row: Row, widths: Sequence[float], looks: Sequence[str]) -> None:
        """Write a row as tall as its texts, each cell as what it is; ``looks`` are for texts and numbers."""
        lines = 1
        for place, cell in enumerate(row):
            if type(cell) is str and cell:
                lines = max(lines, self.text(line, place, cell, widths[place], looks[place]))
            else:
                self._writers[type(cell)](line, place, cell, looks[place])
        tall = height(lines)
        if tall is not None:
            self._sheet.set_row(line, tall)

    def text(self, line: int, place: int, text: str, width: float, look: str) -> int:
        """Write a text as a text, whatever it begins with; return the lines it takes."""
        fitted = self._texts(text)
        self._sheet.write_string(line, place, fitted.text, self._looks(look))
        return 1 if fitted.widths[0] < width and len(fitted.widths) == 1 else fitted.lines(width)

    def marked(self, line: int, place: int, marked: Marked, look: str) -> None:
        """Write a strategy with its shape, in its colour."""
        text = self._texts(f"{SHAPES.get(marked.strategy, '')} {marked.name}".lstrip()).text
        self._sheet.write_string(line, place, text, self._looks.strategy(look, marked.strategy))

    def _number(self, line: int, place: int, number: float, look: str) -> None:
        self._sheet.write_number(line, place, number, self._looks(look))

    def _quantity(self, line: int, place: int, quantity: Quantity, look: str) -> None:
        whole = quantity.number == int(quantity.number)
        form = self._looks.quantity(visible(quantity.unit), whole=whole)
        self._sheet.write_number(line, place, quantity.number, form)

    def _date(self, line: int, place: int, day: date, look: str) -> None:
        self._sheet.write_datetime(line, place, day, self._looks("date"))

    def _link(self, line: int, place: int, link: Link, look: str) -> None:
        if is_web_address(link.address) and self._links < MOST_LINKS:
            self._links += 1
            text = self._texts(link.text).text
            self._sheet.write_url(line, place, link.address, self._looks("link"), text)
        else:
            self._sheet.write_string(line, place, self._texts(link.text).text, self._looks(look))

    def _blank(self, line: int, place: int, nothing: object, look: str) -> None:
        self._sheet.write_blank(line, place, None, self._looks(look))


def is_web_address(address: str) -> bool:
    """Tell whether an address may be a link."""
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def write_table(sheet: Worksheet, table: Table, looks: Looks, texts: Texts) -> None:
    """Write a table: heading frozen and repeated on paper, with filters where it has rows."""
    cells = Cells(sheet, looks, texts)
    widths = [column.width for column in table.columns]
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    titles = [column.title for column in table.columns]
    cells.row(0, titles, [width - _BUTTON for width in widths], [_head(column) for column in table.columns])
    shown, last = [column.look for column in table.columns], 0
    for last, row in enumerate(table.rows, start=1):
        cells.row(last, row, widths, shown)
    if last:
        sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    _for_paper(sheet)


def _head(column: Column) -> str:
    return "head_right" if column.look in ("points", "number") else "head"


def write_summary(sheet: Worksheet, summary: Summary, looks: Looks, texts: Texts) -> None:
    """Write a verdict as one page: what is recommended large, the facts below it."""
    cells = Cells(sheet, looks, texts)
    whole = sum(_SUMMARY_WIDTHS)
    for place, width in enumerate(_SUMMARY_WIDTHS):
        sheet.set_column(place, place, width)
    cells.text(0, 0, summary.title, whole, "title")
    cells.text(1, 0, summary.subtitle, whole, "subtitle")
    cells.marked(3, 0, summary.strategy, "verdict")
    for line, tall in ((0, 34), (1, 18), (3, 42)):
        sheet.set_row(line, tall)
    for line, sentence in enumerate(summary.sentences, start=4):
        sheet.merge_range(line, 0, line, len(_SUMMARY_WIDTHS) - 1, "", looks("sentence"))
        lines = cells.text(line, 0, sentence, whole / _SENTENCE, "sentence")
        sheet.set_row(line, LINE * _SENTENCE * lines + 4)
    for line, row in enumerate(summary.rows, start=5 + len(summary.sentences)):
        cells.row(line, row, _SUMMARY_WIDTHS, ("label", "value", "note"))
    sheet.hide_gridlines(2)
    _for_paper(sheet)


def _for_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&L&A&RFourways · &P / &N")
