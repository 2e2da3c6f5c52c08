"""The broad layout: today at the left, then from left to right what comes in, what runs, what keeps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from advisor.pictures.drawing import Box, Path, Shape, Words
from advisor.pictures.icons import GRID
from advisor.reports.drawings.architecture_cards import NOTE, NOTE_LINE, Card, card_shape, cards
from advisor.reports.drawings.architecture_pieces import (
    ARROW,
    BETWEEN,
    Piece,
    around,
    arrow,
    core_nodes,
    heading,
    line,
    start_below,
    start_lines,
    today_column,
)
from advisor.reports.report.architecture import ArchitecturePart, Node, Region, WayIn

WIDTH = 840.0
_COLUMNS = 4
_EDGE = 1.0
_TODAY, _DIVIDER, _AZURE = 172.0, 195.0, 219.0
_TOP = 36.0
_START, _ENTRY = 88.0, 138.0
_FRAME_PAD, _FRAME_HEAD, _BETWEEN_FRAMES = 12.0, 30.0, 16.0
_LANES = 22.0


@dataclass(frozen=True, slots=True)
class _Lane:
    """One way in with its boxes; ``up`` and ``down`` are how far it reaches from its middle."""

    way: WayIn
    boxes: tuple[Card, ...]

    @property
    def _height(self) -> float:
        between = ARROW if self.way.chained else BETWEEN
        return sum(card.height for card in self.boxes) + between * max(0, len(self.boxes) - 1)

    @property
    def up(self) -> float:
        return max(GRID / 2 if self.way.start else 0, self._height // 2)

    @property
    def down(self) -> float:
        words = len(start_lines(self.way.start, _START)) * NOTE_LINE + 4 if self.way.start else 0
        return max(GRID / 2 + words if self.way.start else 0, self._height // 2)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of the flow begin; a column that is not needed is as wide as nothing."""

    entry: float
    frame: float
    compute: float
    data: float
    box: float

    @property
    def trunk(self) -> float:
        return self.frame - 14


def broad(part: ArchitecturePart) -> Piece:
    """Return the shapes."""
    today = today_column(part, _EDGE, _TOP, _TODAY)
    flow = _flow(part)
    shapes: list[Shape] = [
        heading(part.today_title, _EDGE, 0),
        heading(part.target_title, _AZURE, 0),
        *today.shapes,
        *flow.shapes,
    ]
    rest = around(part.groups, part.strategy, _AZURE, flow.bottom + 26, WIDTH - _EDGE - _AZURE, _COLUMNS)
    shapes += rest.shapes
    bottom = max(today.bottom, rest.bottom if part.groups else flow.bottom)
    shapes.append(Path(f"M{_DIVIDER} 2V{bottom}", stroke="control", stroke_width=1))
    return Piece(shapes, bottom + _EDGE)


def _flow(part: ArchitecturePart) -> Piece:
    """Return the way of the work through the regions."""
    columns = _columns(part)
    lanes = [_Lane(way, cards(way.through, _ENTRY)) for way in part.ways_in]
    frames = _frames(part, columns.box)
    middles = [frame.middle for frame in frames]
    middle = (middles[0] + middles[-1]) // 2
    above, below = _extent(lanes)
    top = _TOP + max(0, above - middle)
    shapes: list[Shape] = []
    for frame in frames:
        shapes += _region(part, frame, columns, top)
    middles = [top + frame.middle for frame in frames]
    if len(frames) > 1 and part.database.role != "open":
        x = columns.data + columns.box // 2
        start, end = top + frames[0].box_top + frames[0].box_height, top + frames[1].box_top
        shapes.append(arrow((x, start), (x, end), standby=True))
    shapes += _lanes(part, lanes, columns, top + middle, middles)
    return Piece(shapes, max(top + frames[-1].bottom, top + middle + below))


@dataclass(frozen=True, slots=True)
class _Frame:
    """Compute and database in one region, ``y`` below the flow's top; ``region`` where one is known."""

    region: Region | None
    core: tuple[Card, ...]
    y: float

    @property
    def standby(self) -> bool:
        return bool(self.region and self.region.standby)

    @property
    def box_height(self) -> float:
        return max(card.height for card in self.core)

    @property
    def box_top(self) -> float:
        return self.y + (_FRAME_HEAD if self.region else 0)

    @property
    def middle(self) -> float:
        return self.box_top + self.box_height // 2

    @property
    def bottom(self) -> float:
        return self.box_top + self.box_height + (_FRAME_PAD if self.region else 0)


def _frames(part: ArchitecturePart, box: float) -> list[_Frame]:
    frames: list[_Frame] = []
    for region in part.regions or (None,):
        y = frames[-1].bottom + _BETWEEN_FRAMES if frames else 0
        frames.append(_Frame(region, cards(core_nodes(part, region), box), y))
    return frames


def _columns(part: ArchitecturePart) -> _Columns:
    starts = any(way.start for way in part.ways_in)
    entries = any(way.through for way in part.ways_in)
    entry = _AZURE + (_START + 30 if starts else 0)
    frame = entry + (_ENTRY + 30 if entries else 0)
    pad = _FRAME_PAD if part.regions else 0
    room = WIDTH - _EDGE - frame - 2 * pad
    box = (room - ARROW) // 2
    return _Columns(entry, frame, frame + pad, frame + pad + box + ARROW, box)


def _extent(lanes: list[_Lane]) -> tuple[float, float]:
    """Return how far all lanes reach above and below the middle between their first and last line."""
    if not lanes:
        return 0, 0
    lines = sum(one.down + _LANES + other.up for one, other in pairwise(lanes))
    return lanes[0].up + lines // 2, lanes[-1].down + lines // 2


def _region(part: ArchitecturePart, frame: _Frame, columns: _Columns, top: float) -> list[Shape]:
    """Return one region; what is not recommended is not repeated in the one that stands by."""
    shapes: list[Shape] = []
    if frame.region:
        x, y, height = columns.frame, top + frame.y, frame.bottom - frame.y
        shapes = [
            Box(x, y, WIDTH - _EDGE - x, height, "none", "control", 1, corner=3, dashed=frame.standby),
            Words(x + _FRAME_PAD, y + 20, frame.region.name, NOTE, tone="soft"),
        ]
    y, height = top + frame.box_top, frame.box_height
    for card, x in zip(frame.core, (columns.compute, columns.data), strict=True):
        if not (frame.standby and card.node.role == "open"):
            shapes.append(card_shape(card, x, y, height, part.strategy, standby=frame.standby))
    if part.keeps_data:
        middle = top + frame.middle
        ends = (columns.compute + columns.box, middle), (columns.data, middle)
        shapes.append(arrow(*ends, standby=frame.standby))
    return shapes


def _lanes(
    part: ArchitecturePart, lanes: list[_Lane], columns: _Columns, middle: float, middles: list[float]
) -> list[Shape]:
    shapes: list[Shape] = []
    y = middle - _extent(lanes)[0]
    outs: list[tuple[float, float]] = []
    for lane in lanes:
        y += lane.up
        if lane.way.start:
            shapes += start_below(lane.way.start, _AZURE + _START / 2, y, _START)
        drawn, ends = _through(part, lane, columns, y)
        shapes += drawn
        outs += ends
        y += lane.down + _LANES
    return shapes + (_joined(outs, columns, middles) if part.compute.role != "open" else [])


def _through(
    part: ArchitecturePart, lane: _Lane, columns: _Columns, y: float
) -> tuple[list[Shape], list[tuple[float, float]]]:
    """Return the boxes of one lane with the arrows into them, and from where lines go on."""
    from_start = _AZURE + _START / 2 + GRID / 2 + 6
    if not lane.boxes:
        return [], [(from_start, y)]
    shapes: list[Shape] = []
    top = y - lane._height // 2
    middles: dict[Node, float] = {}
    for n, card in enumerate(lane.boxes):
        if n and lane.way.chained:
            x = columns.entry + _ENTRY / 2
            shapes.append(arrow((x, top - ARROW), (x, top)))
        shapes.append(card_shape(card, columns.entry, top, card.height, part.strategy))
        middles[card.node] = top + card.height // 2
        top += card.height + (ARROW if lane.way.chained else BETWEEN)
    if lane.way.start:
        bus = columns.entry - 16
        for node in lane.way.first:
            at = middles[node]
            shapes.append(arrow((from_start, y), (bus, y), (bus, at), (columns.entry, at)))
    return shapes, [(columns.entry + _ENTRY, middles[node]) for node in lane.way.last]


def _joined(outs: list[tuple[float, float]], columns: _Columns, middles: list[float]) -> list[Shape]:
    """Join all lanes into one arrow for the active region and a dashed one for the region that stands by."""
    if not outs:
        return []
    trunk, active = columns.trunk, middles[0]
    shapes: list[Shape] = [line((x, y), (trunk, y), (trunk, active)) for x, y in outs]
    shapes.append(arrow((trunk, active), (columns.compute, active)))
    for standby in middles[1:]:
        begin = max(y for _, y in outs)
        shapes.append(arrow((trunk, begin), (trunk, standby), (columns.compute, standby), standby=True))
    return shapes
