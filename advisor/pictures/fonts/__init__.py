"""The typeface of papers and pictures: Pretendard, Regular and Bold (SIL Open Font License, see LICENSE.txt).

Pages use the reader's own typefaces; widths measured here leave room enough for those: Hangul counts as wide
as in the widest of the Korean ones that our style sheet names.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FAMILY = "Pretendard"
FOLDER = Path(__file__).parent
#: The width of a Hangul syllable in NanumGothic, in em; Noto Sans KR and Malgun Gothic are narrower.
HANGUL_WIDTH = 0.94
_HANGUL = range(0xAC00, 0xD7A4)
ELLIPSIS = "…"
FILES = {False: FOLDER / "Pretendard-Regular.ttf", True: FOLDER / "Pretendard-Bold.ttf"}


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide one line of text is, in the unit of ``size``; unknown characters count as wide ones."""
    widths, per_em = _widths(bold)
    return sum(widths.get(ord(character), per_em) for character in text) * size / per_em


def can_be_set(character: str) -> bool:
    """Return whether both weights have a glyph for a character."""
    return all(ord(character) in _widths(bold)[0] for bold in (False, True))


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than ``width``, between words; a word too wide is broken inside."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for piece in _pieces(word, width, size, bold=bold):
            longer = f"{line} {piece}" if line else piece
            if line and text_width(longer, size, bold=bold) > width:
                lines.append(line)
                line = piece
            else:
                line = longer
    return [*lines, line] if line else lines


def fitted(text: str, width: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """Return a text :func:`wrapped` into at most ``most`` lines; where that cuts it, it ends in “…”."""
    lines = wrapped(text, width, size, bold=bold)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and text_width(last + ELLIPSIS, size, bold=bold) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(" ,;:·.(") + ELLIPSIS]


def _pieces(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    pieces, piece = [], ""
    for character in word:
        if piece and text_width(piece + character, size, bold=bold) > width:
            pieces.append(piece)
            piece = ""
        piece += character
    return [*pieces, piece]


@cache
def _widths(bold: bool) -> tuple[dict[int, int], int]:
    """Return code point → advance width, and the units of one em."""
    with TTFont(FILES[bold], lazy=True) as font:
        advances = font["hmtx"].metrics
        per_em = font["head"].unitsPerEm
        widths = {code: advances[name][0] for code, name in font.getBestCmap().items()}
        wide = round(HANGUL_WIDTH * per_em)
        return widths | {code: max(widths[code], wide) for code in _HANGUL if code in widths}, per_em
