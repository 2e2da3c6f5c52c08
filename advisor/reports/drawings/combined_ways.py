"""The ways in of a workload as a column: what starts the work, then the services that it comes through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.pictures.drawing import Shape, Words
from advisor.pictures.fonts import text_width
from advisor.pictures.icons import GRID, icon
from advisor.reports.drawings.architecture_cards import GAP, NOTE, NOTE_LINE, SLACK, card_shape, cards
from advisor.reports.drawings.architecture_pieces import ARROW, BETWEEN, arrow, start_lines
from advisor.reports.drawings.combined_shared import Entrance
from advisor.reports.report.architecture import Node

#: Beside the boxes runs the line that leads from what starts the work into them.
_BUS = 20.0
_APART = 20.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ways:
    """The column's shapes, how far down it reaches, and the points from which lines go on."""

    shapes: list[Shape]
    bottom: float
    outs: list[Point]


@dataclass(frozen=True, slots=True)
class Column:
    """Where the column stands; lines go on at its ``out`` side, arrows into its boxes come from the other."""

    left: float
    width: float
    out: Literal["left", "right"]

    @property
    def box_left(self) -> float:
        return self.left + (_BUS if self.out == "right" else 0)

    @property
    def box_width(self) -> float:
        return self.width - _BUS

    @property
    def box_in(self) -> float:
        return self.box_left + (0 if self.out == "right" else self.box_width)

    @property
    def box_out(self) -> float:
        return self.box_left + (self.box_width if self.out == "right" else 0)

    @property
    def bus(self) -> float:
        """Where the line into the boxes goes down: below the icons, or at the column's right edge."""
        return self.left + (GRID / 2 if self.out == "right" else self.width - _BUS / 2)


def ways(entrances: Sequence[Entrance], column: Column, y: float) -> Ways:
    """Return all entrances below each other."""
    whole = Ways([], y, [])
    for entrance in entrances:
        top = whole.bottom + (_APART if whole.shapes else 0)
        one = _entrance(entrance, column, top)
        whole = Ways([*whole.shapes, *one.shapes], one.bottom, [*whole.outs, *one.outs])
    return whole


def _entrance(entrance: Entrance, column: Column, y: float) -> Ways:
    shapes: list[Shape] = []
    outs: list[Point] = []
    begin: list[Point] = []
    for number, start in enumerate(entrance.starts):
        drawn, out, below, bottom = _start(start, column, y + (BETWEEN if number else 0))
        shapes += drawn
        if not entrance.through:
            outs.append(out)
        begin = [below] if column.out == "right" else [out, (column.bus, out[1])]
        y = bottom
    if not entrance.through:
        return Ways(shapes, y, outs)
    boxes = _through(entrance, column, y + (ARROW if entrance.starts else 0), begin)
    return Ways(shapes + boxes.shapes, boxes.bottom, boxes.outs)


def _start(node: Node, column: Column, y: float) -> tuple[list[Shape], Point, Point, float]:
    """Return what starts the work, where a line leaves at its side or below it, and how far it reaches."""
    left = column.left + GRID + GAP
    lines = start_lines(node, column.width - GRID - GAP - 8)
    shapes: list[Shape] = [icon(node.icon, column.left, y)]
    for n, (text, bold) in enumerate(lines):
        base = y + 1.5 + n * NOTE_LINE + NOTE
        shapes.append(Words(left, base, text, NOTE, bold=bold, tone="ink" if bold else "soft"))
    first, bold = lines[0]
    beside = left + text_width(first, NOTE, bold=bold) / SLACK + 6
    out = (beside, y + GRID / 2)
    return shapes, out, (column.bus, y + GRID + 4), y + max(GRID, len(lines) * NOTE_LINE)


def _through(entrance: Entrance, column: Column, y: float, begin: Sequence[Point]) -> Ways:
    """Return the boxes with the arrows into them and between them."""
    shapes: list[Shape] = []
    outs: list[Point] = []
    above: Node | None = None
    for card in cards(entrance.through, column.box_width):
        node = card.node
        handed = above is not None and (above.slug, node.slug) in entrance.chained
        top = y + (ARROW if handed else BETWEEN) if above else y
        middle = top + card.height // 2
        if handed:
            x = column.box_left + column.box_width / 2
            shapes.append(arrow((x, y), (x, top)))
        if begin and node.slug in entrance.first:
            shapes.append(arrow(*begin, (column.bus, middle), (column.box_in, middle)))
        shapes.append(card_shape(card, column.box_left, top, card.height, ""))
        if node.slug in entrance.last:
            outs.append((column.box_out, middle))
        y, above = top + card.height, node
    return Ways(shapes, y, outs)
