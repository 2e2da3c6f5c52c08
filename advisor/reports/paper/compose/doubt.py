"""The parts on what could still change the recommendation: other answers, and missing ones."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from advisor.reports.drawings.changes import changes_drawing
from advisor.reports.paper.blocks import Block, Heading, Inline, Line, Mark, Paragraph, Run, Table
from advisor.reports.paper.compose.pieces import figure, paragraphs, part, plain
from advisor.reports.report import ChangeRow, ChangeTable, Report, UnknownRow


def changes(report: Report) -> Iterator[Block]:
    """Yield what would change each decision."""
    yield part("changes", report.changes.headline)
    caption = gettext("The single answers that would change an outcome, and what it would be then.")
    yield from figure(changes_drawing(report), changes_drawing(report, "tall"), caption)
    for table in report.changes.tables:
        yield Heading(2, table.title)
        yield from paragraphs(table.sentence)
        yield from _changes(table)


def unknown(report: Report) -> Iterator[Block]:
    """Yield the questions without an answer, those that matter with where to find it."""
    told = report.unknown
    yield part("unknown", told.headline)
    for title, rows in (
        (gettext("Open questions"), told.open),
        (gettext("Answered with “I don’t know”"), told.closed),
    ):
        if rows:
            yield Heading(2, title)
            yield from _questions(title, rows)


def _changes(table: ChangeTable) -> Iterator[Block]:
    if table.rows:
        columns = (gettext("If this were so"), gettext("instead of"), gettext("it would be"))
        rows = tuple(
            (_if_so(row), plain("; ".join(row.instead_of)), _outcome(table, row)) for row in table.rows
        )
        yield Table(f"{gettext('What would change this')}: {table.title}", columns, rows, (50, 25, 25))
    if table.left_out:
        text = ngettext(
            "%(count)s more is in the JSON file.", "%(count)s more are in the JSON file.", table.left_out
        )
        yield Paragraph(plain(text % {"count": table.left_out}), "note")


def _if_so(row: ChangeRow) -> Line:
    both: list[Inline] = []
    for words in row.if_so:
        both += [Run(f" {gettext('and')} ", bold=True), Run(words)] if both else [Run(words)]
    return tuple(both)


def _outcome(table: ChangeTable, row: ChangeRow) -> Line:
    mark: tuple[Inline, ...] = (Mark(row.outcome),) if table.decision == "strategy" and row.outcome else ()
    return (*mark, Run(row.outcome_name, bold=True))


def _questions(title: str, rows: tuple[UnknownRow, ...]) -> Iterator[Block]:
    matter = tuple(row for row in rows if row.matters)
    rest = tuple(row for row in rows if not row.matters)
    if matter:
        columns = (
            gettext("Question"),
            gettext("Can it change an outcome?"),
            gettext("Where to find the answer"),
        )
        cells = tuple((plain(row.text), plain(row.effect), plain(row.where)) for row in matter)
        yield Table(title, columns, cells, (32, 18, 50))
    if rest:
        yield from _harmless(rest)


def _harmless(rows: tuple[UnknownRow, ...]) -> Iterator[Block]:
    """Yield the questions that change nothing, or of which nobody asked whether they do."""
    effects = sorted({row.effect for row in rows})
    if effects == [gettext("No")]:
        text = ngettext(
            "%(count)s that cannot change an outcome", "%(count)s that cannot change an outcome", len(rows)
        )
        yield Heading(3, text % {"count": len(rows)})
    else:
        yield Heading(3, f"{gettext('Can it change an outcome?')} {', '.join(effects)}")
    yield from paragraphs(" ".join(row.text for row in rows))
