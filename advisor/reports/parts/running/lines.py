"""Lines of arithmetic while they are being written."""

from __future__ import annotations

from dataclasses import dataclass, field

from advisor.reports.report import Cites, Statement, Worked


@dataclass(slots=True)
class Lines:
    """What was worked out so far; ``short`` stands in the part's headline."""

    headline: str = ""
    short: str = ""
    rows: list[Worked] = field(default_factory=list)
    notes: list[Statement] = field(default_factory=list)

    def add(self, label: str, working: str, result: str, cites: Cites = ()) -> None:
        """Add a line."""
        self.rows.append(Worked(label, working, result, cites))
