"""The four strategies as bars: the page's picture (templates/pictures/bars.html) at a fixed width."""

from __future__ import annotations

from django.utils.translation import gettext, override, pgettext

from advisor.pictures.bars import Bar, Bars, Block
from advisor.pictures.drawing import Box, Drawing, Path, Shape
from advisor.pictures.marks import TONES, mark
from advisor.reports.drawings.key import Entry, key
from advisor.reports.drawings.lettering import NAME, SOFT, Letters, sentences
from advisor.reports.report import Report

WIDTH = 720.0
_NAMES, _NET, _GAP = 136.0, 56.0, 12.0
_LEFT = _NAMES + _GAP
_PLOT = WIDTH - _LEFT - _GAP - _NET
_PADDING = 8.0
_MARK, _MARK_GAP = 14.0, 8.0
_AXIS = 30.0
_ROW, _ROW_OF_LEADER = 28.0, 36.0
_MOST_NOTE_LINES = 4
#: The two ticks of a balance, above and below the bar, in shares of its height.
_NET_MARKS = ((-0.14, 0.12), (0.88, 1.14))
_STRATEGY = Letters(15.0, 20.0, bold=True)
_POINTS_ON_FILL = Letters(bold=True, tone="paper")


def strategies_drawing(report: Report) -> Drawing:
    """Return the points of the four strategies, one block a rule, with what rules out the ones ruled out."""
    part = report.strategies
    with override(report.subject.language):
        shapes: list[Shape] = []
        y = 0.0
        for row in part.picture.rows:
            if y:
                shapes.append(Path(f"M0 {y:g}H{WIDTH:g}", stroke="line", stroke_width=1))
            drawn, y = _row(row, part.picture, part.notes.get(row.option, ""), y)
            shapes += drawn
        shapes += _axis(part.picture, y)
        below, bottom = key(_entries(), y + _AXIS, WIDTH)
        return Drawing(
            width=WIDTH,
            height=bottom + _PADDING,
            title=gettext("What speaks for and against each strategy"),
            description=_description(part.picture, part.notes),
            shapes=(*shapes, *below),
        )


def _across(percent: str) -> float:
    """Return where a percentage of the plot stands, in pixels of the drawing."""
    return _LEFT + _wide(percent)


def _wide(percent: str) -> float:
    return float(percent.removesuffix("%")) / 100 * _PLOT


def _row(row: Bar, picture: Bars, note: str, top: float) -> tuple[list[Shape], float]:
    """Return the shapes of one strategy, and where they end."""
    height = _ROW_OF_LEADER if row.leads else _ROW
    y = top + _PADDING
    middle = y + height / 2
    shapes: list[Shape] = [*mark(row.option, 0, middle - _MARK / 2, _MARK)]
    room = _NAMES - _MARK - _MARK_GAP
    name = _STRATEGY.fitted(row.name, room)
    shapes += _STRATEGY.set(name, _MARK + _MARK_GAP, middle - _STRATEGY.leading / 2)
    for tick in picture.ticks:
        shapes.append(_upright(_across(tick.at), y, height, -0.15, 1.15, width=1, grid=True))
    if row.ruled_out:
        line = f"M{_LEFT:g} {middle:g}H{_LEFT + _PLOT:g}"
        shapes.append(Path(line, stroke="soft", dashed=True))
    for block in row.blocks:
        shapes += _block(block, row.option, y, height)
    shapes.append(_upright(_across(picture.zero), y, height, -0.15, 1.15, width=1.5))
    if row.net_at:
        shapes += (_upright(_across(row.net_at), y, height, *part, width=3) for part in _NET_MARKS)
    shapes += _net(row, middle)
    bottom = y + height + _PADDING
    if not note:
        return shapes, bottom
    lines = SOFT.fitted(note, WIDTH - _LEFT, _MOST_NOTE_LINES)
    shapes += SOFT.set(lines, _LEFT, bottom)
    return shapes, bottom + SOFT.height(lines) + _PADDING


def _upright(
    x: float, y: float, height: float, start: float, end: float, *, width: float, grid: bool = False
) -> Path:
    """Return a line down, from one share of a row's height to another."""
    d = f"M{x:.2f} {y + start * height:.2f}V{y + end * height:.2f}"
    return Path(d, stroke="line" if grid else "ink", stroke_width=width)


def _block(block: Block, strategy: str, y: float, height: float) -> list[Shape]:
    """Return one rule's points: filled where they speak for the strategy, outlined where against."""
    tone = TONES.get(strategy, "ink")
    x, width = _across(block.x), _wide(block.width)
    shapes: list[Shape] = []
    if block.side == "for":
        shapes.append(Box(x, y + 0.12 * height, width, 0.76 * height, fill=tone))
    else:
        at = (x, y + 0.14 * height, width, 0.72 * height)
        shapes.append(Box(*at, fill="paper"))  # or the line of what is ruled out runs through the number
        shapes.append(Box(*at, fill=tone, stroke=tone, tint=True))
    if block.cut:
        cut = f"M{_across(block.cut):.2f} {y + 0.08 * height:.2f}V{y + 0.92 * height:.2f}"
        shapes.append(Path(cut, stroke="paper", stroke_width=2))
    letters = _POINTS_ON_FILL if block.side == "for" else NAME
    if block.number and letters.width(block.number) < width:
        top = y + height / 2 - letters.leading / 2
        shapes += letters.set([block.number], _across(block.middle), top, "middle")
    return shapes


def _net(row: Bar, middle: float) -> list[Shape]:
    """Return the balance in figures, or that there is none."""
    if row.ruled_out:
        return [*NAME.set([pgettext("ruled out, short", "out")], WIDTH, middle - NAME.leading / 2, "end")]
    return [*_STRATEGY.set([row.net_text], WIDTH, middle - _STRATEGY.leading / 2, "end")]


def _axis(picture: Bars, y: float) -> list[Shape]:
    return [
        words for tick in picture.ticks for words in SOFT.set([tick.text], _across(tick.at), y, tick.anchor)
    ]


def _entries() -> tuple[Entry, ...]:
    """Return what the blocks and the ticks mean."""
    ticks = tuple(Path(d, stroke="ink", stroke_width=3) for d in ("M10 -1V3.5", "M10 8.5V13"))
    return (
        Entry((Box(0, 0, 20, 12, fill="soft"),), gettext("speaks for, one block a rule")),
        Entry(
            (Box(0.75, 0.75, 18.5, 10.5, fill="soft", stroke="soft", tint=True),), gettext("speaks against")
        ),
        Entry(ticks, gettext("balance")),
    )


def _description(picture: Bars, notes: dict[str, str]) -> str:
    return sentences(*(told for row in picture.rows for told in (_told(row), notes.get(row.option, ""))))


def _told(row: Bar) -> str:
    """Return one strategy in words, its blocks too."""
    blocks = {
        side: ", ".join(str(b.points) for b in row.blocks if b.side == side) for side in ("for", "against")
    }
    if not row.blocks:
        return row.label
    text = gettext("blocks for: %(for)s; against: %(against)s")
    nothing = pgettext("points", "none")
    return f"{row.label} ({text % {side: blocks[side] or nothing for side in blocks}})"
