"""What fits into a slot, measured by the widths of letters, and what is left out, counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from django.utils.translation import ngettext

from advisor.pictures.fonts import text_width, wrapped
from advisor.reports.exporters.pptx.deck import Grid, Item, Para, Piece, Prose, plain
from advisor.reports.exporters.pptx.styles import STYLES
from advisor.reports.harmless import visible

#: The share of a line that is counted on: Malgun Gothic's syllables are 7 % wider than the measured ones.
ROOM = 0.92
#: Free room in a cell above and below its text, and to its right; in points.
CELL_PAD, CELL_GAP = 4, 12
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
ELLIPSIS = "…"
Fitted = TypeVar("Fitted")


def lines_of(para: Para, width: float) -> int:
    """Return how many lines a paragraph needs; single bold words make its lines a little shorter."""
    look = STYLES[para.style]
    bold = look.bold or para.bold
    wider = 0.0 if bold else sum(_wider(piece.text, look.size) for piece in para.pieces if piece.bold)
    return _count_lines(visible(para.text), (width - look.indent) * ROOM - wider, look.size, bold=bold)


def _count_lines(text: str, width: float, size: float, *, bold: bool) -> int:
    """Return how many lines :func:`wrapped` would break a text into, each word measured once."""
    space = text_width(" ", size, bold=bold)
    lines, used = 0, width
    for word in text.split():
        needed = text_width(word, size, bold=bold)
        if needed > width:
            return len(wrapped(text, width, size, bold=bold))
        if lines and used + space + needed <= width:
            used += space + needed
        else:
            lines, used = lines + 1, needed
    return lines


def _wider(text: str, size: float) -> float:
    return text_width(text, size, bold=True) - text_width(text, size)


def height_of(paras: Item, width: float) -> float:
    """Return the height of paragraphs in points."""
    looks = [(STYLES[para.style], para) for para in paras]
    return sum(look.before + look.line * lines_of(para, width) for look, para in looks)


def shortened(para: Para, width: float) -> Para:
    """Return a paragraph of at most ``most`` lines: whole sentences, or words and an ellipsis."""
    if _fits(para, width):
        return para
    sentences = _SENTENCES.split(para.pieces[-1].text)
    for count in range(len(sentences) - 1, 0, -1):
        some = _ending(para, " ".join(sentences[:count]))
        if _fits(some, width):
            return some
    return _ending(para, _words(para, width))


def _ending(para: Para, text: str) -> Para:
    """Return a paragraph whose last piece says something else."""
    return replace(para, pieces=(*para.pieces[:-1], replace(para.pieces[-1], text=text)))


def _words(para: Para, width: float) -> str:
    """Return as many letters as fit, an ellipsis after them; words are kept whole where they are short."""
    text = para.pieces[-1].text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(_ending(para, f"{text[:middle]}{ELLIPSIS}"), width):
            low = middle
        else:
            high = middle - 1
    kept = text[:low]
    whole = kept.rpartition(" ")[0] if low < len(text) and not text[low].isspace() else kept
    return f"{(whole if len(whole) > low - 25 else kept).rstrip(' ,;:.')}{ELLIPSIS}"


def _fits(para: Para, width: float) -> bool:
    return lines_of(para, width) <= para.most


def fitted_line(text: str, style: str, width: float, most: int = 1) -> str:
    """Return a text of one style, cut to so many lines."""
    return shortened(plain(text, style, most), width).text


def left_out(count: int) -> str:
    """Return in words how many more there are."""
    text = ngettext("and %(count)s more in the report", "and %(count)s more in the report", count)
    return text % {"count": count}


def fitted_prose(prose: Prose, width: float, height: float) -> tuple[Para, ...]:
    """Return the paragraphs that fit, the first ones first, and how many items are left out."""
    kept, used = _first(
        (tuple(shortened(para, width) for para in item) for item in prose.items),
        lambda item: height_of(item, width),
        height,
    )
    count = len(prose.items)
    if len(kept) == count or not prose.counted:
        return tuple(para for item in kept for para in item)
    last = plain(left_out(count - len(kept)), "label")
    while kept and sum(used) + height_of((last,), width) > height:
        kept, used = kept[:-1], used[:-1]
        last = plain(left_out(count - len(kept)), "label")
    return (*(para for item in kept for para in item), last)


def _first(
    many: Iterable[Fitted], height_of_one: Callable[[Fitted], float], height: float
) -> tuple[list[Fitted], list[float]]:
    """Return the first ones that fit under each other, and their heights; the rest is not even looked at."""
    kept: list[Fitted] = []
    used: list[float] = []
    for one in many:
        needed = height_of_one(one)
        if sum(used) + needed > height:
            break
        kept.append(one)
        used.append(needed)
    return kept, used


@dataclass(frozen=True, slots=True)
class FittedGrid:
    """The rows of a table that fit, with heights (the first is that of the column names), in points."""

    widths: tuple[int, ...]
    heights: tuple[int, ...]
    rows: tuple[tuple[Item, ...], ...]
    more: str


def fitted_grid(grid: Grid, width: int, height: float) -> FittedGrid:
    """Return the rows that fit under the column names, and how many are left out in words."""
    widths = _column_widths(grid.shares, width)
    head = _row_height(tuple((Para((Piece(name),), "column"),) for name in grid.columns), widths)
    kept, used = _first(
        (_shortened_row(row, widths) for row in grid.rows),
        lambda row: _row_height(row, widths),
        height - head,
    )
    while True:
        more = _more(grid, len(kept), width)
        last = [_row_height(((more,),), (width,))] if more.text else []
        if head + sum(used) + sum(last) <= height or not kept:
            break
        kept, used = kept[:-1], used[:-1]
    return FittedGrid(widths, (head, *map(round, used), *last), tuple(kept), more.text)


def _shortened_row(row: tuple[Item, ...], widths: tuple[int, ...]) -> tuple[Item, ...]:
    return tuple(
        tuple(shortened(para, column - CELL_GAP) for para in cell)
        for cell, column in zip(row, widths, strict=True)
    )


def _more(grid: Grid, kept: int, width: int) -> Para:
    """Return what is said of the rows after those kept: how many they are, and which if they have names."""
    if kept == len(grid.rows):
        return plain("", "cell")
    names = ", ".join(grid.names[kept:])
    told = left_out(len(grid.rows) - kept)
    return shortened(plain(f"{told}: {names}" if names else told, "cell", 2), width - CELL_GAP)


def _column_widths(shares: tuple[int, ...], width: int) -> tuple[int, ...]:
    widths = [width * share // sum(shares) for share in shares]
    return (*widths[:-1], width - sum(widths[:-1]))


def _row_height(row: tuple[Item, ...], widths: tuple[int, ...]) -> int:
    tallest = max(height_of(cell, column - CELL_GAP) for cell, column in zip(row, widths, strict=True))
    return round(tallest) + 2 * CELL_PAD
