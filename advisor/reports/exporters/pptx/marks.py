"""The shapes of the four strategies: drawn before a title, and as letters in text."""

from __future__ import annotations

from typing import Any

from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

#: The same shapes as letters of every typeface.
GLYPHS = {"rehost": "■", "refactor": "●", "rearchitect": "▲", "rebuild": "◆"}
_SHAPES = {
    "rehost": (MSO_SHAPE.RECTANGLE, MSO_THEME_COLOR.ACCENT_1),
    "refactor": (MSO_SHAPE.OVAL, MSO_THEME_COLOR.ACCENT_2),
    "rearchitect": (MSO_SHAPE.ISOSCELES_TRIANGLE, MSO_THEME_COLOR.ACCENT_3),
    "rebuild": (MSO_SHAPE.DIAMOND, MSO_THEME_COLOR.ACCENT_4),
}


def draw_mark(shapes: Any, strategy: str, x: float, y: float, size: float) -> None:
    """Draw a strategy's shape, ``size`` points wide, its top left corner at (x, y)."""
    kind, colour = _SHAPES[strategy]
    shape = shapes.add_shape(kind, Pt(x), Pt(y), Pt(size), Pt(size))
    shape.name = "Mark"
    shape._element.nvSpPr.cNvPr.set("descr", strategy.capitalize())
    shape.fill.solid()
    shape.fill.fore_color.theme_color = colour
    shape.line.fill.background()
    shape.shadow.inherit = False
