"""Texts made ready for cells: cleaned, cut where a cell holds no more, and measured for wrapping."""

from __future__ import annotations

import re
from math import ceil
from typing import NamedTuple
from unicodedata import is_normalized

from django.utils.translation import pgettext

from advisor.reports.harmless import visible

#: What a cell holds at most, in UTF-16 units.
LONGEST_CELL = 32_767
#: A line of ten-point text, and the tallest row there is, in points.
LINE, TALLEST = 14.0, 409.0
#: Columns are measured in digits of eleven points: so many letters of ten points take the place of one.
_LETTERS = 1.05
_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\U0001f300-\U0001faff]")


class Fitted(NamedTuple):
    """A text that a cell can hold, and how many letters wide each of its lines is."""

    text: str
    widths: tuple[float, ...]

    def lines(self, width: float) -> int:
        """Return how many lines it takes in a column of ``width`` characters."""
        room = width * _LETTERS
        return sum([max(1, ceil(letters / room)) for letters in self.widths])


class Texts:
    """The texts of one workbook, where the same sentence stands in many rows."""

    def __init__(self) -> None:
        self._fitted: dict[str, Fitted] = {}

    def __call__(self, text: str) -> Fitted:
        """Return a text made ready."""
        found = self._fitted.get(text)
        if found is None:
            found = self._fitted[text] = fitted(text)
        return found


def fitted(text: str) -> Fitted:
    """Return a text made ready: nothing in it but what is seen; what is too long is cut and says so."""
    if text.isprintable() and len(text) <= LONGEST_CELL // 2 and is_normalized("NFC", text):
        return Fitted(text, (_width(text),))  # as it is: nothing of what visible() takes out is printable
    text = visible(text, keep_lines=True)
    if len(text) > LONGEST_CELL // 2 and _units(text) > LONGEST_CELL:
        mark = pgettext("spreadsheet", " … (cut here: a cell holds no more)")
        room = (LONGEST_CELL - _units(mark)) * 2
        text = text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + mark
    return Fitted(text, tuple([_width(line) for line in text.split("\n")]))


def height(lines: int) -> float | None:
    """Return the height of a row of so many lines, in points; ``None`` where the usual height does.

    Excel would measure wrapped texts itself, other programs do not.
    """
    return min(TALLEST, LINE * lines + 2) if lines > 1 else None


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _width(line: str) -> float:
    return len(line) if line.isascii() else len(line) + 0.8 * len(_WIDE.findall(line))
