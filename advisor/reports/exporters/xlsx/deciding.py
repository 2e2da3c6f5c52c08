"""The sheets that say what is recommended and why: decisions, options, contributions, changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import pgettext

from advisor.engine.recommendation import RankedDecision, RankedOption
from advisor.reports.evaluation import robust
from advisor.reports.exporters import rows
from advisor.reports.exporters.xlsx.cited import Cited
from advisor.reports.exporters.xlsx.tables import Cell, Column, Marked, Row, Table, table_of, yes_no
from advisor.reports.parts.strategies import runner_up
from advisor.reports.report import Report


def decisions_table(reports: Sequence[Report]) -> Table:
    """Return the outcome of each decision and how sure it is."""
    columns = (
        Column(pgettext("spreadsheet", "Decision"), 22),
        Column(pgettext("spreadsheet", "Outcome"), 34),
        Column(pgettext("spreadsheet", "Status"), 16, "word"),
        Column(pgettext("spreadsheet", "Margin"), 10, "number"),
        Column(pgettext("spreadsheet", "Runner-up"), 30),
        Column(pgettext("spreadsheet", "Settled"), 12, "word"),
        Column(pgettext("spreadsheet", "Robust"), 14, "word"),
        Column(pgettext("spreadsheet", "Single answers that change it"), 16, "number"),
    )
    return table_of(reports, pgettext("sheet", "Decisions"), columns, _decisions)


def status_words(status: str) -> str:
    """Return in a word or two how clear a decision is."""
    words = {
        "clear": pgettext("status", "clear"),
        "tie": pgettext("status", "tie"),
        "no_clean_fit": pgettext("status", "no clean fit"),
        "no_evidence": pgettext("status", "no evidence"),
    }
    return words[status]


def outcome(report: Report, decision: RankedDecision) -> Cell:
    """Return what a decision recommends, "" of nothing."""
    if decision.outcome is None:
        return ""
    name = rows.option_names(report, decision.decision)[decision.outcome]
    return Marked(decision.outcome, name) if decision.decision == "strategy" else name


def _decisions(report: Report) -> Iterator[Row]:
    settlement, changes = report.evaluation.settlement, report.evaluation.changes
    for decision in report.evaluation.ranked():
        slug, second = decision.decision, runner_up(decision)
        yield (
            rows.decision_title(report, slug),
            outcome(report, decision),
            status_words(decision.status),
            decision.margin,
            rows.option_names(report, slug)[second.option] if second and decision.outcome else "",
            yes_no(settlement.settled[slug] if settlement else None),
            yes_no(robust(report.evaluation, slug)),
            None if changes is None else len(changes.get(slug, ())),
        )
    supporting = report.evaluation.recommendation.supporting
    names = rows.option_names(report, supporting.decision)
    chosen = rows.BETWEEN.join(names[option] for option in supporting.outcome)
    yield (rows.decision_title(report, supporting.decision), chosen, *[None] * 6)


def options_table(reports: Sequence[Report]) -> Table:
    """Return the options of every decision with their points, in the order of the ranking.

    Of the supporting services only those that a rule speaks for or against.
    """
    columns = (
        Column(pgettext("spreadsheet", "Decision"), 22),
        Column(pgettext("spreadsheet", "Place"), 8, "number"),
        Column(pgettext("spreadsheet", "Option"), 40),
        Column(pgettext("spreadsheet", "Points"), 10, "points"),
        Column(pgettext("spreadsheet", "Points for"), 10, "points"),
        Column(pgettext("spreadsheet", "Points against"), 10, "points"),
        Column(pgettext("spreadsheet", "Ruled out"), 12, "word"),
        Column(pgettext("spreadsheet", "Recommended"), 14, "word"),
    )
    return table_of(reports, pgettext("sheet", "Options"), columns, _options)


def _options(report: Report) -> Iterator[Row]:
    words = {truth: yes_no(truth) for truth in (True, False)}
    for decision in rows.decisions(report):
        title = rows.decision_title(report, decision.decision)
        names = rows.option_names(report, decision.decision)
        ranked = isinstance(decision, RankedDecision)
        chosen = (decision.outcome,) if isinstance(decision, RankedDecision) else decision.outcome
        for place, option in enumerate(decision.ranking, start=1):
            if not ranked and not option.because:
                continue
            name = names[option.option]
            yield (
                title,
                place if ranked else None,
                Marked(option.option, name) if decision.decision == "strategy" else name,
                option.points,
                *_for_and_against(option),
                words[option.ruled_out],
                words[option.option in chosen],
            )


def _for_and_against(option: RankedOption) -> tuple[int, int]:
    points = [contribution.points for contribution in option.because]
    return sum(p for p in points if p > 0), sum(p for p in points if p < 0)


def contributions_table(reports: Sequence[Report], cited: Cited) -> Table:
    """Return what every rule says for every option, and why."""
    columns = (
        Column(pgettext("spreadsheet", "Decision"), 20),
        Column(pgettext("spreadsheet", "Option"), 28),
        Column(pgettext("spreadsheet", "Points"), 9, "points"),
        Column(pgettext("spreadsheet", "Rules out"), 10, "word"),
        Column(pgettext("spreadsheet", "Because"), 60),
        Column(pgettext("spreadsheet", "Answers behind it"), 44),
        Column(pgettext("spreadsheet", "Sources"), 44),
        Column(pgettext("spreadsheet", "Rule"), 30, "slug"),
    )

    def found(report: Report) -> Iterator[Row]:
        words = {truth: yes_no(truth) for truth in (True, False)}
        for row in rows.contributions(report):
            yield (
                row.decision_title,
                Marked(row.option, row.option_name) if row.decision == "strategy" else row.option_name,
                None if row.rules_out else row.points,
                words[row.rules_out],
                row.text,
                row.words,
                cited.said(row.sources),
                row.rule,
            )

    return table_of(reports, pgettext("sheet", "Contributions"), columns, found)


def changes_table(reports: Sequence[Report]) -> Table:
    """Return which other answers would give another outcome."""
    columns = (
        Column(pgettext("spreadsheet", "Decision"), 22),
        Column(pgettext("spreadsheet", "If the answer were"), 60),
        Column(pgettext("spreadsheet", "Instead of"), 50),
        Column(pgettext("spreadsheet", "Outcome"), 34),
    )
    return table_of(reports, pgettext("sheet", "Changes"), columns, _changes)


def _changes(report: Report) -> Iterator[Row]:
    for table in report.changes.tables:
        title = rows.decision_title(report, table.decision)
        for row in table.rows:
            name = row.outcome_name
            result = Marked(row.outcome, name) if table.decision == "strategy" and row.outcome else name
            yield (title, rows.BETWEEN.join(row.if_so), rows.BETWEEN.join(row.instead_of), result)
