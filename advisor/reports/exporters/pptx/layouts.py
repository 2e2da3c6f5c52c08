"""The layouts: which slots a slide has, and where. The template is written from them.

A slide is 960 × 540 points (16:9). Slots of a layout never overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

WIDTH, HEIGHT = 960, 540
MARGIN = 48
INNER = WIDTH - 2 * MARGIN
#: Where the ink rule above each part stands, and the hairline above the foot.
RULE, FOOT = 30, 498
TOP, BOTTOM = 148, 484
GAP = 40
COLUMN = (INNER - GAP) // 2

#: Numbers of slots that have the same meaning in every layout.
TITLE, LEFT, RIGHT, FOOTER, NUMBER = 0, 1, 2, 10, 11
DETAILS, EYEBROW, PICTURE, TABLE, CHART, OTHER_TABLE = 12, 13, 14, 16, 17, 18

Kind = Literal["title", "ctrTitle", "body", "pic", "tbl", "chart", "ftr", "sldNum"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder. ``style`` is that of all its text; "" leaves paragraphs to the master's levels."""

    number: int
    kind: Kind
    name: str
    x: int
    y: int
    width: int
    height: int
    style: str = ""
    anchor: Literal["t", "b"] = "t"


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout by its English name, which editors show, and PowerPoint's name for its type."""

    name: str
    type: str
    slots: tuple[Slot, ...]

    def slot(self, number: int) -> Slot:
        """Return the slot of a number. Raises :class:`KeyError`."""
        for slot in self.slots:
            if slot.number == number:
                return slot
        raise KeyError(f"{self.name} has no slot {number}")


FOOT_SLOTS = (
    Slot(FOOTER, "ftr", "Footer", MARGIN, FOOT + 8, INNER - 120, 16, "footer"),
    Slot(NUMBER, "sldNum", "Slide number", WIDTH - MARGIN - 100, FOOT + 8, 100, 16, "footer"),
)
HEAD_SLOTS = (
    Slot(EYEBROW, "body", "Part", MARGIN, RULE + 8, INNER, 20, "eyebrow"),
    Slot(TITLE, "title", "Title", MARGIN, RULE + 30, INNER, 72, "title"),
)


def _layout(name: str, type_: str, *slots: Slot) -> Layout:
    return Layout(name, type_, (*HEAD_SLOTS, *slots, *FOOT_SLOTS))


def _slot(number: int, kind: Kind, name: str, x: int, width: int, y: int = TOP, bottom: int = BOTTOM) -> Slot:
    return Slot(number, kind, name, x, y, width, bottom - y)


_SECOND = MARGIN + COLUMN + GAP

COVER = Layout(
    "Title slide",
    "title",
    (
        Slot(EYEBROW, "body", "Workload", MARGIN, 104, 660, 60, "workload", "b"),
        Slot(TITLE, "ctrTitle", "Title", MARGIN + 68, 176, INNER - 68, 66, "display"),
        Slot(LEFT, "body", "Lead", MARGIN, 256, 720, 152),
        Slot(DETAILS, "body", "Details", MARGIN, 416, 720, 72, "details", "b"),
        Slot(PICTURE, "pic", "Logo", WIDTH - MARGIN - 160, 48, 160, 80),
        *FOOT_SLOTS,
    ),
)
CONTENT = _layout("Title and content", "tx", _slot(LEFT, "body", "Content", MARGIN, INNER))
COLUMNS = _layout(
    "Title and two columns",
    "twoObj",
    _slot(LEFT, "body", "Left", MARGIN, COLUMN),
    _slot(RIGHT, "body", "Right", _SECOND, COLUMN),
)


def _below_picture_title(name: str, *slots: Slot) -> Layout:
    """Return a layout with a smaller title, as pictures need the height."""
    title = Slot(TITLE, "title", "Title", MARGIN, RULE + 30, INNER, 58, "caption")
    return Layout(name, "picTx", (HEAD_SLOTS[0], title, *slots, *FOOT_SLOTS))


_PICTURE_TOP, _PICTURE_BOTTOM = 122, 490
#: Of a picture as wide as the slide, above a table.
_STRIP_BOTTOM = 268
BROAD_PICTURE = _below_picture_title(
    "Title and picture", _slot(PICTURE, "pic", "Picture", MARGIN, INNER, _PICTURE_TOP, _PICTURE_BOTTOM)
)
PICTURE_AND_TABLE = _below_picture_title(
    "Title, picture and table",
    _slot(PICTURE, "pic", "Picture", MARGIN, INNER, _PICTURE_TOP, _STRIP_BOTTOM),
    _slot(TABLE, "tbl", "Table", MARGIN, INNER, _STRIP_BOTTOM + 10, _PICTURE_BOTTOM),
)
ONE_TABLE = _layout("Title and table", "tbl", _slot(TABLE, "tbl", "Table", MARGIN, INNER))
TWO_TABLES = _layout(
    "Title and two tables",
    "twoObj",
    _slot(TABLE, "tbl", "Left table", MARGIN, COLUMN),
    _slot(OTHER_TABLE, "tbl", "Right table", _SECOND, COLUMN),
)
CHART_AND_TABLE = _layout(
    "Title, chart and table",
    "chartAndTx",
    _slot(CHART, "chart", "Chart", MARGIN, COLUMN - 40),
    _slot(TABLE, "tbl", "Table", _SECOND - 40, COLUMN + 40),
)
LAYOUTS = (
    COVER, CONTENT, COLUMNS, BROAD_PICTURE, ONE_TABLE, TWO_TABLES, CHART_AND_TABLE, PICTURE_AND_TABLE,
)  # fmt: skip
