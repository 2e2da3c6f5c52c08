"""How tall a row must be for its wrapped texts; only Excel itself measures them, other programs do not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil

#: A line of ten-point text, and the tallest row there is, in points.
LINE, TALLEST = 14.0, 409.0
#: Columns are measured in digits of eleven points: so many letters of ten points take the place of one.
_LETTERS = 1.05
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\U0001f300-\U0001faff]")


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of ``width`` characters."""
    room = width * _LETTERS
    if len(text) <= room / 2 and "\n" not in text:
        return 1
    return sum(max(1, ceil(_width(line) / room)) for line in text.split("\n"))


def height_of(texts: Iterable[tuple[str, float]]) -> float | None:
    """Return the height of a row with these texts and widths, in points; ``None`` where one line does."""
    lines = max((lines_of(text, width) for text, width in texts), default=1)
    return min(TALLEST, LINE * lines + 2) if lines > 1 else None


def _width(line: str) -> float:
    return len(line) if line.isascii() else len(line) + 0.8 * len(_WIDE.findall(line))
