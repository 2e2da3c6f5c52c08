"""What to watch, and what would change the recommendation, side by side."""

from __future__ import annotations

from django.utils.translation import gettext

from advisor.reports.exporters.pptx.deck import Grid, Item, Para, Piece, Slide
from advisor.reports.exporters.pptx.layouts import OTHER_TABLE, TABLE, TWO_TABLES
from advisor.reports.exporters.pptx.slides.said import (
    Said,
    cell,
    notes_of,
    of_advice,
    part_title,
    strategy_piece,
    titled,
)
from advisor.reports.report import ChangeRow, ChangeTable, Report


def risks(report: Report) -> Slide:
    """Return the slide of what could go wrong and what could go another way."""
    found = report.risks.items
    watched = Grid(
        caption=part_title("risks"),
        columns=(part_title("risks"),),
        rows=tuple((titled(item.title, item.text, 3),) for item in found)
        or ((cell(report.risks.headline, 3),),),
        shares=(1,),
    )
    return Slide(
        layout=TWO_TABLES,
        eyebrow=gettext("Risks, and what would change this"),
        title=report.changes.headline,
        contents={TABLE: watched, OTHER_TABLE: _changes(report)},
        notes=notes_of(report, [*map(of_advice, found), *_notes(report)]),
    )


def _changes(report: Report) -> Grid:
    tables = report.changes.tables
    rows = [_row(row) for row in _in_turn(tables)]
    nothing = tables[0].sentence if tables else report.changes.headline
    return Grid(
        caption=part_title("changes"),
        columns=(gettext("If this were so"), gettext("it would be")),
        rows=tuple(rows) or ((cell(nothing, 4), ()),),
        shares=(62, 38),
    )


def _in_turn(tables: tuple[ChangeTable, ...]) -> list[ChangeRow]:
    """Return the changes of the strategy first, and then those of the services."""
    return [row for table in tables for row in table.rows]


def _row(row: ChangeRow) -> tuple[Item, Item]:
    joint = " {} ".format(gettext("and"))
    instead = "{}: {}".format(gettext("instead of"), "; ".join(row.instead_of))
    if_so: Item = (
        Para((Piece(joint.join(row.if_so), bold=True),), "cell", 2),
        Para((Piece(instead, tone="soft"),), "cell", 1),
    )
    return if_so, (Para((strategy_piece(row.outcome), Piece(row.outcome_name)), "cell", 3),)


def _notes(report: Report) -> list[Said]:
    said: list[Said] = []
    for table in report.changes.tables:
        said.append((f"{table.title}: {table.sentence}", ()))
        said += [
            (f"{'; '.join(row.if_so)} ({'; '.join(row.instead_of)}) → {row.outcome_name}", ())
            for row in table.rows
        ]
    return said
