"""A whole workload, tall, for telephones: the ways in above, then the components below each other."""

from __future__ import annotations

from advisor.pictures.drawing import Shape
from advisor.reports.drawings.architecture_cards import caption_lines, card_shape, cards
from advisor.reports.drawings.architecture_pieces import (
    ARROW,
    BETWEEN,
    Piece,
    around,
    arrow,
    heading,
    line,
)
from advisor.reports.drawings.combined_broad import component_names
from advisor.reports.drawings.combined_shared import Row, Whole
from advisor.reports.drawings.combined_ways import Column, Ways, ways
from advisor.reports.drawings.lettering import SOFT
from advisor.reports.report.architecture import Node

WIDTH = 306.0
_EDGE = 1.0
_TRUNK, _LEFT = 6.0, 24.0
_TOP, _HEAD, _APART = 32.0, 24.0, 24.0


def tall(whole: Whole, titles: tuple[str, str, str], missing: str, more: str) -> Piece:
    """Return the shapes; the texts are those of the broad layout."""
    left = _LEFT if whole.entrances else _EDGE
    into = ways(whole.entrances, Column(left, WIDTH - _EDGE - left, "left"), _TOP)
    shapes: list[Shape] = [heading(titles[1], _EDGE, 0), *into.shapes]
    y = into.bottom + (_APART if whole.entrances else 0)
    middles = []
    for row in whole.rows:
        drawn, middle = _row(row, left, y, f"{titles[0]}: {_today(row.today) or missing}")
        shapes += drawn.shapes
        if row.comes_in:
            middles.append(middle)
        y = drawn.bottom + _APART
    y -= _APART
    shapes += _joined(into, middles, left)
    if more:
        shapes += SOFT.set([more], left, y + 8)
        y += 8 + SOFT.leading
    if not whole.groups:
        return Piece(shapes, y + _EDGE)
    shapes.append(heading(titles[2], _EDGE, y + _APART))
    rest = around(whole.groups, "", _EDGE, y + _APART + _TOP, WIDTH - 2 * _EDGE, 2)
    return Piece([*shapes, *rest.shapes], rest.bottom + _EDGE)


def _today(node: Node | None) -> str:
    """Return what a component is today, on one line."""
    return ", ".join((node.name, *node.notes)) if node else ""


def _row(row: Row, x: float, y: float, today: str) -> tuple[Piece, float]:
    """Return one component and the middle of what runs it."""
    width = WIDTH - _EDGE - x
    shapes = component_names(row, x, y, width)
    before = caption_lines(today, width)
    shapes += SOFT.set(before, x, y + _HEAD - 4)
    top = y + _HEAD + SOFT.height(before)
    compute, database = cards((row.compute, row.database), width)
    below = top + compute.height + (ARROW if row.keeps_data else BETWEEN)
    shapes.append(card_shape(compute, x, top, compute.height, row.strategy))
    if row.keeps_data:
        middle = x + width // 2
        shapes.append(arrow((middle, top + compute.height), (middle, below)))
    shapes.append(card_shape(database, x, below, database.height, row.strategy))
    return Piece(shapes, below + database.height), top + compute.height // 2


def _joined(into: Ways, middles: list[float], left: float) -> list[Shape]:
    """Lead all ways in along one line at the left into every component that they reach."""
    if not into.outs or not middles:
        return []
    first = middles[0]
    shapes: list[Shape] = [line((left, y), (_TRUNK, y), (_TRUNK, first)) for _, y in into.outs]
    return shapes + [arrow((_TRUNK, first), (_TRUNK, y), (left, y)) for y in middles]
