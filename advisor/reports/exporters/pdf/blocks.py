"""The blocks of a paper as plain values: dictionaries, lists and cleaned texts for the template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from advisor.pictures.svg import file_svg
from advisor.reports.exporters.glyphs import spelled, spelled_drawing
from advisor.reports.exporters.pdf import layout
from advisor.reports.exporters.pdf.layout import Sheet
from advisor.reports.exporters.pdf.words import Pieces, fits, pieces
from advisor.reports.harmless import visible
from advisor.reports.paper.blocks import (
    Block,
    Bullets,
    Cite,
    Facts,
    Figure,
    Heading,
    Inline,
    Item,
    Line,
    Mark,
    Numbers,
    Paragraph,
    Run,
    Sources,
    Table,
)

Values: TypeAlias = dict[str, Any]

_STYLES = {"body": layout.BODY, "lead": layout.LEAD, "note": layout.SMALL}
#: What the bullets and numbers of a list take of the width.
_INDENT = 24.0
#: A row that needs more lines than this may be broken between pages.
_WHOLE_ROW = 12
_WHOLE_ITEM = 40
_LONGEST_ADDRESS = 2000
_SOURCE = re.compile(r"#s(\d+)")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a part of a line stands: how wide the line is, its letters, and whether one line is enough."""

    width: float
    size: float
    bold: bool
    one_line: bool


class BlockWriter:
    """Turns the blocks of one paper into values, one after the other.

    ``anchors`` and ``numbers`` are where links and citations may lead. ``pictures`` holds the SVG of those
    met so far. ``spelled_out`` tells whether a character was met that has no glyph. ``level`` is the level
    of the last heading, as no level may be left out on the way down.
    """

    def __init__(self, sheet: Sheet, anchors: set[str], numbers: set[int]) -> None:
        self.pictures: dict[str, str] = {}
        self.spelled_out = False
        self.level = 0
        self._sheet = sheet
        self._anchors = frozenset(anchors)
        self._to_set = set(anchors)
        self._numbers = frozenset(numbers)
        self._to_list = set(numbers)

    def clean(self, text: str) -> str:
        """Return a text in one line of which every character can be seen and has a glyph."""
        seen = visible(text)
        told = spelled(seen)
        self.spelled_out = self.spelled_out or told.count("‹U+") > seen.count("‹U+")
        return told

    def words(
        self, text: str, width: float, size: float, *, bold: bool = False, alone: bool = True
    ) -> Pieces:
        """Return a clean text for a place ``width`` points wide; see :func:`words.pieces`."""
        return pieces(self.clean(text), width, size, bold=bold, alone=alone)

    def blocks(self, blocks: Iterable[Block]) -> list[Values]:
        """Return the values of blocks in their order."""
        return [self._block(block) for block in blocks]

    def _block(self, block: Block) -> Values:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(line, style):
                made = self._line(line, self._sheet.measure, _STYLES[style])
                return {"kind": "paragraph", "style": style, "line": made}
            case Bullets(items):
                width = self._sheet.measure - _INDENT
                return {"kind": "bullets", "items": [self._line(item, width, layout.BODY) for item in items]}
            case Numbers():
                return self._numbered(block)
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Facts():
                return self._facts(block)
            case Sources():
                return self._source_list(block)

    def _heading(self, heading: Heading) -> Values:
        size = layout.HEADINGS[heading.level]
        self.level = min(heading.level, self.level + 1)
        values: Values = {
            "kind": "heading",
            "level": self.level,
            "look": heading.level,
            "text": self.words(heading.text, self._sheet.inner * 0.9, size, bold=True),
            "strategy": heading.strategy,
        }
        if heading.number:
            values["number"] = self.clean(heading.number)
            values["finding"] = heading.text != heading.label
            values["label"] = self.words(heading.label, self._sheet.inner * 0.8, layout.BODY, bold=True)
        if heading.anchor in self._to_set:
            self._to_set.remove(heading.anchor)  # a label may be set once only
            values["anchor"] = f"part-{heading.anchor}"
        return values

    def _numbered(self, numbers: Numbers) -> Values:
        labels = [self.clean(label) for item in numbers.items for label, _ in item.details]
        text, rest = layout.beside(self._sheet.inner - _INDENT)
        column = layout.label_width(labels, rest, layout.SMALL)
        return {
            "kind": "numbers",
            "start": numbers.start,
            "detailed": bool(labels),
            "text": text,
            "gap": 2 * layout.GAP,
            "labels": column,
            "items": [self._item(item, text, rest, column) for item in numbers.items],
        }

    def _item(self, item: Item, width: float, rest: float, column: float) -> Values:
        """Return an item: its text ``width`` wide, its details in the ``rest``, their labels in a column."""
        details = [
            [
                self.words(label, column, layout.SMALL),
                self.words(text, rest - column - layout.GAP, layout.SMALL),
            ]
            for label, text in item.details
        ]
        room = width if details else self._sheet.measure - _INDENT
        sizes = (_length(item.line), *(len(text) * 2 for _, text in item.details))
        whole = max(sizes) * layout.BODY / width <= _WHOLE_ITEM
        return {"line": self._line(item.line, room, layout.BODY), "details": details, "whole": whole}

    def _table(self, table: Table) -> Values:
        count = len(table.columns)
        rows = [[*row[:count], *((),) * (count - len(row))] for row in table.rows]
        lengths = [[_length(cell) for cell in row] for row in rows]
        longest = [
            max([len(name), *(row[x] for row in lengths)], default=1) for x, name in enumerate(table.columns)
        ]
        widths = layout.column_widths(self._sheet, table.widths, longest)
        inner = [width - layout.GAP for width in widths[:-1]] + widths[-1:]
        return {
            "kind": "table",
            "columns": [
                self.words(name, width, layout.SMALL, bold=True)
                for name, width in zip(table.columns, inner, strict=True)
            ],
            "widths": widths,
            "gap": layout.GAP,
            "numeric": list(table.numeric),
            "heads": table.heads,
            "rows": [
                {"whole": _lines(sizes, inner) <= _WHOLE_ROW, "cells": self._cells(row, inner, table.heads)}
                for row, sizes in zip(rows, lengths, strict=True)
            ],
        }

    def _cells(self, row: Sequence[Line], widths: Sequence[float], heads: bool) -> list[Any]:
        return [
            self._line(cell, width, layout.NOTE, bold=heads and x == 0)
            for x, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]

    def _figure(self, figure: Figure) -> Values:
        drawing = figure.drawing
        name = f"figure-{len(self.pictures) + 1}"
        printed = spelled_drawing(drawing)
        self.spelled_out = self.spelled_out or printed != drawing
        self.pictures[name] = file_svg(printed)
        return {
            "kind": "figure",
            "name": name,
            "width": layout.figure_width(drawing, self._sheet),
            "alt": self.clean(drawing.description) or self.clean(drawing.title) or "–",
            "caption": self.words(figure.caption, self._sheet.inner, layout.SMALL),
        }

    def _facts(self, facts: Facts) -> Values:
        columns = layout.facts_a_row(len(facts.rows))
        width = (self._sheet.inner - layout.GAP * (columns - 1)) / columns
        rows = [
            [
                self.words(label, width, layout.SMALL),
                self.words(value, width, layout.BODY, bold=True),
                self.words(note, width, layout.SMALL),
            ]
            for label, value, note in facts.rows
        ]
        return {"kind": "facts", "columns": columns, "gap": layout.GAP, "rows": rows}

    def _source_list(self, sources: Sources) -> Values:
        width = self._sheet.inner - _INDENT
        items = []
        for item in sources.items:
            url = _address(item.url)
            values: Values = {
                "number": item.number,
                "title": self.words(item.title, width, layout.NOTE),
                "detail": self.words(item.detail, width, layout.SMALL),
                "url": url,
                "shown": self.words(url, width, layout.SMALL),
            }
            if item.number in self._to_list:
                self._to_list.remove(item.number)
                values["anchor"] = f"source-{item.number}"
            items.append(values)
        return {"kind": "sources", "items": items}

    def _line(self, line: Line, width: float, size: float, *, bold: bool = False) -> Any:
        """Return a line's parts, or one string where that is all there is."""
        place = _Place(width, size, bold, len(line) < 2 or self._fits(line, width, size))
        made = [self._inline(inline, place) for inline in line]
        for number, (before, after) in enumerate(pairwise(line), start=1):
            if isinstance(before, Cite) and isinstance(after, Cite):
                made[number]["comma"] = True
        return made[0] if len(made) == 1 and isinstance(made[0], str) else made

    def _fits(self, line: Line, width: float, size: float) -> bool:
        """Return whether all parts together need one line only; a sign takes as much as two letters."""
        texts = (inline.text if isinstance(inline, Run) else "——" for inline in line)
        return fits("".join(texts), width, size, bold=True)

    def _inline(self, inline: Inline, place: _Place) -> Any:
        match inline:
            case Run():
                return self._run(inline, place)
            case Cite(number=number):
                values: Values = {"cite": str(number)}
                return values | ({"anchor": f"source-{number}"} if number in self._numbers else {})
            case Mark(strategy):
                return {"mark": strategy}

    def _run(self, run: Run, place: _Place) -> Any:
        if run.text == "\n":
            return {"break": True}
        words = self.words(
            run.text, place.width, place.size, bold=place.bold or run.bold, alone=place.one_line
        )
        styles = {name: True for name in ("bold", "soft", "code") if getattr(run, name)}
        values = {**styles, **self._target(run.link)}
        return words if isinstance(words, str) and not values else {"text": words, **values}

    def _target(self, link: str) -> Values:
        """Return where a link leads: an https address or a place in this paper; nothing else is a link."""
        if url := _address(link):
            return {"url": url}
        if link[1:] in self._anchors and link.startswith("#"):
            return {"anchor": f"part-{link[1:]}"}
        source = _SOURCE.fullmatch(link)
        if source and int(source[1]) in self._numbers:
            return {"anchor": f"source-{source[1]}"}
        return {}


def _address(url: str) -> str:
    clean = visible(url).strip()
    return clean if clean.startswith("https://") and len(clean) <= _LONGEST_ADDRESS else ""


def _length(cell: Line) -> int:
    return sum(len(inline.text) for inline in cell if isinstance(inline, Run))


def _lines(lengths: Sequence[int], widths: Sequence[float]) -> float:
    """Return at most how many lines a row needs: no letter is wider than high."""
    return max(
        (length * layout.NOTE / width for length, width in zip(lengths, widths, strict=True)), default=0
    )
