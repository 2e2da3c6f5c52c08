"""The styles of text: the master is written from them, and room is measured by them.

Lengths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """One style: letters of ``size`` on lines of ``line``, ``before`` free above each paragraph.

    ``colour`` is a name of the theme's colour map; ``indent`` hangs a bullet.
    """

    size: int
    line: int
    before: int = 0
    bold: bool = False
    colour: str = "tx1"
    indent: int = 0


#: The levels of text that slides are written with, in the master's order.
LEVELS = ("lead", "body", "bullet", "label", "figure", "small")

STYLES = {
    "lead": Style(20, 28, before=10),
    "body": Style(16, 22, before=6),
    "bullet": Style(16, 22, before=6, indent=16),
    "label": Style(14, 19, before=10, colour="tx2"),
    "figure": Style(20, 25, bold=True),
    "small": Style(14, 19, colour="tx2"),
    "title": Style(28, 34, bold=True),
    "caption": Style(24, 29, bold=True),
    "display": Style(54, 64, bold=True),
    "workload": Style(22, 29, colour="tx2"),
    "eyebrow": Style(14, 18, bold=True, colour="tx2"),
    "details": Style(14, 20, before=2),
    "note": Style(14, 19, colour="tx2"),
    "cell": Style(14, 18),
    "column": Style(14, 18, bold=True),
    "footer": Style(11, 14, colour="tx2"),
}
