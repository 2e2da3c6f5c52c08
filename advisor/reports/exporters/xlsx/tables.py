"""A sheet of a workbook as a value: columns and typed cells, without a library and without a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from django.utils.translation import gettext, override, pgettext

from advisor.reports.report import Report

#: How a column's cells look: running text, a short word, a slug, signed points, a number, a day.
Look = Literal["text", "word", "slug", "points", "number", "date"]


class Link(NamedTuple):
    """A text that leads to an address; only http and https become a link."""

    text: str
    address: str


class Quantity(NamedTuple):
    """A number that is shown with its unit."""

    number: int | float
    unit: str


class Marked(NamedTuple):
    """The name of a strategy, to be shown with its shape and in its colour."""

    strategy: str
    name: str


Cell = str | int | float | date | Link | Quantity | Marked | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``width`` is in characters."""

    title: str
    width: float
    look: Look = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet that is a table; ``rows`` are made while they are written and can be gone through once."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]


def table_of(
    reports: Sequence[Report],
    name: str,
    columns: Iterable[Column],
    rows_of: Callable[[Report], Iterable[Row]],
) -> Table:
    """Return the rows of all reports as one table; of several reports, their workload comes first."""
    several = len(reports) != 1
    head = (Column(pgettext("spreadsheet", "Workload"), 26),) if several else ()
    return Table(name, (*head, *columns), _rows(reports, rows_of, several))


def _rows(
    reports: Sequence[Report], rows_of: Callable[[Report], Iterable[Row]], several: bool
) -> Iterator[Row]:
    for report in reports:
        with override(report.subject.language):
            rows = list(rows_of(report))
        for row in rows:
            yield (report.subject.name, *row) if several else row


def yes_no(value: bool | None) -> str:
    """Return a truth in words; ``None`` is what was not asked for."""
    if value is None:
        return gettext("not asked for")
    return pgettext("spreadsheet", "yes") if value else pgettext("spreadsheet", "no")
