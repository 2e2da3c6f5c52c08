"""The first sheet: of one report its verdict as a page, of several a row each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, pgettext

from advisor.reports.exporters import rows
from advisor.reports.exporters.xlsx.deciding import outcome, status_words
from advisor.reports.exporters.xlsx.tables import Cell, Column, Marked, Row, Table, table_of, yes_no
from advisor.reports.report import KeyFact, Report


def summary_name() -> str:
    """Return the first sheet's name."""
    return pgettext("sheet", "Summary")


@dataclass(frozen=True, slots=True)
class Summary:
    """The verdict as a page: heading, strategy, sentences, then label, value and note, row by row."""

    name: str
    title: str
    subtitle: str
    strategy: Marked
    sentences: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]


def summary_of(report: Report) -> Summary:
    """Return the verdict of one report."""
    verdict, subject = report.verdict, report.subject
    about = (report.date, subject.client, subject.cover.confidentiality, "Fourways")
    return Summary(
        name=summary_name(),
        title=subject.name,
        subtitle=" · ".join(part for part in about if part),
        strategy=Marked(verdict.strategy, verdict.title),
        sentences=tuple(
            text
            for text in (verdict.status, verdict.lead, f"{verdict.definition} {verdict.other_names}".strip())
            if text
        ),
        rows=(
            *_facts(verdict.facts),
            *_facts(verdict.stack),
            *_decided_otherwise(report),
            *_about(report),
        ),
    )


def _facts(facts: Sequence[KeyFact]) -> Iterator[tuple[str, str, str]]:
    for fact in facts:
        yield (fact.label, fact.value, fact.note)


def _decided_otherwise(report: Report) -> Iterator[tuple[str, str, str]]:
    for override in report.subject.overrides:
        label = pgettext("spreadsheet", "Decided otherwise")
        name = rows.option_names(report, override.decision).get(override.option, override.option)
        title = rows.decision_title(report, override.decision)
        yield (f"{label}: {title}", name, f"{override.reason} ({override.by})")


def _about(report: Report) -> Iterator[tuple[str, str, str]]:
    subject = report.subject
    told = (
        (gettext("Owner of the workload"), subject.contact, ""),
        (pgettext("spreadsheet", "Description"), "", subject.description),
        (pgettext("spreadsheet", "Prepared by"), subject.cover.prepared_by, ""),
        (pgettext("spreadsheet", "Version"), subject.cover.version, ""),
        (pgettext("sheet", "Answers"), report.appendix.answered, ""),
        (gettext("Rulebook version"), "", report.appendix.rulebook),
        (gettext("Recommendation"), "", report.appendix.recommendation),
    )
    yield from (row for row in told if row[1] or row[2])


def summaries_table(reports: Sequence[Report]) -> Table:
    """Return the verdicts of several reports, a row each."""
    columns = (
        Column(pgettext("spreadsheet", "Strategy"), 18),
        Column(pgettext("spreadsheet", "Status"), 14, "word"),
        Column(pgettext("spreadsheet", "Margin"), 9, "number"),
        Column(pgettext("spreadsheet", "Settled"), 11, "word"),
        Column(pgettext("spreadsheet", "Compute"), 28),
        Column(pgettext("spreadsheet", "Database"), 28),
        Column(pgettext("spreadsheet", "Supporting services"), 44),
        Column(pgettext("spreadsheet", "In one sentence"), 70),
        Column(pgettext("spreadsheet", "Decided otherwise"), 24),
        Column(pgettext("spreadsheet", "Open questions that matter"), 14, "number"),
        Column(pgettext("spreadsheet", "Date"), 12, "date"),
    )
    return table_of(reports, summary_name(), columns, _summary_row)


def _summary_row(report: Report) -> Iterator[Row]:
    found, settlement = report.evaluation.recommendation, report.evaluation.settlement
    supporting = rows.option_names(report, found.supporting.decision)
    yield (
        outcome(report, found.strategy),
        status_words(found.strategy.status),
        found.strategy.margin,
        yes_no(all(settlement.settled.values()) if settlement else None),
        outcome(report, found.compute),
        outcome(report, found.database),
        rows.BETWEEN.join(supporting[option] for option in found.supporting.outcome),
        report.verdict.lead,
        _otherwise(report),
        len(settlement.open_questions) if settlement else None,
        report.subject.written_on,
    )


def _otherwise(report: Report) -> Cell:
    return rows.BETWEEN.join(
        rows.option_names(report, override.decision).get(override.option, override.option)
        for override in report.subject.overrides
    )
