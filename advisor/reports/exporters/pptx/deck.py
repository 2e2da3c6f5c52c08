"""A deck before it is a file: what each slide says, and nothing of XML.

Texts are whole; the writer cuts them to the room that a layout gives, and counts what it leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from advisor.pictures.drawing import Drawing
from advisor.reports.evaluation import Logo
from advisor.reports.exporters.pptx.layouts import Layout

#: What a colour of the theme means; "" leaves the colour to the style.
Tone = Literal["", "ink", "soft", "rehost", "refactor", "rearchitect", "rebuild"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one look."""

    text: str
    bold: bool = False
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph in a style of :data:`styles.STYLES`; it is cut where it needs more than ``most`` lines."""

    pieces: tuple[Piece, ...]
    style: str = "body"
    most: int = 4

    @property
    def text(self) -> str:
        """Return the words."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def bold(self) -> bool:
        """Return whether all words are bold."""
        return all(piece.bold for piece in self.pieces if piece.text)


#: Paragraphs that are shown together or not at all.
Item: TypeAlias = tuple[Para, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Text; items that do not fit are counted where ``counted``, and else dropped in silence."""

    items: tuple[Item, ...]
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``shares`` are the columns' shares of the width.

    ``names`` name the rows, for those that are left out; empty where they are counted only.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Item, ...], ...]
    shares: tuple[int, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing; its description is the alternative text."""

    drawing: Drawing


@dataclass(frozen=True, slots=True)
class LogoPicture:
    """The logo on the cover."""

    logo: Logo
    alternative: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One strategy: points for and against (both 0 or more)."""

    strategy: str
    name: str
    points_for: int
    points_against: int
    ruled_out: bool


@dataclass(frozen=True, slots=True)
class PointsChart:
    """Points for and against each strategy as a native chart; the labels name its two series."""

    rows: tuple[ChartRow, ...]
    label_for: str
    label_against: str
    alternative: str


Content: TypeAlias = Prose | Grid | Picture | LogoPicture | PointsChart


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide. ``contents`` fill the layout's slots by their number; ``notes`` are paragraphs.

    ``strategy`` is the slug whose mark stands before the title, or "".
    """

    layout: Layout
    eyebrow: str
    title: str
    contents: Mapping[int, Content]
    notes: tuple[str, ...] = ()
    strategy: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """All slides in one language ("en" or "ko"), and what stands on each of them."""

    language: str
    title: str
    footer: str
    slides: tuple[Slide, ...] = field(default_factory=tuple)


def plain(text: str, style: str = "body", most: int = 4) -> Para:
    """Return a paragraph in one look."""
    return Para((Piece(text),), style, most)
