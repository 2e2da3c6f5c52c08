"""Characters that our typeface has no glyph for, spelled out: ‹U+1F680 rocket›, never an empty box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from django.utils.translation import gettext

from advisor.pictures.drawing import Drawing, Group, Shape, Words
from advisor.pictures.fonts import can_be_set, text_width

#: In one place so many different characters are told by code point, and so few also by name.
MOST_CODES = 12
MOST_NAMES = 3
_LONGEST_CLUSTER = 6
_JOINER = "\u200d"
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
#: No script piles more marks than these on one letter; readers of PDF files refuse thousands.
_PILABLE = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_PILED = re.compile(f"(?<={_PILABLE}{{4}}){_PILABLE}+")
#: Letters that are blank, and private use: what its glyphs mean nobody can tell, and PDF/A refuses them.
_NO_SIGN = re.compile("[\u034f\u115f\u1160\u3164\uffa0\ue000-\uf8ff\U000f0000-\U0010ffff]")
#: How much smaller words in a drawing may become, so that what was spelled out stays in its place.
_SMALLEST_SHARE = 0.6


def spelled(text: str) -> str:
    """Return a text whose missing characters are told by code point and name, identical neighbours counted.

    Characters that follow each other, with at most a space between, are told together; of many only the
    first, and how many more there are. Variation selectors, which only choose a look, are left out.
    """
    if text.isascii():
        return text
    text = _PILED.sub(lambda match: f"‹{_told(match[0])}›", text)
    if all(map(_has_glyph, set(text))):
        return text
    text = _SELECTORS.sub("", text)
    missing = "".join(re.escape(character) for character in sorted(set(text)) if not _has_glyph(character))
    if not missing:
        return text
    run = re.compile(f"{_JOINER}?[{missing}](?:[ {_JOINER}]?[{missing}])*{_JOINER}?")
    return run.sub(lambda match: f"‹{_told(match[0])}›", text)


def spelled_drawing(drawing: Drawing) -> Drawing:
    """Return a drawing whose words are :func:`spelled`, and smaller where they would grow out of place."""
    return replace(drawing, shapes=tuple(_spelled_shape(shape) for shape in drawing.shapes))


def _spelled_shape(shape: Shape) -> Shape:
    if isinstance(shape, Group):
        return replace(shape, shapes=tuple(_spelled_shape(inner) for inner in shape.shapes))
    if not isinstance(shape, Words):
        return shape
    text = spelled(shape.text)
    if text == shape.text:
        return shape
    before, after = (text_width(words, shape.size, bold=shape.bold) for words in (shape.text, text))
    return replace(shape, text=text, size=shape.size * max(_SMALLEST_SHARE, min(1, before / after)))


@lru_cache(maxsize=10_000)
def _has_glyph(character: str) -> bool:
    return can_be_set(character) and not _NO_SIGN.match(character)


def _told(run: str) -> str:
    """Return what stands between the angle quotes for characters that follow each other."""
    found = [(cluster, len(list(same))) for cluster, same in groupby(_clusters(run))]
    if len(found) <= MOST_NAMES:
        return ", ".join(_code_and_name(cluster) + _times(count) for cluster, count in found)
    codes = " ".join(_codes(cluster) + _times(count) for cluster, count in found[:MOST_CODES])
    more = sum(count for _, count in found[MOST_CODES:])
    return f"{codes} {gettext('and %(count)s more') % {'count': f'{more:,}'}}" if more else codes


def _clusters(run: str) -> Iterator[str]:
    """Yield what is seen as one sign: a character with its marks, or several joined."""
    cluster = ""
    for character in run:
        if cluster and not _continues(cluster, character):
            yield cluster
            cluster = ""
        if character != " ":
            cluster += character
    if cluster:
        yield cluster


def _continues(cluster: str, character: str) -> bool:
    """Return whether a character belongs to the sign before it: a mark, a joined one, half a flag."""
    if character == _JOINER or cluster.endswith(_JOINER):
        return True
    if "\U0001f3fb" <= character <= "\U0001f3ff" or unicodedata.category(character).startswith("M"):
        return True
    return len(cluster) == 1 and _is_flag_half(cluster) and _is_flag_half(character)


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _codes(cluster: str) -> str:
    codes = [f"{ord(character):04X}" for character in cluster if character != _JOINER]
    return "U+" + "+".join(_first(codes))


def _code_and_name(cluster: str) -> str:
    return " + ".join(_first([_named(character) for character in cluster if character != _JOINER]))


def _first(parts: list[str]) -> list[str]:
    return parts if len(parts) <= _LONGEST_CLUSTER else [*parts[:_LONGEST_CLUSTER], "…"]


def _named(character: str) -> str:
    """Return the code point, and the name where it says more than the code point."""
    code = f"{ord(character):04X}"
    name = unicodedata.name(character, "")
    return f"U+{code}" if not name or name.endswith(code) else f"U+{code} {name.lower()}"


def _times(count: int) -> str:
    return f" ×{count:,}" if count > 1 else ""
