"""A whole workload, broad: today at the left, then the ways in, then a row for each component."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.pictures.drawing import Group, Path, Shape
from advisor.pictures.marks import mark
from advisor.reports.drawings.architecture_cards import SLACK, Card, card_shape, cards
from advisor.reports.drawings.architecture_pieces import ARROW, Piece, around, arrow, heading, line
from advisor.reports.drawings.combined_shared import Row, Whole
from advisor.reports.drawings.combined_ways import Column, Ways, ways
from advisor.reports.drawings.lettering import NAME, SOFT

WIDTH = 840.0
_COLUMNS = 5
_EDGE = 1.0
_TODAY, _DIVIDER, _AZURE = 176.0, 199.0, 223.0
_WAYS, _TRUNK = 158.0, 14.0
_TOP, _HEAD, _BETWEEN, _BELOW = 34.0, 24.0, 18.0, 26.0
_MARK, _MARK_GAP, _APART = 13.0, 7.0, 8.0


@dataclass(frozen=True, slots=True)
class _Line:
    """One row with its boxes; ``height`` is that of the boxes, below the line of names."""

    row: Row
    today: Card | None
    core: tuple[Card, ...]

    @property
    def core_height(self) -> float:
        return max(card.height for card in self.core)

    @property
    def height(self) -> float:
        return max(card.height for card in (*self.core, *([self.today] if self.today else [])))


def broad(whole: Whole, titles: tuple[str, str, str], missing: str, more: str) -> Piece:
    """Return the shapes. ``titles`` head both sides and what is around.

    ``missing`` says that nothing is known of today, ``more`` how many components are not drawn, or is "".
    """
    core = _AZURE + (_WAYS + 2 * _TRUNK + 6 if whole.entrances else 0)
    lines = [_line(row, core) for row in whole.rows]
    height = sum(_HEAD + one.height for one in lines) + _BETWEEN * (len(lines) - 1)
    into = ways(whole.entrances, Column(_AZURE, _WAYS, "right"), 0)
    into = ways(whole.entrances, Column(_AZURE, _WAYS, "right"), _TOP + max(0.0, (height - into.bottom) // 2))
    shapes: list[Shape] = [heading(titles[0], _EDGE, 0), heading(titles[1], _AZURE, 0), *into.shapes]
    y, middles = _TOP, []
    for one in lines:
        shapes += _drawn(one, core, y, missing)
        if one.row.comes_in:
            middles.append(y + _HEAD + one.core_height // 2)
        y += _HEAD + one.height + _BETWEEN
    y -= _BETWEEN
    shapes += _joined(into, middles, core)
    if more:
        shapes += SOFT.set([more], core, y + 8)
        y += 8 + SOFT.leading
    y = max(y, into.bottom)
    shapes.append(Path(f"M{_DIVIDER} 2V{y}", stroke="control", stroke_width=1))
    if not whole.groups:
        return Piece(shapes, y + _EDGE)
    shapes.append(heading(titles[2], _EDGE, y + _BELOW))
    rest = around(whole.groups, "", _EDGE, y + _BELOW + _TOP, WIDTH - 2 * _EDGE, _COLUMNS)
    return Piece([*shapes, *rest.shapes], rest.bottom + _EDGE)


def _line(row: Row, core: float) -> _Line:
    box = (WIDTH - _EDGE - core - ARROW) // 2
    today = cards([row.today], _TODAY) if row.today else (None,)
    return _Line(row, today[0], cards((row.compute, row.database), box))


def _drawn(line_: _Line, core: float, y: float, missing: str) -> list[Shape]:
    """Return one component: its names, what it is today, what it becomes."""
    row, top = line_.row, y + _HEAD
    shapes = component_names(row, core, y, WIDTH - _EDGE - core)
    shapes += NAME.set(NAME.fitted(numbered(row), _TODAY), _EDGE, y)
    if line_.today:
        shapes.append(card_shape(line_.today, _EDGE, top, line_.today.height, ""))
    else:
        shapes += SOFT.set(SOFT.fitted(missing, _TODAY, 3), _EDGE, top)
    height = line_.core_height
    compute, database = line_.core
    data = core + compute.width + ARROW
    shapes.append(card_shape(compute, core, top, height, row.strategy))
    shapes.append(card_shape(database, data, top, height, row.strategy))
    if row.keeps_data:
        shapes.append(arrow((core + compute.width, top + height // 2), (data, top + height // 2)))
    return shapes


def numbered(row: Row) -> str:
    """Return a component's number and name."""
    return f"{row.component.number} {row.component.name}"


def component_names(row: Row, x: float, y: float, width: float) -> list[Shape]:
    """Return one line: the strategy's shape, the component, the strategy's name."""
    strategy = row.component.outcomes[0]
    room = width - _MARK - _MARK_GAP - SOFT.width(strategy) / SLACK - _APART
    name = NAME.fitted(numbered(row), room * SLACK)
    left = x + _MARK + _MARK_GAP
    beside = left + max(map(NAME.width, name), default=0) / SLACK + _APART
    return [
        Group(mark(row.strategy, 0, 0, _MARK), x, y + (NAME.leading - _MARK) / 2),
        *NAME.set(name, left, y),
        *SOFT.set([strategy], beside, y),
    ]


def _joined(into: Ways, middles: list[float], core: float) -> list[Shape]:
    """Lead all ways in along one line into every row that they reach."""
    if not into.outs or not middles:
        return []
    trunk = core - _TRUNK - 6
    first = middles[0]
    shapes: list[Shape] = [line((x, y), (trunk, y), (trunk, first)) for x, y in into.outs]
    return shapes + [arrow((trunk, first), (trunk, y), (core, y)) for y in middles]
