"""Pieces that both layouts of an architecture share: today's column, starts, and grids of boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from advisor.pictures.drawing import Path, Shape, Words
from advisor.pictures.fonts import wrapped
from advisor.pictures.icons import GRID, icon
from advisor.reports.drawings.architecture_cards import (
    NOTE,
    NOTE_LINE,
    Card,
    caption_lines,
    card_shape,
    cards,
)
from advisor.reports.report.architecture import ArchitecturePart, Group, Node, Region

TITLE = 15.0
#: Between two boxes, and between a box and the one that it leads to.
BETWEEN, ARROW = 12.0, 26.0
_INDENT = 22.0
_TITLE_GAP, _GROUP_GAP = 6.0, 8.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Shapes and how far down they reach."""

    shapes: list[Shape]
    bottom: float


def arrow(*points: tuple[float, float], standby: bool = False) -> Path:
    """Return an arrow through points, each beside, above or below the one before."""
    return replace(line(*points, standby=standby), arrow=True)


def line(*points: tuple[float, float], standby: bool = False) -> Path:
    """Return a line through points, each beside, above or below the one before."""
    steps = [f"H{x:g}" if y == before else f"V{y:g}" for (_, before), (x, y) in pairwise(points)]
    (x, y), *_ = points
    return Path(f"M{x:g} {y:g}{''.join(steps)}", stroke="ink", stroke_width=1.25, dashed=standby)


def heading(text: str, x: float, y: float) -> Words:
    """Return the title of one side, its top at ``y``."""
    return Words(x, y + TITLE, text, TITLE, bold=True)


def today_column(part: ArchitecturePart, x: float, y: float, width: float) -> Piece:
    """Return today's workload, the application above what it keeps its data in."""
    if not part.today:
        lines = caption_lines(part.today_missing, width)
        said = [Words(x, y + NOTE + n * NOTE_LINE, text, NOTE, tone="soft") for n, text in enumerate(lines)]
        return Piece([*said], y + len(lines) * NOTE_LINE)
    application, stores = part.today[0], part.today[1:]
    (card,) = cards([application], width)
    shapes: list[Shape] = [card_shape(card, x, y, card.height, "")]
    bottom = y + card.height
    if len(stores) == 1:
        (store,) = cards(stores, width)
        shapes.append(arrow((x + width / 2, bottom), (x + width / 2, bottom + ARROW)))
        shapes.append(card_shape(store, x, bottom + ARROW, store.height, ""))
        return Piece(shapes, bottom + ARROW + store.height)
    return _tree(stores, shapes, x, bottom, width)


def _tree(stores: Sequence[Node], shapes: list[Shape], x: float, top: float, width: float) -> Piece:
    """Hang several stores below the application, an arrow to each."""
    bottom = top
    for store in cards(stores, width - _INDENT):
        at = bottom + BETWEEN
        middle = at + store.height // 2
        shapes.append(arrow((x + 8, top), (x + 8, middle), (x + _INDENT, middle)))
        shapes.append(card_shape(store, x + _INDENT, at, store.height, ""))
        bottom = at + store.height
    return Piece(shapes, bottom)


def start_lines(node: Node, width: float) -> list[tuple[str, bool]]:
    """Return the lines of what starts the work, each with whether it is bold."""
    name = [(text, True) for text in wrapped(node.label, width * 0.95, NOTE, bold=True)]
    return [*name, *((text, False) for note in node.notes for text in caption_lines(note, width))]


def start_below(node: Node, centre: float, y: float, width: float) -> list[Shape]:
    """Return what starts the work: its icon centred on (centre, y), its words below."""
    shapes: list[Shape] = [icon(node.icon, centre - GRID / 2, y - GRID / 2)]
    for n, (text, bold) in enumerate(start_lines(node, width)):
        base = y + GRID / 2 + 4 + n * NOTE_LINE + NOTE
        shapes.append(
            Words(centre, base, text, NOTE, bold=bold, tone="ink" if bold else "soft", anchor="middle")
        )
    return shapes


def core_nodes(part: ArchitecturePart, region: Region | None) -> list[Node]:
    """Return compute and database; those of the region that stands by have no notes of their own."""
    nodes = [part.compute, part.database]
    return [replace(node, notes=()) for node in nodes] if region and region.standby else nodes


@dataclass(frozen=True, slots=True)
class _Placed:
    """Boxes of one group in one row; ``title`` in lines, none where the group began in a row above."""

    title: list[str]
    boxes: tuple[Card, ...]
    column: int


def around(groups: Sequence[Group], strategy: str, x: float, y: float, width: float, columns: int) -> Piece:
    """Return the groups as rows of boxes; a short group stands beside the one before where it has room."""
    column = (width - (columns - 1) * BETWEEN) // columns
    shapes: list[Shape] = []
    for row in _rows(groups, column, columns):
        titles = max(len(placed.title) for placed in row)
        above = _GROUP_GAP if titles and shapes else 0
        top = y + (above + titles * NOTE_LINE + _TITLE_GAP if titles else 0)
        height = max(card.height for placed in row for card in placed.boxes)
        for placed in row:
            left = x + placed.column * (column + BETWEEN)
            for n, text in enumerate(placed.title):
                base = top - _TITLE_GAP - (len(placed.title) - 1 - n) * NOTE_LINE - 3
                shapes.append(Words(left, base, text, NOTE, tone="soft"))
            for n, card in enumerate(placed.boxes):
                shapes.append(card_shape(card, left + n * (column + BETWEEN), top, height, strategy))
        y = top + height + BETWEEN
    return Piece(shapes, y - BETWEEN if shapes else y)


def _rows(groups: Sequence[Group], column: float, columns: int) -> list[list[_Placed]]:
    rows: list[list[_Placed]] = []
    used = columns
    for group in groups:
        boxes = cards(group.nodes, column)
        begun = bool(rows and rows[-1][0].title)
        if not begun or used + len(boxes) > columns:
            rows.append([])
            used = 0
        for start in range(0, len(boxes), columns):
            some = boxes[start : start + columns]
            if start:
                rows.append([])
                used = 0
            room = len(some) * (column + BETWEEN) - BETWEEN
            title = [] if start else caption_lines(group.title, room)
            rows[-1].append(_Placed(title, some, used))
            used += len(some)
    return rows
