"""Reading the rulebook's tables: cells by kind, each row with its own source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from advisor.engine.rulebook import Text
from advisor.reports.desk import Desk
from advisor.reports.report import Cites

#: Columns that name the source of their row; without one, the sources of the whole table count.
_SOURCE_COLUMNS = ("source", "source_2")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a reference table, read in the report's language."""

    desk: Desk
    cells: Mapping[str, Text | str | float | int | None]
    sources: tuple[str, ...]

    def slug(self, column: str) -> str:
        """Return a slug; "" where there is none."""
        cell = self.cells.get(column)
        return cell if isinstance(cell, str) else ""

    def number(self, column: str) -> Fraction | None:
        """Return a number, exactly as it is written."""
        cell = self.cells.get(column)
        return exact(cell) if isinstance(cell, int | float) else None

    def text(self, column: str) -> str:
        """Return a text in the report's language, or a slug as it is; "" where there is neither."""
        cell = self.cells.get(column)
        if isinstance(cell, Text):
            return self.desk.say(cell)
        return cell if isinstance(cell, str) else ""

    def cites(self) -> Cites:
        """Return the numbers of the row's own sources; of the table's where it names none."""
        own = [slug for column in _SOURCE_COLUMNS if (slug := self.slug(column))]
        return self.desk.cite(own or self.sources)


def table_rows(desk: Desk, table: str, **wanted: str) -> list[Row]:
    """Return the rows of a table whose slugs are as wanted; none where the rulebook lacks the table."""
    found = desk.rulebook.tables.get(table)
    rows = [Row(desk, cells, found.sources) for cells in found.rows] if found else []
    return [row for row in rows if all(row.slug(column) == slug for column, slug in wanted.items())]


def exact(number: float) -> Fraction:
    """Return a number as it is written in decimals: 0.1 is one tenth."""
    return Fraction(str(number))
