"""What the looks in a picture mean, in small below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from advisor.pictures.drawing import Group, Shape
from advisor.reports.drawings.lettering import SOFT

#: Every sample is this wide and high.
SAMPLE_WIDTH, SAMPLE_HEIGHT = 20.0, 12.0
_GAP, _BETWEEN = 8.0, 24.0


class Entry(NamedTuple):
    """A sample, drawn from the origin, and what it means."""

    sample: tuple[Shape, ...]
    meaning: str


def key(entries: Sequence[Entry], top: float, width: float) -> tuple[list[Shape], float]:
    """Return the entries side by side, on as many lines as they need, and where they end."""
    shapes: list[Shape] = []
    x, y = 0.0, top
    for entry in entries:
        (meaning,) = SOFT.fitted(entry.meaning, width - SAMPLE_WIDTH - _GAP) or [""]
        wide = SAMPLE_WIDTH + _GAP + SOFT.width(meaning)
        if x and x + wide > width:
            x, y = 0.0, y + SOFT.leading
        shapes.append(Group(entry.sample, x, y + (SOFT.leading - SAMPLE_HEIGHT) / 2))
        shapes += SOFT.set([meaning], x + SAMPLE_WIDTH + _GAP, y)
        x += wide + _BETWEEN
    return shapes, y + SOFT.leading
