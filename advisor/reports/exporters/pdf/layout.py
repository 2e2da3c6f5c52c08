"""Where things stand on a page, in points: its size, its columns and how large pictures are on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from advisor.pictures.drawing import Drawing
from advisor.pictures.fonts import text_width

Size = Literal["a4", "letter"]

MM = 72 / 25.4
#: The sizes of letters, as the template has them.
BODY, NOTE, SMALL, LEAD = 9.5, 8.5, 7.5, 12.5
HEADINGS = {1: 16.0, 2: 11.0, 3: 9.5, 4: 8.5}
#: Between two columns of a table, and between two facts.
GAP = 12.0
#: Running text is no wider than this, so that eyes find the next line.
MEASURE = 155 * MM
FACTS_A_ROW = 3
#: So many facts stand in one row, narrower, rather than one of them alone in a second.
_FACTS_IN_ONE_ROW = 4
#: The share of a numbered item's text where its details stand beside it.
_BESIDE = 0.6
#: A pixel of a drawing is three quarters of a point at most: then its text is as large as on a screen.
_POINTS_PER_PIXEL = 0.75
_TALLEST_FIGURE = 0.78
_NARROWEST_COLUMN = 34.0
_WIDEST_LABEL = 0.28
_COVER_TITLES = (54.0, 40.0, 30.0, 22.0, 16.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper, by the name that typst gives it; ``margin`` at the left and the right."""

    paper: str
    width: float
    height: float
    margin: float = 17 * MM

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.margin

    @property
    def measure(self) -> float:
        """The width of running text."""
        return min(MEASURE, self.inner)


SHEETS: dict[Size, Sheet] = {
    "a4": Sheet("a4", 210 * MM, 297 * MM),
    "letter": Sheet("us-letter", 612, 792),
}


def figure_width(drawing: Drawing, sheet: Sheet) -> float:
    """Return how wide a drawing is printed, so that it fits the page and is no larger than on a screen."""
    tallest = sheet.height * _TALLEST_FIGURE
    factor = min(_POINTS_PER_PIXEL, sheet.inner / drawing.width, tallest / drawing.height)
    return drawing.width * factor


def column_widths(sheet: Sheet, shares: Sequence[int], longest: Sequence[int]) -> list[float]:
    """Divide the width between the margins among columns that have shares of it, or else by their texts.

    ``longest`` is the length of each column's longest text, in characters.
    """
    weights = [float(share) for share in shares]
    if len(weights) != len(longest) or min(weights, default=0) <= 0:
        weights = [min(40, max(6, length)) ** 0.7 for length in longest]
    narrowest = min(_NARROWEST_COLUMN, sheet.inner / len(weights))
    spare = sheet.inner - narrowest * len(weights)
    wanted = [max(0.0, sheet.inner * weight / sum(weights) - narrowest) for weight in weights]
    whole = sum(wanted) or 1
    edges = [round(edge, 2) for edge in accumulate(narrowest + spare * part / whole for part in wanted)]
    return [round(right - left, 2) for left, right in zip([0.0, *edges], edges, strict=False)]


def facts_a_row(count: int) -> int:
    """Return how many of so many facts stand side by side."""
    return count or 1 if count <= _FACTS_IN_ONE_ROW else FACTS_A_ROW


def beside(width: float) -> tuple[float, float]:
    """Divide a width between the text of an item and its details beside it."""
    text = round((width - 2 * GAP) * _BESIDE, 2)
    return text, width - 2 * GAP - text


def label_width(labels: Sequence[str], width: float, size: float) -> float:
    """Return the width of a column of labels: what the widest needs, but at most a part of the whole."""
    needed = max((text_width(label[:200], size) for label in labels), default=0)
    return round(min(needed + 1, width * _WIDEST_LABEL), 2)


def cover_title_size(title: str, width: float, *, marked: bool) -> float:
    """Return how large the cover's title is: the longer, the smaller."""
    for size in _COVER_TITLES:
        lines = 1 if size >= _COVER_TITLES[1] else 3
        if text_width(title[:500], size, bold=True) + (size if marked else 0) <= width * lines * 0.95:
            return size
    return _COVER_TITLES[-1]
