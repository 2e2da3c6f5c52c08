"""What would change this, as a map: from today's outcome, by the answers, to the outcomes they lead to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from django.utils.translation import gettext, npgettext, override

from advisor.pictures.drawing import Box, Drawing, Path, Shape
from advisor.pictures.korean import fill
from advisor.pictures.marks import TONES, mark
from advisor.reports import labels
from advisor.reports.drawings.lettering import NAME, PLAIN, SOFT, sentences
from advisor.reports.report import ChangeRow, ChangeTable, Report

Layout = Literal["broad", "tall"]

#: So many answers have a line; the others are counted.
MOST_LINES = 10
_WIDE, _NARROW = 720.0, 306.0
#: Of the broad layout: today's outcome, and the outcomes that the answers lead to.
_TODAY, _OUTCOME = 170.0, 190.0
_GAP, _PADDING, _SECTION = 8.0, 10.0, 20.0
_MARK = 12.0
#: Lines of an answer, and of the name of an outcome.
_MOST_LINES_OF_TEXT = 2
#: Of the tall layout: where the line down stands, and where what hangs on it begins.
_SPINE, _HANG = 10.0, 32.0
_LINE = 0.75
#: Of the broad layout: where the lines part, where the answers stand, and where lines to one outcome meet.
_FORK, _ANSWERS, _JOIN = _TODAY + 16, _TODAY + 36, _WIDE - _OUTCOME - 24
_ROOM = _JOIN - _ANSWERS - 16
_BETWEEN = 6.0


@dataclass(frozen=True, slots=True)
class _Way:
    """The answers that lead to one outcome; ``outcome`` is "" where nothing would be recommended."""

    outcome: str
    name: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Map:
    """One decision: its outcome today, the ways from it, and how many answers are not drawn."""

    decision: str
    title: str
    sentence: str
    today: str
    today_name: str
    ways: tuple[_Way, ...]
    left_out: int


class _Drawn(NamedTuple):
    """Shapes, and how far down they reach."""

    shapes: list[Shape]
    bottom: float


def changes_drawing(report: Report, layout: Layout = "broad") -> Drawing | None:
    """Return the single answers that would change an outcome; ``None`` where none would."""
    if not any(table.rows for table in report.changes.tables):
        return None
    with override(report.subject.language):
        maps = _maps(report)
        draw, width = (_broad, _WIDE) if layout == "broad" else (_tall, _NARROW)
        shapes: list[Shape] = []
        y = 0.0
        for decision in maps:
            if y:
                shapes.append(Path(f"M0 {y + _SECTION / 2:g}H{width:g}", stroke="line", stroke_width=1))
                y += _SECTION
            drawn = draw(decision, y)
            shapes += drawn.shapes
            y = drawn.bottom
        return Drawing(
            width=width,
            height=y + 4,
            title=gettext("What would change this"),
            description=sentences(*(_told(decision) for decision in maps)),
            shapes=tuple(shapes),
        )


def _maps(report: Report) -> tuple[_Map, ...]:
    """Return the decisions with as many answers as the picture bears, each decision its fair share."""
    tables = report.changes.tables
    shares = _shares([len(table.rows) for table in tables])
    return tuple(_map(report, table, share) for table, share in zip(tables, shares, strict=True))


def _shares(wanted: list[int]) -> list[int]:
    """Deal the lines out one by one until there are none left, or nobody wants more."""
    shares = [0] * len(wanted)
    left = MOST_LINES
    while left and shares != wanted:
        for place, want in enumerate(wanted):
            if left and shares[place] < want:
                shares[place] += 1
                left -= 1
    return shares


def _map(report: Report, table: ChangeTable, share: int) -> _Map:
    today = next(d.outcome for d in report.evaluation.ranked() if d.decision == table.decision)
    name = gettext("Nothing to recommend yet")
    if today is not None:
        name = labels.option_name(report.evaluation.rulebook, table.decision, today, report.subject.language)
    return _Map(
        decision=table.decision,
        title=table.title,
        sentence=table.sentence,
        today=today or "",
        today_name=name,
        ways=_ways(table.rows[:share]),
        left_out=len(table.rows) - share,
    )


def _ways(rows: tuple[ChangeRow, ...]) -> tuple[_Way, ...]:
    """Return the rows by the outcome that they lead to."""
    answers: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        words = f" {gettext('and')} ".join(row.if_so)
        answers.setdefault((row.outcome, row.outcome_name), []).append(words)
    return tuple(_Way(outcome, name, tuple(told)) for (outcome, name), told in answers.items())


def _more(decision: _Map) -> str:
    """Return how many answers have no line, "" where all have one."""
    if not decision.left_out:
        return ""
    text = npgettext("in a picture", "and %(count)s more", "and %(count)s more", decision.left_out)
    return text % {"count": decision.left_out}


def _box(decision: _Map, outcome: str, name: str, x: float, y: float, width: float) -> _Drawn:
    """Return an outcome as a box: a strategy with its shape and colour, nothing at all dashed."""
    is_strategy = decision.decision == "strategy" and outcome in TONES
    indent = _MARK + _GAP if is_strategy else 0.0
    lines = NAME.fitted(name, width - 2 * _PADDING - indent, _MOST_LINES_OF_TEXT)
    height = NAME.height(lines) + 2 * 6
    tone = TONES[outcome] if is_strategy else "ink"
    outline = Box(
        x + _LINE, y + _LINE, width - 2 * _LINE, height - 2 * _LINE, stroke=tone, corner=3, dashed=not outcome
    )
    shapes: list[Shape] = [outline]
    if is_strategy:
        shapes += mark(outcome, x + _PADDING, y + height / 2 - _MARK / 2, _MARK)
    shapes += NAME.set(lines, x + _PADDING + indent, y + 6)
    return _Drawn(shapes, y + height)


def _today(decision: _Map, y: float, width: float) -> tuple[_Drawn, float]:
    """Return the decision's title with today's outcome below, and how high its box stands below ``y``."""
    title = SOFT.fitted(decision.title, width, _MOST_LINES_OF_TEXT)
    top = y + SOFT.height(title) + 2
    box = _box(decision, decision.today, decision.today_name, 0, top, width)
    return _Drawn([*SOFT.set(title, 0, y), *box.shapes], box.bottom), (top + box.bottom) / 2 - y


def _broad(decision: _Map, y: float) -> _Drawn:
    """Return today's outcome at the left, in the middle of the answers that lead on to the right."""
    _, down = _today(decision, 0, _TODAY)
    half = _right(decision, 0).bottom / 2
    top = y + max(0.0, down - half)
    today = _today(decision, top + half - down, _TODAY)[0]
    ways = _right(decision, top)
    bottom = max(today.bottom, ways.bottom)
    shapes = [*today.shapes, *ways.shapes]
    if decision.ways:
        shapes.append(Path(f"M{_TODAY:g} {top + half:.2f}H{_FORK:g}", stroke="ink"))
    more = SOFT.fitted(_more(decision), _ROOM)
    shapes += SOFT.set(more, _ANSWERS, bottom + 4)
    return _Drawn(shapes, bottom + 4 * len(more) + SOFT.height(more))


def _right(decision: _Map, top: float) -> _Drawn:
    """Return the ways on from today's outcome; where there are none, that there are none."""
    if not decision.ways:
        lines = SOFT.fitted(decision.sentence, _WIDE - _ANSWERS, _MOST_LINES_OF_TEXT)
        return _Drawn([*SOFT.set(lines, _ANSWERS, top)], top + SOFT.height(lines))
    shapes: list[Shape] = []
    starts: list[float] = []
    y = top
    for way in decision.ways:
        drawn, ends = _way(decision, way, y)
        shapes += drawn.shapes
        starts += ends
        y = drawn.bottom + _GAP
    middle = (top + y - _GAP) / 2
    upright = f"M{_FORK:g} {min(*starts, middle):.2f}V{max(*starts, middle):.2f}"
    return _Drawn([*shapes, Path(upright, stroke="ink")], y - _GAP)


def _way(decision: _Map, way: _Way, top: float) -> tuple[_Drawn, list[float]]:
    """Return the answers that lead to one outcome, each in its line, and where the lines begin."""
    told = [PLAIN.fitted(answer, _ROOM, _MOST_LINES_OF_TEXT) for answer in way.answers]
    high = sum(PLAIN.height(lines) for lines in told) + _BETWEEN * (len(told) - 1)
    box_high = _box(decision, way.outcome, way.name, 0, 0, _OUTCOME).bottom
    middle = top + max(high, box_high) / 2
    box = _box(decision, way.outcome, way.name, _WIDE - _OUTCOME, middle - box_high / 2, _OUTCOME)
    shapes: list[Shape] = list(box.shapes)
    starts: list[float] = []
    y = middle - high / 2
    for lines in told:
        at = y + PLAIN.height(lines) / 2
        after = _ANSWERS + max(map(PLAIN.width, lines)) + _GAP
        shapes += PLAIN.set(lines, _ANSWERS, y)
        shapes.append(Path(f"M{_FORK:g} {at:.2f}H{_ANSWERS - 6:g}", stroke="ink"))
        shapes.append(Path(f"M{min(after, _JOIN - 4):.2f} {at:.2f}H{_JOIN:g}", stroke="ink"))
        starts.append(at)
        y += PLAIN.height(lines) + _BETWEEN
    if len(starts) > 1:
        shapes.append(Path(f"M{_JOIN:g} {starts[0]:.2f}V{starts[-1]:.2f}", stroke="ink"))
    shapes.append(Path(f"M{_JOIN:g} {middle:.2f}H{_WIDE - _OUTCOME:g}", stroke="ink", arrow=True))
    return _Drawn(shapes, max(middle + high / 2, box.bottom)), starts


def _tall(decision: _Map, y: float) -> _Drawn:
    """Return today's outcome on top, the answers and what they lead to hanging on a line down."""
    (shapes, bottom), _ = _today(decision, y, _NARROW)
    if not decision.ways:
        lines = SOFT.fitted(decision.sentence, _NARROW, _MOST_LINES_OF_TEXT)
        return _Drawn([*shapes, *SOFT.set(lines, 0, bottom + 4)], bottom + 4 + SOFT.height(lines))
    y, last = bottom + _GAP, bottom
    for way in decision.ways:
        for answer in way.answers:
            lines = PLAIN.fitted(answer, _NARROW - _HANG, _MOST_LINES_OF_TEXT + 1)
            shapes += PLAIN.set(lines, _HANG, y)
            y += PLAIN.height(lines) + 4
        box = _box(decision, way.outcome, way.name, _HANG, y, _NARROW - _HANG)
        last = (y + box.bottom) / 2
        shapes += [*box.shapes, Path(f"M{_SPINE:g} {last:.2f}H{_HANG:g}", stroke="ink", arrow=True)]
        y = box.bottom + _PADDING
    shapes.append(Path(f"M{_SPINE:g} {bottom:.2f}V{last:.2f}", stroke="ink"))
    more = SOFT.fitted(_more(decision), _NARROW - _HANG)
    shapes += SOFT.set(more, _HANG, y - 6)
    return _Drawn(shapes, y - _PADDING + 4 * len(more) + SOFT.height(more))


def _told(decision: _Map) -> str:
    """Return one decision in words, its answers in full."""
    told = [
        fill(gettext("%(decision)s, today %(outcome)s"), decision=decision.title, outcome=decision.today_name)
    ]
    if not decision.ways:
        told.append(decision.sentence)
    for way in decision.ways:
        answers = "; ".join(f"“{answer}”" for answer in way.answers)
        told.append(fill(gettext("To %(outcome)s: %(answers)s"), outcome=way.name, answers=answers))
    return sentences(*told, _more(decision))
