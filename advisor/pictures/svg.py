"""Drawings as SVG: for a page, whose style sheet gives the colours, and for a file that stands alone."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from advisor.pictures.drawing import SMALLEST_TEXT, Box, Drawing, Group, Path, Shape, Tone, Words
from advisor.pictures.fonts import FAMILY

#: The colours of the site's style sheet (tokens.css), for files; a test keeps the two the same.
LIGHT: dict[Tone, str] = {
    "none": "none",
    "ink": "#15171a",
    "soft": "#4d535b",
    "control": "#80858c",
    "line": "#d9d9d2",
    "paper": "#fcfcfa",
    "quiet": "#f3f3ee",
    "rehost": "#26488f",
    "refactor": "#0a7a6c",
    "rearchitect": "#a85a00",
    "rebuild": "#8a1446",
}
TINT = "0.12"
#: What most outlines and words have: on a page the style sheet says it.
_STROKE_WIDTH, _SIZE = 1.5, SMALLEST_TEXT
_DASHES = "4 3"
_NOT_XML = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_ARROW = "M-7 -3.5L0 0L-7 3.5z"


def page_svg(drawing: Drawing, name: str) -> str:
    """Return a drawing for a page, its colours by class; ``name`` is unique among the drawings there."""
    size = f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
    told = f'role="img" aria-labelledby="{name}-t" aria-describedby="{name}-d"'
    head = f'<title id="{name}-t">{_text(drawing.title)}</title>'
    head += f'<desc id="{name}-d">{_text(drawing.description)}</desc>'
    return f'<svg class="drawing" {size} {told}>{head}{_Pen("page").shapes(drawing.shapes)}</svg>'


def file_svg(drawing: Drawing, family: str = FAMILY) -> str:
    """Return a drawing as a file that needs no style sheet: light colours, one typeface or a list of them."""
    width, height = _n(drawing.width), _n(drawing.height)
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    head = f"<title>{_text(drawing.title)}</title><desc>{_text(drawing.description)}</desc>"
    start = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{family}">'
    return f"{start}{head}{_Pen('file').shapes(drawing.shapes)}</svg>"


class _Pen:
    """Writes shapes with the colours of a page or of a file."""

    def __init__(self, look: Literal["page", "file"]) -> None:
        self._page = look == "page"

    def shapes(self, shapes: Iterable[Shape]) -> str:
        return "".join(self._shape(shape) for shape in shapes)

    def _shape(self, shape: Shape) -> str:
        match shape:
            case Box():
                return self._box(shape)
            case Path():
                return self._path(shape)
            case Words():
                return self._words(shape)
            case Group():
                return self._group(shape)

    def _box(self, box: Box) -> str:
        at = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
        corner = f' rx="{_n(box.corner)}"' if box.corner else ""
        return f"<rect {at}{corner}{self._look(box)}/>"

    def _path(self, path: Path) -> str:
        drawn = f"<path d={_quoted(_short(path.d))}{self._look(path)}/>"
        return drawn + self._arrow(path) if path.arrow else drawn

    def _arrow(self, path: Path) -> str:
        """Return the head of an arrow at the end of a path whose last step is a straight line."""
        (x, y), degrees = _end(path.d)
        turned = f'transform="translate({_n(x)} {_n(y)}) rotate({_n(degrees)})"'
        return f'<path d="{_ARROW}" {turned}{self._look(Path("", fill=path.stroke))}/>'

    def _words(self, words: Words) -> str:
        anchor = f' text-anchor="{words.anchor}"' if words.anchor != "start" else ""
        weight = ' font-weight="700"' if words.bold else ""
        size = "" if self._page and words.size == _SIZE else f' font-size="{_n(words.size)}"'
        look = f' fill="{LIGHT[words.tone]}"'
        if self._page:
            look = f' class="f-{words.tone}"' if words.tone != "ink" else ""
        at = f'x="{_n(words.x)}" y="{_n(words.y)}"'
        return f"<text {at}{size}{anchor}{weight}{look}>{_text(words.text)}</text>"

    def _group(self, group: Group) -> str:
        moves = []
        if group.x or group.y:
            moves.append(f"translate({_n(group.x)} {_n(group.y)})")
        if group.scale != 1:
            moves.append(f"scale({group.scale:.4g})")
        moved = f' transform="{" ".join(moves)}"' if moves else ""
        inside = f"<g{moved}>{self.shapes(group.shapes)}</g>"
        return f"<a href={_quoted(group.href)}>{inside}</a>" if group.href and self._page else inside

    def _look(self, shape: Box | Path) -> str:
        """Return the attributes of fill and outline."""
        tint = f' fill-opacity="{TINT}"' if shape.tint else ""
        width = dashes = ""
        if shape.stroke != "none":
            usual = self._page and shape.stroke_width == _STROKE_WIDTH
            width = "" if usual else f' stroke-width="{_n(shape.stroke_width)}"'
            dashes = f' stroke-dasharray="{_DASHES}"' if shape.dashed else ""
        return f"{self._colours(shape)}{tint}{width}{dashes}"

    def _colours(self, shape: Box | Path) -> str:
        """Return what fills and outlines a shape: classes on a page, colours in a file."""
        if not self._page:
            stroke = f' stroke="{LIGHT[shape.stroke]}"' if shape.stroke != "none" else ""
            return f' fill="{LIGHT[shape.fill]}"{stroke}'
        classes = [f"f-{shape.fill}"] if shape.fill != "none" else []
        classes += [f"s-{shape.stroke}"] if shape.stroke != "none" else []
        return f' class="{" ".join(classes)}"' if classes else ""


def _end(d: str) -> tuple[tuple[float, float], float]:
    """Return where a path of absolute M, L, H and V ends, and the direction of its last step in degrees."""
    x = y = 0.0
    before = (x, y)
    for letter, numbers in re.findall(r"([MLHV])([^MLHV]*)", d):
        values = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", numbers)]
        before = (x, y)
        if letter == "H":
            x = values[-1]
        elif letter == "V":
            y = values[-1]
        else:
            x, y = values[-2:]
    return (x, y), math.degrees(math.atan2(y - before[1], x - before[0]))


def _n(number: float) -> str:
    """Return a length for SVG; what is finer than a tenth of a pixel nobody sees."""
    return f"{round(number, 1) + 0.0:g}"


def _short(d: str) -> str:
    """Return a path with no decimals that say nothing."""
    return re.sub(r"\d+\.\d+", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), d)


def _text(text: str) -> str:
    """Return text for XML, without the characters that XML cannot hold."""
    return escape(_NOT_XML.sub("", text))


def _quoted(value: str) -> str:
    """Return the value of an attribute in quotes."""
    return quoteattr(_NOT_XML.sub("", value))
