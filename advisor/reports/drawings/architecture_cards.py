"""Boxes of an architecture: icon, name and notes, as high as their words need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.pictures.drawing import SMALLEST_TEXT, Box, Group, Tone, Words
from advisor.pictures.fonts import text_width, wrapped
from advisor.pictures.icons import GRID, icon
from advisor.reports.report.architecture import Node

NAME, NOTE = 14.0, SMALLEST_TEXT
NAME_LINE, NOTE_LINE = 18.0, 17.0
PAD, GAP, CORNER = 11.0, 8.0, 3.0
#: Other typefaces may be wider than the one measured with.
SLACK = 0.95
#: From the top of a name's first line to its baseline: in the middle of the icon beside it.
_NAME_BASE = 15.0

STRATEGIES: tuple[Tone, ...] = ("rehost", "refactor", "rearchitect", "rebuild")


@dataclass(frozen=True, slots=True)
class Card:
    """A node broken into lines for one width; ``height`` is the least it needs.

    ``beside``: the name stands beside its icon, otherwise below it.
    """

    node: Node
    width: float
    beside: bool
    name: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def head(self) -> float:
        """Return the height of icon and name."""
        lines = len(self.name) * NAME_LINE
        return max(GRID, lines) if self.beside else GRID + 5 + lines

    @property
    def height(self) -> float:
        """Return the least height, in pixels."""
        notes = 3 + len(self.notes) * NOTE_LINE if self.notes else 0
        return 2 * PAD + self.head + notes


def cards(nodes: Sequence[Node], width: float) -> tuple[Card, ...]:
    """Return nodes as cards of one width that look alike: all names beside their icons, or all below."""
    inside = (width - 2 * PAD) * SLACK
    narrow = inside - GRID - GAP
    widest = max((text_width(word, NAME, bold=True) for n in nodes for word in n.label.split()), default=0)
    beside = widest <= narrow
    return tuple(
        Card(
            node=node,
            width=width,
            beside=beside,
            name=tuple(wrapped(node.label, narrow if beside else inside, NAME, bold=True)),
            notes=tuple(line for note in node.notes for line in wrapped(note, inside, NOTE)),
        )
        for node in nodes
    )


def card_shape(
    card: Card, x: float, y: float, height: float, strategy: str, *, standby: bool = False
) -> Group:
    """Return a card with its left upper corner at (x, y), ``height`` high."""
    role = card.node.role
    tone: Tone = "soft" if role == "open" else "ink"
    left = PAD + (GRID + GAP if card.beside else 0)
    top = PAD + (0 if card.beside else GRID + 5)
    name = [
        Words(left, top + n * NAME_LINE + _NAME_BASE, text, NAME, bold=role != "open", tone=tone)
        for n, text in enumerate(card.name)
    ]
    below = PAD + card.head + 3 + NOTE
    notes = [Words(PAD, below + n * NOTE_LINE, text, NOTE, tone="soft") for n, text in enumerate(card.notes)]
    frame = _frame(role, card.width, height, strategy, standby=standby)
    return Group((frame, icon(card.node.icon, PAD, PAD, tone=tone), *name, *notes), x, y)


def _frame(role: str, width: float, height: float, strategy: str, *, standby: bool) -> Box:
    tone: Tone = next((tone for tone in STRATEGIES if tone == strategy), "ink")
    if role == "takes_over":
        tinted = tone != "ink"
        fill: Tone = tone if tinted else "quiet"
        return Box(0, 0, width, height, fill, tone, corner=CORNER, dashed=standby, tint=tinted)
    stroke: dict[str, Tone] = {"open": "line", "today": "control"}
    return Box(0, 0, width, height, "none", stroke.get(role, "ink"), corner=CORNER)


def caption_lines(text: str, width: float) -> list[str]:
    """Break a small text that stands outside of boxes."""
    return wrapped(text, width * SLACK, NOTE)
