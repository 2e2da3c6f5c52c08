"""A scale of levels as equal boxes in a row, the one that applies filled."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.pictures.bars import written

#: The gap between two boxes, in percent of the width.
GAP = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """One level: from ``x``, ``width`` wide, in percent; ``here`` is the one that applies."""

    x: str
    width: str
    here: bool


def levels(count: int, place: int | None) -> tuple[Box, ...]:
    """Return the boxes of ``count`` levels, the lowest to the left; ``place`` counts from 0."""
    step = 100 / count if count else 0
    return tuple(Box(written(n * step), written(step - GAP), n == place) for n in range(count))
