"""A picture as plain shapes, before anything is said of colours, fonts or files.

Lengths are in pixels of a page that is looked at without zoom; the origin is at the top left. Colours are
named by what they mean, so that one drawing serves page and paper, light and dark.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

#: What a colour means; the names of strategies are those of the four options.
Tone = Literal[
    "none", "ink", "soft", "control", "line", "paper", "quiet",
    "rehost", "refactor", "rearchitect", "rebuild",
]  # fmt: skip
Anchor = Literal["start", "middle", "end"]

#: The smallest text, in pixels: below it nobody reads on a telephone.
SMALLEST_TEXT = 13.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle. ``tint`` fills it with a breath of its colour only, for text in ink on top."""

    x: float
    y: float
    width: float
    height: float
    fill: Tone = "none"
    stroke: Tone = "none"
    stroke_width: float = 1.5
    corner: float = 0
    dashed: bool = False
    tint: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """An outline in SVG's path language, made by our own code only; ``arrow`` points along its end."""

    d: str
    fill: Tone = "none"
    stroke: Tone = "none"
    stroke_width: float = 1.5
    dashed: bool = False
    tint: bool = False
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text whose baseline begins, is centred or ends at (x, y); ``size`` in pixels."""

    x: float
    y: float
    text: str
    size: float = SMALLEST_TEXT
    bold: bool = False
    tone: Tone = "ink"
    anchor: Anchor = "start"


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that belong together, moved by (x, y) and scaled; ``href`` makes them a link on the page."""

    shapes: tuple[Shape, ...]
    x: float = 0
    y: float = 0
    scale: float = 1
    href: str = ""


Shape: TypeAlias = Box | Path | Words | Group


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole picture. ``title`` names it; ``description`` says in full sentences all that it shows."""

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[Shape, ...] = field(default_factory=tuple)
