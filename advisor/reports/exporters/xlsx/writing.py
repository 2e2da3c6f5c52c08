"""Writing tables and the summary into a workbook: every cell typed, no text ever a formula."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import pgettext
from xlsxwriter.worksheet import Worksheet

from advisor.reports.exporters.harmless import visible
from advisor.reports.exporters.xlsx.heights import LINE, height_of, lines_of
from advisor.reports.exporters.xlsx.looks import SHAPES, Looks
from advisor.reports.exporters.xlsx.summary import Summary
from advisor.reports.exporters.xlsx.tables import Cell, Column, Link, Marked, Quantity, Row, Table

#: What a cell holds at most, in UTF-16 units, and an address behind it in characters.
LONGEST_CELL = 32_767
LONGEST_ADDRESS = 2_000
#: Links that one sheet may have; the further addresses are text.
MOST_LINKS = 60_000
_A4 = 9
_SUMMARY_WIDTHS = (26, 38, 76)
#: The summary's sentences are so much larger than the text of tables.
_SENTENCE = 1.2
#: What a filter's button takes of a column's heading, in characters.
_BUTTON = 3


class Cells:
    """Writes the cells of one sheet."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self._sheet = sheet
        self._looks = looks
        self._links = 0
        self._writers: dict[type, Callable[[int, int, Any, str], None]] = {
            str: self.text,
            int: self._number,
            float: self._number,
            date: self._date,
            Link: self._link,
            Quantity: self._quantity,
            Marked: self.marked,
            type(None): self._blank,
        }

    def write(self, line: int, place: int, cell: Cell, look: str) -> None:
        """Write a cell as what it is; ``look`` is for text and plain numbers."""
        self._writers[type(cell)](line, place, cell, look)

    def text(self, line: int, place: int, text: str, look: str) -> None:
        """Write a text as a text, whatever it begins with."""
        if text:
            self._sheet.write_string(line, place, fitting(text), self._looks(look))
        else:
            self._blank(line, place, None, look)

    def marked(self, line: int, place: int, marked: Marked, look: str) -> None:
        """Write a strategy with its shape, in its colour."""
        shape = SHAPES.get(marked.strategy, "")
        text = f"{shape} {marked.name}".lstrip()
        self._sheet.write_string(line, place, fitting(text), self._looks.strategy(look, marked.strategy))

    def _number(self, line: int, place: int, number: float, look: str) -> None:
        self._sheet.write_number(line, place, number, self._looks(look))

    def _quantity(self, line: int, place: int, quantity: Quantity, look: str) -> None:
        whole = quantity.number == int(quantity.number)
        form = self._looks.quantity(visible(quantity.unit), whole=whole)
        self._sheet.write_number(line, place, quantity.number, form)

    def _date(self, line: int, place: int, day: date, look: str) -> None:
        self._sheet.write_datetime(line, place, day, self._looks("date"))

    def _link(self, line: int, place: int, link: Link, look: str) -> None:
        if not is_web_address(link.address) or self._links >= MOST_LINKS:
            self.text(line, place, link.text, look)
            return
        self._links += 1
        self._sheet.write_url(line, place, link.address, self._looks("link"), fitting(link.text))

    def _blank(self, line: int, place: int, nothing: None, look: str) -> None:
        self._sheet.write_blank(line, place, None, self._looks(look))


def fitting(text: str) -> str:
    """Return a text that a cell can hold: what is too long is cut and says so."""
    text = visible(text, keep_lines=True)
    if len(text) <= LONGEST_CELL // 2 or _units(text) <= LONGEST_CELL:
        return text
    mark = pgettext("spreadsheet", " … (cut here: a cell holds no more)")
    room = (LONGEST_CELL - _units(mark)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + mark


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def is_web_address(address: str) -> bool:
    """Tell whether an address may be a link."""
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def write_table(sheet: Worksheet, table: Table, looks: Looks) -> None:
    """Write a table: heading frozen and repeated on paper, an Excel table with filters where it has rows."""
    cells = Cells(sheet, looks)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        cells.text(0, place, column.title, _head(column))
    sheet.set_row(0, height_of((c.title, c.width - _BUTTON) for c in table.columns))
    for line, row in enumerate(table.rows, start=1):
        _write_row(sheet, cells, line, row, table.columns)
    if table.rows:
        head = [{"header": visible(c.title), "header_format": looks(_head(c))} for c in table.columns]
        options = {"name": f"{table.slug}_table", "columns": head, "style": None}
        sheet.add_table(0, 0, len(table.rows), len(table.columns) - 1, options)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    _for_paper(sheet)


def _head(column: Column) -> str:
    return "head_right" if column.look in ("points", "number") else "head"


def _write_row(sheet: Worksheet, cells: Cells, line: int, row: Row, columns: tuple[Column, ...]) -> None:
    texts = []
    for place, (cell, column) in enumerate(zip(row, columns, strict=True)):
        cells.write(line, place, cell, column.look)
        if type(cell) is str:
            texts.append((cell, column.width))
    height = height_of(texts)
    if height is not None:
        sheet.set_row(line, height)


def write_summary(sheet: Worksheet, summary: Summary, looks: Looks) -> None:
    """Write a verdict as one page: what is recommended large, the facts below it."""
    cells = Cells(sheet, looks)
    for place, width in enumerate(_SUMMARY_WIDTHS):
        sheet.set_column(place, place, width)
    cells.text(0, 0, summary.title, "title")
    cells.text(1, 0, summary.subtitle, "subtitle")
    cells.marked(3, 0, summary.strategy, "verdict")
    for line, height in ((0, 34), (1, 18), (3, 42)):
        sheet.set_row(line, height)
    line = 4
    for sentence in summary.sentences:
        sheet.merge_range(line, 0, line, len(_SUMMARY_WIDTHS) - 1, "", looks("sentence"))
        cells.text(line, 0, sentence, "sentence")
        sheet.set_row(line, LINE * _SENTENCE * lines_of(sentence, sum(_SUMMARY_WIDTHS) / _SENTENCE) + 4)
        line += 1
    for label, value, note in summary.rows:
        line += 1
        texts = (label, value, note)
        for place, (text, look) in enumerate(zip(texts, ("label", "value", "note"), strict=True)):
            cells.text(line, place, text, look)
        sheet.set_row(line, height_of(zip(texts, _SUMMARY_WIDTHS, strict=True)))
    sheet.hide_gridlines(2)
    _for_paper(sheet)


def _for_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&L&A&RFourways · &P / &N")
