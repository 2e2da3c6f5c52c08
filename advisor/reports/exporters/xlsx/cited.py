"""One numbering of sources for a whole workbook; of a single report it is the report's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import pgettext

from advisor.engine.rulebook import Source
from advisor.reports import labels
from advisor.reports.exporters import rows
from advisor.reports.exporters.xlsx.tables import Cell, Column, Link, Row, Table
from advisor.reports.report import Cites, Report


class Cited:
    """The sources behind the reports of a workbook, by number."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._numbers: dict[str, int] = {}
        self._sources: list[Source] = []
        self._said: dict[tuple[str, ...], str] = {}
        for report in reports:
            self._add(view.source for view in report.sources.sources)
        for report in reports:
            rulebook = report.evaluation.rulebook
            rules = rows.rules_that_held(report)
            behind = {slug for rule in rules for slug in labels.rule_sources(rulebook, rule)}
            self._add(source for slug, source in rulebook.sources.items() if slug in behind)

    def said(self, slugs: tuple[str, ...]) -> str:
        """Return sources by number and title, for a cell: “[2] The guide; [5] Limits”."""
        if slugs not in self._said:
            known = sorted(self._numbers[slug] for slug in slugs if slug in self._numbers)
            told = [f"[{number}] {self._sources[number - 1].title}" for number in known]
            self._said[slugs] = rows.BETWEEN.join(told)
        return self._said[slugs]

    def cited(self, report: Report, cites: Cites) -> str:
        """Return what a report cites by its own numbers."""
        return self.said(tuple(report.sources.sources[number - 1].source.slug for number in cites))

    def table(self) -> Table:
        """Return the sheet of all sources."""
        columns = (
            Column(pgettext("spreadsheet", "Number"), 9, "number"),
            Column(pgettext("spreadsheet", "Title"), 60),
            Column(pgettext("spreadsheet", "Publisher"), 22),
            Column(pgettext("spreadsheet", "Published"), 12, "date"),
            Column(pgettext("spreadsheet", "Checked"), 12, "date"),
            Column(pgettext("spreadsheet", "Address"), 70),
        )
        return Table(pgettext("sheet", "Sources"), columns, self._rows())

    def _rows(self) -> Iterable[Row]:
        for number, source in enumerate(self._sources, start=1):
            address = Link(source.url, source.url) if source.url else None
            published = _day(source.published_on)
            yield (number, source.title, source.publisher, published, source.checked_on, address)

    def _add(self, sources: Iterable[Source]) -> None:
        for source in sources:
            if source.slug not in self._numbers:
                self._sources.append(source)
                self._numbers[source.slug] = len(self._sources)


def _day(text: str | None) -> Cell:
    """Return a day as a date; a month or a year stays the text that it is."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return text
