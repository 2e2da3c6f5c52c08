"""How wide the columns of a table are, in twentieths of a point."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.pictures.fonts import text_width
from advisor.reports.exporters.docx.lines import length
from advisor.reports.paper.blocks import Line, Mark, Run, Table

#: The size of letters in cells, in twentieths, and what a cell leaves free beside its text.
_LETTERS, _GAP = 180, 240
#: What a column counts at least and at most, in characters, where the paper leaves widths to us.
_NARROWEST, _WIDEST = 6, 48
#: A longer word, in characters, is an address or the like and may be broken.
_LONGEST_WORD = 20
#: A shape of a strategy and the space after it never part from the word that follows.
_SHAPE = "■\u00a0"


def columns(table: Table, whole: int) -> list[int]:
    """Return the widths of columns: the table's own shares, or by its texts; words fit where they can."""
    widths = shared(table.widths or _shares(table), whole)
    least = [_of_longest_word(table, place) for place in range(len(table.columns))]
    wanting = sum(max(0, need - width) for width, need in zip(widths, least, strict=True))
    spare = sum(max(0, width - need) for width, need in zip(widths, least, strict=True))
    if not wanting or wanting > spare:
        return widths
    return shared(
        [_moved(width, need, wanting / spare) for width, need in zip(widths, least, strict=True)], whole
    )


def shared(shares: Sequence[float], whole: int) -> list[int]:
    """Return the whole in parts; the last takes what rounding left."""
    widths = [int(whole * share / sum(shares)) for share in shares]
    return [*widths[:-1], whole - sum(widths[:-1])]


def _moved(width: int, need: int, share: float) -> float:
    """Return what is needed, or the width less its share of what others need."""
    return need if width <= need else width - (width - need) * share


def _shares(table: Table) -> list[int]:
    """Return each column's share by its longest text."""
    longest = [len(column) for column in table.columns]
    for row in table.rows:
        for place, line in enumerate(row):
            longest[place] = max(longest[place], length(line))
    return [min(max(one, _NARROWEST), _WIDEST) for one in longest]


def _of_longest_word(table: Table, place: int) -> int:
    texts = [table.columns[place], *(_text(row[place]) for row in table.rows if place < len(row))]
    words = (word for text in texts for word in text.split(" ") if len(word) <= _LONGEST_WORD)
    return round(text_width(max(words, key=len, default=""), _LETTERS, bold=True)) + _GAP


def _text(line: Line) -> str:
    return "".join(
        _SHAPE if isinstance(one, Mark) else one.text for one in line if isinstance(one, Mark | Run)
    )
