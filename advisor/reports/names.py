"""What the four strategies are called elsewhere, from the rulebook's table ``strategy-names``."""

from __future__ import annotations

from django.utils.translation import gettext

from advisor.engine.rulebook import Text
from advisor.reports.desk import Desk, fill
from advisor.reports.report import NameTable

TABLE = "strategy-names"
KEY_COLUMN = "strategy"
#: The columns that hold the names of today.
TODAY = ("caf", "aws")


def name_table(desk: Desk) -> NameTable | None:
    """Return the map of names, or ``None`` where the rulebook has none."""
    table = desk.rulebook.tables.get(TABLE)
    if table is None:
        return None
    columns = [column for column in table.columns if column.slug != KEY_COLUMN]
    here = {option.slug: desk.say(option.name) for option in desk.rulebook.decisions["strategy"].options}
    rows = tuple(
        (slug, here.get(slug, ""), tuple(_cell(desk, row.get(column.slug)) for column in columns))
        for row in table.rows
        for slug in [str(row.get(KEY_COLUMN) or "")]
    )
    return NameTable(
        columns=tuple(desk.say(column.label) for column in columns),
        kinds=tuple(column.slug for column in columns),
        rows=rows,
        cites=desk.cite(table.sources),
    )


def names_elsewhere(desk: Desk, strategy: str) -> str:
    """Return one sentence with the names of a strategy elsewhere, or ""."""
    table = name_table(desk)
    cells = next((cells for slug, _, cells in table.rows if slug == strategy), ()) if table else ()
    if table is None or not any(cells):
        return ""
    named = zip(table.columns, cells, table.kinds, strict=True)
    told = [(column, cell) for column, cell, kind in named if cell and kind in TODAY]
    sentence = gettext("%(framework)s calls it %(name)s.")
    return " ".join(fill(sentence, framework=column, name=cell) for column, cell in told)


def _cell(desk: Desk, value: Text | str | float | int | None) -> str:
    if isinstance(value, Text):
        return desk.say(value)
    return "" if value is None else str(value)
