"""Lines of text in drawings: sizes, and lines set below each other from a top edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.pictures.drawing import SMALLEST_TEXT, Anchor, Tone, Words
from advisor.pictures.fonts import fitted, text_width

#: Half the height of a capital, in em: from the middle of a line down to its baseline.
_HALF_CAPITAL = 0.36


@dataclass(frozen=True, slots=True)
class Letters:
    """How a text is set; ``size`` and ``leading`` (from one line to the next) in pixels."""

    size: float = SMALLEST_TEXT
    leading: float = 18.0
    bold: bool = False
    tone: Tone = "ink"

    def fitted(self, text: str, width: float, most: int = 1) -> list[str]:
        """Return a text in at most ``most`` lines, shortened where it is longer."""
        return fitted(text, width, self.size, most, bold=self.bold)

    def width(self, text: str) -> float:
        """Return how wide one line is."""
        return text_width(text, self.size, bold=self.bold)

    def height(self, lines: Sequence[str]) -> float:
        """Return how far lines reach down."""
        return len(lines) * self.leading

    def set(self, lines: Sequence[str], x: float, top: float, anchor: Anchor = "start") -> list[Words]:
        """Return lines below each other, the first one's upper edge at ``top``."""
        down = self.leading / 2 + self.size * _HALF_CAPITAL
        return [
            Words(x, top + n * self.leading + down, line, self.size, self.bold, self.tone, anchor)
            for n, line in enumerate(lines)
        ]


#: A heading inside a picture, a name, plain words, and what is said beside them.
HEADING = Letters(15.0, 22.0, bold=True)
NAME = Letters(bold=True)
PLAIN = Letters()
SOFT = Letters(tone="soft")


def sentences(*parts: str) -> str:
    """Join what is told in a description, each as a sentence of its own."""
    return " ".join(part if part.endswith((".", "…")) else f"{part}." for part in parts if part)
