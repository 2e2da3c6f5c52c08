"""The blocks of a paper. They hold words and pictures only: no markup, no colours, no format's habits.

Texts are as people typed them; each writer makes them harmless in its own way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from typing import Literal, TypeAlias

from advisor.pictures.drawing import Drawing
from advisor.reports.evaluation import Logo


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style. ``link`` is an https address, or "#anchor" within the paper, or "".

    A line feed begins a new line where a format can do that; elsewhere it is a space.
    """

    text: str
    bold: bool = False
    soft: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """The number of a source, which stands in the paper's list of sources under the anchor ``s<number>``."""

    number: int


@dataclass(frozen=True, slots=True)
class Mark:
    """The shape of a strategy (a square, circle, triangle, diamond), drawn before its name."""

    strategy: str


Inline: TypeAlias = Run | Cite | Mark
#: One line of running text, or what stands in one cell of a table.
Line: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a part of the report) to 4.

    Parts have a ``number`` and a ``label``, the name of the part, above the finding that is their text;
    ``anchor`` is where links lead.
    """

    level: Literal[1, 2, 3, 4]
    text: str
    anchor: str = ""
    number: str = ""
    label: str = ""
    #: The shape of a strategy before the text.
    strategy: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``style`` lead is larger, note smaller and softer."""

    line: Line
    style: Literal["body", "lead", "note"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order."""

    items: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a numbered list: its text, and labelled lines below it (label, text)."""

    line: Line
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """A numbered list that counts from ``start``."""

    items: tuple[Item, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``widths`` are the columns' shares of the width; ``numeric`` columns are set to the right.

    ``caption`` says what it shows, for contents and for those who do not see it; ``heads`` tells whether
    the first cell of each row names the row.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    widths: tuple[int, ...] = ()
    numeric: tuple[int, ...] = ()
    heads: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption. Its text alternative is the drawing's description.

    ``mermaid`` is the same in Mermaid's language, for wikis that draw it; "" where there is none. ``narrow``
    is the same for a telephone, where there is such a layout.
    """

    drawing: Drawing
    caption: str
    mermaid: str = ""
    narrow: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values that are taken in at one glance: (label, value, note)."""

    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One numbered source; ``url`` may be ""."""

    number: int
    title: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The list of sources."""

    items: tuple[SourceLine, ...]


Block: TypeAlias = Heading | Paragraph | Bullets | Numbers | Table | Figure | Facts | Sources


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page. ``strategy`` is a slug, or ""; ``rows`` are (label, value) in the order to print them.

    ``eyebrow`` names the workload, ``title`` the outcome, ``confidentiality`` stands on every page.
    """

    eyebrow: str
    title: str
    strategy: str
    lead: str
    rows: tuple[tuple[str, str], ...]
    confidentiality: str = ""
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper in one language ("en" or "ko").

    ``running_title`` stands on every page; ``summary`` is the first screen, before the contents;
    ``blocks`` are the numbered parts; ``contents_title`` heads the table of contents. ``made_from`` says in
    one line which rulebook and which recommendation it is, for the foot of the last page. ``author`` and
    ``written_on`` are what a file says of itself: who prepared the paper, and the day in ``date``.
    """

    language: str
    title: str
    running_title: str
    date: str
    cover: Cover
    summary: tuple[Block, ...]
    contents_title: str
    blocks: tuple[Block, ...]
    made_from: str = ""
    author: str = ""
    written_on: Day | None = None
