"""Counts of what belongs to other people: none below five is shown, and none can be worked out.

Everybody counted is in exactly one cell, or in the rest. What is shown are cells of at least five, and the
number of everybody. So the difference between the two, the rest and the hidden cells together, can be
worked out as well: it has to be five or more, or else the smallest cell shown joins it, until it is. Zero is
hidden like one to four: that something holds for nobody is told of everybody.

From this follow the rules for those who count: one set of cells only, for a second one that cuts the same
people otherwise could be subtracted from the first; no sums but sums of what is shown; nobody in two cells;
and not among the others whoever looks, who knows their own cell.

What this cannot keep anybody from: who may change the rulebook can compare the counts of two drafts.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

LEAST = 5
Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Shown(Generic[Cell]):
    """What may be shown: ``everybody`` is None where they are fewer than five, and nothing is said."""

    everybody: int | None
    cells: Mapping[Cell, int]

    @property
    def rest(self) -> int:
        """How many are in none of the cells shown: at least five, or 0 where nothing is said."""
        return (self.everybody or 0) - sum(self.cells.values())


def hide(cells: Mapping[Cell, int], everybody: int, least: int = LEAST) -> Shown[Cell]:
    """Return what may be shown of ``cells``, which hold some of ``everybody``."""
    if everybody < least:
        return Shown(None, {})
    shown = {cell: count for cell, count in cells.items() if count >= least}
    for cell in sorted(shown, key=lambda cell: (shown[cell], repr(cell))):
        if everybody - sum(shown.values()) >= least:
            break
        del shown[cell]
    return Shown(everybody, shown)
