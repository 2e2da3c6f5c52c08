"""The tall layout for telephones: today above, then from top to bottom what comes in, runs and keeps."""

from __future__ import annotations

from advisor.pictures.drawing import Box, Path, Shape, Words
from advisor.pictures.icons import GRID, icon
from advisor.reports.drawings.architecture_cards import (
    GAP,
    NOTE,
    NOTE_LINE,
    Card,
    card_shape,
    cards,
)
from advisor.reports.drawings.architecture_pieces import (
    ARROW,
    BETWEEN,
    Piece,
    around,
    arrow,
    core_nodes,
    heading,
    line,
    start_lines,
    today_column,
)
from advisor.reports.report.architecture import ArchitecturePart, Node, WayIn

WIDTH = 306.0
_EDGE = 1.0
_TOP = 32.0
_SIDES = 28.0
#: Left of all boxes runs the line that leads into the regions, right of them the one between databases.
_TRUNK, _LEFT, _COPY = 6.0, 22.0, 300.0
_PAD, _HEAD = 10.0, 28.0
#: Where arrows between boxes go down, and the room beside boxes that an arrow goes around.
_DOWN, _AROUND = 42.0, 14.0


def tall(part: ArchitecturePart) -> Piece:
    """Return the shapes."""
    today = today_column(part, _EDGE, _TOP, WIDTH - 2 * _EDGE)
    divider = today.bottom + _SIDES / 2
    y = today.bottom + _SIDES
    shapes: list[Shape] = [
        heading(part.today_title, _EDGE, 0),
        *today.shapes,
        Path(f"M0 {divider}H{WIDTH}", stroke="control", stroke_width=1),
        heading(part.target_title, _EDGE, y),
    ]
    y += _TOP
    outs: list[float] = []
    for way in part.ways_in:
        drawn, ends = _way(part, way, y)
        shapes += drawn.shapes
        outs += ends
        y = drawn.bottom + BETWEEN
    regions, ins = _regions(part, y)
    shapes += regions.shapes
    if part.compute.role != "open":
        shapes += _joined(outs, ins, _LEFT + (_PAD if part.regions else 0))
    rest = around(part.groups, part.strategy, _EDGE, regions.bottom + 20, WIDTH - 2 * _EDGE, 2)
    return Piece(shapes + rest.shapes, (rest.bottom if part.groups else regions.bottom) + _EDGE)


def _way(part: ArchitecturePart, way: WayIn, y: float) -> tuple[Piece, list[float]]:
    """Return one way in, and the heights from which lines go on."""
    if way.start is None:
        return _through(part, way, y)
    start = _start(way.start, y)
    if not way.through:
        return start, [y + GRID / 2]
    boxes, ends = _through(part, way, start.bottom + ARROW)
    down = arrow((_DOWN, start.bottom), (_DOWN, start.bottom + ARROW))
    return Piece([*start.shapes, down, *boxes.shapes], boxes.bottom), ends


def _through(part: ArchitecturePart, way: WayIn, y: float) -> tuple[Piece, list[float]]:
    """Return boxes below each other; those that are side by side are led to around the right of the first."""
    shapes: list[Shape] = []
    middles: dict[Node, float] = {}
    beside = way.start and len(way.first) > 1
    right = WIDTH - _EDGE - (_AROUND if beside else 0)
    branch = y - ARROW / 2
    for n, card in enumerate(cards(way.through, right - _LEFT)):
        if n and way.chained:
            shapes.append(arrow((_DOWN, y), (_DOWN, y + ARROW)))
        top = y + ((ARROW if way.chained else BETWEEN) if n else 0)
        middle = middles[card.node] = top + card.height // 2
        if n and beside:
            x = right + _AROUND - 2
            shapes.append(arrow((_DOWN, branch), (x, branch), (x, middle), (right, middle)))
        shapes.append(card_shape(card, _LEFT, top, card.height, part.strategy))
        y = top + card.height
    return Piece(shapes, y), [middles[node] for node in way.last]


def _start(node: Node, y: float) -> Piece:
    """Return what starts the work: its icon with the words beside it."""
    x = _LEFT + 10
    shapes: list[Shape] = [icon(node.icon, x, y)]
    lines = start_lines(node, WIDTH - _EDGE - x - GRID - GAP)
    for n, (text, bold) in enumerate(lines):
        base = y + 1.5 + n * NOTE_LINE + NOTE
        shapes.append(Words(x + GRID + GAP, base, text, NOTE, bold=bold, tone="ink" if bold else "soft"))
    return Piece(shapes, y + max(GRID, len(lines) * NOTE_LINE) + 2)


def _regions(part: ArchitecturePart, y: float) -> tuple[Piece, list[float]]:
    """Return compute above database for each region, and where each compute's middle is."""
    right = (_COPY - 10) if part.standby else WIDTH - _EDGE
    edge = _LEFT if part.ways_in else _EDGE
    framed = bool(part.regions)
    left = edge + (_PAD if framed else 0)
    width = right - left - (_PAD if framed else 0)
    shapes: list[Shape] = []
    ins, stores = [], []
    for region in part.regions or (None,):
        standby = bool(region and region.standby)
        top = y + (_HEAD if framed else 0)
        core = cards(core_nodes(part, region), width)
        drawn, compute, data = _core(part, core, left, top, standby=standby)
        ins.append(compute)
        stores.append(data)
        bottom = drawn.bottom + (_PAD if framed else 0)
        if region:
            shapes += [
                Box(edge, y, right - edge, bottom - y, "none", "control", 1, corner=3, dashed=standby),
                Words(left, y + 19, region.name, NOTE, tone="soft"),
            ]
        shapes += drawn.shapes
        y = bottom + BETWEEN
    if len(stores) > 1 and part.database.role != "open":
        (start, end), x = stores, left + width
        shapes.append(arrow((x, start), (_COPY, start), (_COPY, end), (x, end), standby=True))
    return Piece(shapes, y - BETWEEN), ins


def _core(
    part: ArchitecturePart, core: tuple[Card, ...], x: float, y: float, *, standby: bool
) -> tuple[Piece, float, float]:
    """Return compute and database, and the middles of both."""
    shapes: list[Shape] = []
    middles: list[float] = []
    bottom = y
    for card in core:
        above = ARROW if part.keeps_data else BETWEEN
        top = bottom + (above if bottom > y else 0)
        middles.append(top + card.height // 2)
        if standby and card.node.role == "open":
            continue
        if middles[1:] and part.keeps_data:
            shapes.append(arrow((x + card.width // 2, bottom), (x + card.width // 2, top), standby=standby))
        shapes.append(card_shape(card, x, top, card.height, part.strategy, standby=standby))
        bottom = top + card.height
    return Piece(shapes, bottom), middles[0], middles[1]


def _joined(outs: list[float], ins: list[float], into: float) -> list[Shape]:
    """Lead all ways in into the active region, and dashed into the region that stands by."""
    if not outs:
        return []
    shapes: list[Shape] = [line((_LEFT, y), (_TRUNK, y), (_TRUNK, ins[0])) for y in outs]
    shapes.append(arrow((_TRUNK, ins[0]), (into, ins[0])))
    shapes += [arrow((_TRUNK, ins[0]), (_TRUNK, y), (into, y), standby=True) for y in ins[1:]]
    return shapes
