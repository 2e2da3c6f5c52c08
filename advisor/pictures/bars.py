"""Diverging bars of one ranked decision: what speaks against on the left of one zero line, for on the right.

All positions are strings in percent of the plot's width ("38.1%"), so that a template writes them as they
are, whatever the language's way to write numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext, ngettext

from advisor.engine.recommendation import RankedDecision, RankedOption
from advisor.engine.rulebook import Rulebook
from advisor.rulebook.wording import signed

Side = Literal["for", "against"]
Order = Literal["ranking", "rulebook"]

#: Distances between grid lines, in points; the smallest that needs at most MOST_STEPS of them is taken.
STEPS = (1, 2, 4, 5, 10, 20, 50, 100, 200, 500)
MOST_STEPS = 6
#: Below this share of the plot a block is too narrow for its number.
ROOM_FOR_NUMBER = 3.0


@dataclass(frozen=True, slots=True)
class Block:
    """One rule of one option: a rectangle from ``x``, ``width`` wide, with its points in the ``middle``.

    ``cut`` is where the line to the block before it is drawn (``None`` for the block at the zero line).
    ``number`` is empty where the block is too narrow to hold it.
    """

    side: Side
    points: int
    x: str
    width: str
    middle: str
    cut: str | None
    number: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One option's row. ``net_at`` is where the balance is marked (``None`` when it is ruled out)."""

    option: str
    name: str
    leads: bool
    points_for: int
    points_against: int
    net: int
    net_text: str
    net_at: str | None
    ruled_out: bool
    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A grid line and its number; ``anchor`` is the number's side that stands at the line."""

    at: str
    text: str
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Bars:
    """The rows of a decision on one scale; ``ticks`` include the zero line at ``zero``."""

    rows: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    zero: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Points to percent. ``low`` ≤ 0 ≤ ``high`` are the ends of the plot, in points."""

    low: int
    high: int
    step: int

    def percent(self, points: float) -> float:
        """Return where ``points`` stands, from 0 to 100."""
        return 100 * (points - self.low) / (self.high - self.low)

    def at(self, points: float) -> str:
        """Return where ``points`` stands, written for SVG."""
        return written(self.percent(points))


def written(percent: float) -> str:
    """Return a percentage as SVG wants it, with at most two decimals: 38.1%."""
    return f"{round(percent, 2):g}%"


def bars(rulebook: Rulebook, decision: RankedDecision, language: str, order: Order = "ranking") -> Bars:
    """Return the shapes of a ranked decision, every option on the same scale.

    ``order`` is that of the ranking, or of the rulebook, for a picture whose rows must not change places.
    """
    table = rulebook.decisions[decision.decision]
    names = {option.slug: option.name.in_language(language) for option in table.options}
    ranking = decision.ranking
    if order == "rulebook":
        places = {slug: place for place, slug in enumerate(names)}
        ranking = tuple(sorted(ranking, key=lambda option: places[option.option]))
    scale = common_scale(ranking)
    rows = tuple(_bar(option, names[option.option], decision.outcome, scale) for option in ranking)
    return Bars(rows, _ticks(scale), scale.at(0))


def common_scale(options: Iterable[RankedOption]) -> Scale:
    """Return the scale that holds every option's points for and against, with round ends to the left."""
    sums = [(sum(_points(option, "for")), sum(_points(option, "against"))) for option in options]
    most_for = max((for_ for for_, _ in sums), default=0)
    most_against = max((against for _, against in sums), default=0)
    step = next((s for s in STEPS if (most_for + most_against) / s <= MOST_STEPS), STEPS[-1])
    left = -(-most_against // step) * step
    return Scale(low=-max(left, step), high=max(most_for + max(1, step // 4), step), step=step)


def _points(option: RankedOption, side: Side) -> list[int]:
    """Return the sizes of an option's points on one side, the largest first, then in the rules' order."""
    sizes = [c.points for c in option.because if c.points and (c.points > 0) == (side == "for")]
    return sorted((abs(points) for points in sizes), reverse=True)


def _bar(option: RankedOption, name: str, outcome: str | None, scale: Scale) -> Bar:
    for_, against = _points(option, "for"), _points(option, "against")
    blocks = (*_blocks(for_, "for", scale), *_blocks(against, "against", scale))
    return Bar(
        option=option.option,
        name=name,
        leads=option.option == outcome,
        points_for=sum(for_),
        points_against=sum(against),
        net=option.points,
        net_text=signed(option.points),
        net_at=None if option.ruled_out else scale.at(option.points),
        ruled_out=option.ruled_out,
        label=_label(name, sum(for_), sum(against), option),
        blocks=blocks,
    )


def _blocks(sizes: list[int], side: Side, scale: Scale) -> list[Block]:
    blocks, start = [], 0
    for size in sizes:
        end = start + size
        left, right = (start, end) if side == "for" else (-end, -start)
        width = scale.percent(right) - scale.percent(left)
        block = Block(
            side=side,
            points=size,
            x=scale.at(left),
            width=written(width),
            middle=scale.at((left + right) / 2),
            cut=scale.at(left) if start and side == "for" else None,
            number=str(size) if width >= ROOM_FOR_NUMBER else "",
        )
        blocks.append(block)
        start = end
    return blocks


def _ticks(scale: Scale) -> tuple[Tick, ...]:
    ticks = []
    for points in range(scale.low, scale.high + 1, scale.step):
        at = scale.percent(points)
        anchor: Literal["start", "middle", "end"] = "middle"
        if at < 1:
            anchor = "start"
        elif at > 99:
            anchor = "end"
        ticks.append(Tick(written(at), signed(points), anchor))
    return tuple(ticks)


def _label(name: str, points_for: int, points_against: int, option: RankedOption) -> str:
    """Return the row in words, for those who do not see it."""
    parts = [
        ngettext("%(count)s point for", "%(count)s points for", points_for) % {"count": points_for},
        ngettext("%(count)s point against", "%(count)s points against", points_against)
        % {"count": points_against},
    ]
    if option.ruled_out:
        parts.append(gettext("ruled out"))
    else:
        parts.append(gettext("balance %(points)s") % {"points": signed(option.points)})
    return f"{name}: {', '.join(parts)}"
