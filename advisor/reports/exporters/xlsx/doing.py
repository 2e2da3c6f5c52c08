"""The sheets of advice and plan: what to heed, and what to do in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext, pgettext

from advisor.reports.exporters.xlsx.cited import Cited
from advisor.reports.exporters.xlsx.tables import Column, Row, Table, table_of
from advisor.reports.parts.advice import topic_title
from advisor.reports.report import AdviceItem, Report


def advice_table(reports: Sequence[Report], cited: Cited) -> Table:
    """Return all advice but the plan: what to settle first, risks, practices, savings."""
    columns = (
        Column(pgettext("spreadsheet", "Kind"), 18),
        Column(pgettext("spreadsheet", "Topic"), 20),
        Column(pgettext("spreadsheet", "Title"), 40),
        Column(pgettext("spreadsheet", "Text"), 70),
        Column(pgettext("spreadsheet", "Answers behind it"), 40),
        Column(pgettext("spreadsheet", "Sources"), 44),
    )

    def found(report: Report) -> Iterator[Row]:
        for kind, topic, item in _items(report):
            sources = cited.cited(report, item.cites)
            yield (kind, topic, item.title, item.text, item.answers, sources)
        yield from _factors(report, cited)

    return table_of(reports, pgettext("sheet", "Advice"), columns, found)


def _items(report: Report) -> Iterator[tuple[str, str, AdviceItem]]:
    """Yield kind, topic and advice, as the report has them from top to bottom."""
    running, practices, cost = report.running, report.practices, report.cost
    practice = pgettext("spreadsheet", "Practice")
    yield from _each(gettext("Before you move"), "", report.signs.items)
    views = (
        (pgettext("running", "Size"), running.sizing),
        (gettext("Scaling"), running.scaling),
        (gettext("Releases"), running.release),
        (pgettext("running", "Availability"), running.availability),
    )
    for title, view in views:
        yield from _each(practice, title, view.items if view else ())
    yield from _each(pgettext("spreadsheet", "Practice to adopt next"), "", practices.adopt)
    for topic in practices.topics:
        yield from _each(practice, topic.title, topic.items)
    yield from _each(pgettext("spreadsheet", "Risk"), "", report.risks.items)
    yield from _each(pgettext("spreadsheet", "Saving"), gettext("Cost"), cost.savings)
    yield from _each(practice, gettext("Cost"), cost.advice)


def _each(kind: str, topic: str, items: Iterable[AdviceItem]) -> Iterator[tuple[str, str, AdviceItem]]:
    for item in items:
        yield kind, topic, item


def _factors(report: Report, cited: Cited) -> Iterator[Row]:
    """Yield what the gaps among the twelve factors break, and what mends them."""
    topic = topic_title("twelve_factors")
    for factor in report.practices.factors:
        for kind, statements in (
            (pgettext("spreadsheet", "Risk"), factor.breaks),
            (pgettext("spreadsheet", "Practice"), factor.mends),
        ):
            for said in statements:
                yield (kind, topic, factor.name, said.text, factor.words, cited.cited(report, said.cites))


def plan_table(reports: Sequence[Report], cited: Cited) -> Table:
    """Return the steps of the plan in order."""
    columns = (
        Column(pgettext("spreadsheet", "Step"), 7, "number"),
        Column(pgettext("spreadsheet", "Phase"), 14),
        Column(pgettext("spreadsheet", "Title"), 36),
        Column(pgettext("spreadsheet", "Text"), 60),
        Column(gettext("Begin when"), 36),
        Column(gettext("Done when"), 36),
        Column(gettext("Tool"), 24),
        Column(pgettext("spreadsheet", "Answers behind it"), 34),
        Column(pgettext("spreadsheet", "Sources"), 40),
    )

    def found(report: Report) -> Iterator[Row]:
        for phase in report.plan.phases:
            for step in phase.steps:
                told = (step.title, step.text, step.entry, step.exit, step.tool, step.answers)
                yield (step.number, phase.title, *told, cited.cited(report, step.cites))

    return table_of(reports, pgettext("sheet", "Plan"), columns, found)
