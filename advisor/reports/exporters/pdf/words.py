"""Texts as the template takes them: cleaned, spelled out, and cut so that lines break where they should."""

from __future__ import annotations

import re
from typing import TypeAlias

from advisor.pictures.fonts import text_width
from advisor.reports.exporters.glyphs import spelled
from advisor.reports.harmless import visible

#: A string, or its pieces in order; a piece in a list of its own is set in one piece.
Pieces: TypeAlias = "str | list[str | list[str]]"

_HANGUL = re.compile("[\u3131-\u318e\uac00-\ud7a3]")
_WORD = re.compile("[^ ]+")
_SEGMENT = re.compile("[^-/.,:;?&=_]*[-/.,:;?&=_]+|[^-/.,:;?&=_]+")
#: How wide the pieces of a word are that is too wide for its place, in em.
_PIECE = 6


def cleaned(text: str) -> str:
    """Return a text in one line of which every character can be seen and set."""
    return spelled(visible(text))


def pieces(text: str, width: float, size: float, *, bold: bool = False, alone: bool = True) -> Pieces:
    """Cut a clean text for a place ``width`` points wide, its letters ``size`` points high.

    typst breaks lines between any two Hangul syllables, and never inside a long Latin word. So each Korean
    word is kept together, and words wider than their place are cut into pieces that a line may end after.
    A text that fits one line, ``alone`` in its place, is left as it is.
    """
    if alone and fits(text, width, size, bold=bold):
        return text
    found: list[str | list[str]] = []
    end = 0
    for match in _WORD.finditer(text):
        word = match[0]
        too_wide = len(word) * size > width and text_width(word, size, bold=bold) > width
        if not too_wide and not _HANGUL.search(word):
            continue
        if match.start() > end:
            found.append(text[end : match.start()])
        found.extend([piece] for piece in (_cut(word, width, size) if too_wide else [word]))
        end = match.end()
    if not found:
        return text
    if end < len(text):
        found.append(text[end:])
    return found


def fits(text: str, width: float, size: float, *, bold: bool = False) -> bool:
    """Return whether a text needs one line only; no letter is much wider than high."""
    if len(text) * size <= width:
        return True
    return len(text) * size <= 3 * width and text_width(text, size, bold=bold) <= 0.98 * width


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return as much of a text as fits one line, with an ellipsis where something is left out."""
    if len(text) * size <= width or (text_width(text[:2000], size, bold=bold) <= width and len(text) <= 2000):
        return text
    room = width - text_width("…", size, bold=bold)
    end = 0
    for character in text:
        room -= text_width(character, size, bold=bold)
        if room < 0:
            break
        end += 1
    return text[:end].rstrip() + "…"


def _cut(word: str, width: float, size: float) -> list[str]:
    """Cut a word after its hyphens, slashes and the like, and what is still too wide anywhere."""
    most = max(1, int(min(width / size, _PIECE)))
    cut = []
    for segment in _SEGMENT.findall(word):
        if text_width(segment, size, bold=True) <= min(width, 2 * _PIECE * size):
            cut.append(segment)
        else:
            cut.extend(segment[start : start + most] for start in range(0, len(segment), most))
    return cut
