"""The sheets of what was answered and what is unknown, of other outcomes decided, of names elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, pgettext

from advisor.reports.exporters import rows
from advisor.reports.exporters.xlsx.tables import Cell, Column, Marked, Quantity, Row, Table, table_of, yes_no
from advisor.reports.report import NameTable, Report


def answers_table(reports: Sequence[Report]) -> Table:
    """Return all answers with their notes."""
    columns = (
        Column(pgettext("spreadsheet", "Section"), 24),
        Column(pgettext("spreadsheet", "Question"), 56),
        Column(pgettext("spreadsheet", "Answer"), 36),
        Column(pgettext("spreadsheet", "Note"), 60),
        Column(pgettext("spreadsheet", "Has an effect"), 12, "word"),
    )
    return table_of(reports, pgettext("sheet", "Answers"), columns, _answers)


def _answers(report: Report) -> Iterator[Row]:
    words = {truth: yes_no(truth) for truth in (True, False)}
    for row in rows.answers(report):
        yield (row.section_title, row.text, _answer(row), row.note, words[row.counts])


def _answer(row: rows.Answered) -> Cell:
    if not row.given:
        return gettext("not answered")
    return Quantity(row.value, row.unit) if isinstance(row.value, int | float) else row.words


def unknown_table(reports: Sequence[Report]) -> Table:
    """Return the questions without an answer, those that still matter first."""
    columns = (
        Column(pgettext("spreadsheet", "Question"), 56),
        Column(pgettext("spreadsheet", "State"), 18, "word"),
        Column(pgettext("spreadsheet", "Can change an outcome"), 30),
        Column(pgettext("spreadsheet", "Where to find the answer"), 60),
    )
    return table_of(reports, pgettext("sheet", "Unknown"), columns, _unknown)


def _unknown(report: Report) -> Iterator[Row]:
    for row in report.unknown.open:
        yield (row.text, pgettext("spreadsheet", "open"), row.effect, row.where)
    for row in report.unknown.closed:
        yield (row.text, gettext("I don't know"), row.effect, row.where)


def overrides_table(reports: Sequence[Report]) -> Table:
    """Return where a reviewer decided otherwise, and why."""
    columns = (
        Column(pgettext("spreadsheet", "Decision"), 22),
        Column(pgettext("spreadsheet", "Recommended"), 30),
        Column(pgettext("spreadsheet", "Decided instead"), 30),
        Column(pgettext("spreadsheet", "Reason"), 70),
        Column(pgettext("spreadsheet", "Decided by"), 24),
        Column(pgettext("spreadsheet", "Date"), 12, "date"),
    )
    return table_of(reports, pgettext("sheet", "Decided otherwise"), columns, _overrides)


def _overrides(report: Report) -> Iterator[Row]:
    outcomes = {decision.decision: decision.outcome for decision in report.evaluation.ranked()}
    for override in report.subject.overrides:
        slug = override.decision
        names = rows.option_names(report, slug)
        options = [
            Marked(option, names.get(option, option)) if slug == "strategy" and option else names.get(option)
            for option in (outcomes[slug] or "", override.option)
        ]
        title = rows.decision_title(report, slug)
        yield (title, *options, override.reason, override.by, override.decided_on)


def names_table(names: NameTable) -> Table:
    """Return what the strategies are called elsewhere."""
    columns = (Column(gettext("Here"), 20), *(Column(title, 40) for title in names.columns))
    found = tuple(
        (Marked(slug, name) if slug else pgettext("spreadsheet", "none of the four"), *cells)
        for slug, name, cells in names.rows
    )
    return Table(pgettext("sheet", "Names elsewhere"), columns, found)
