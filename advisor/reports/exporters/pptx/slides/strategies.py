"""The four strategies: points as a chart, and beside it the sentence that decides for or against each."""

from __future__ import annotations

from django.utils.translation import gettext

from advisor.reports.exporters.pptx.deck import ChartRow, Grid, Item, Para, Piece, PointsChart, Slide
from advisor.reports.exporters.pptx.layouts import CHART, CHART_AND_TABLE, TABLE
from advisor.reports.exporters.pptx.slides.said import (
    Said,
    cell,
    notes_of,
    of_reason,
    part_title,
    strategy_piece,
)
from advisor.reports.report import OptionView, Report


def strategies(report: Report) -> Slide:
    """Return the slide of the ranking."""
    part = report.strategies
    rows = tuple(
        ChartRow(row.option, row.name, row.points_for, row.points_against, row.ruled_out)
        for row in part.picture.rows
    )
    chart = PointsChart(
        rows=rows,
        label_for=gettext("Points for"),
        label_against=gettext("Points against"),
        alternative=f"{part.headline}. {'. '.join(row.label for row in part.picture.rows)}.",
    )
    nets = {row.option: row.net_text for row in part.picture.rows}
    grid = Grid(
        caption=part_title("strategies"),
        columns=(gettext("Strategy"), gettext("What decides")),
        rows=tuple(_row(option, nets[option.slug]) for option in part.options),
        shares=(32, 68),
    )
    return Slide(
        layout=CHART_AND_TABLE,
        eyebrow=part_title("strategies"),
        title=part.headline,
        contents={CHART: chart, TABLE: grid},
        notes=notes_of(report, _notes(part.options)),
    )


def _row(option: OptionView, net: str) -> tuple[Item, ...]:
    name = Para((strategy_piece(option.slug), Piece(option.name, bold=True)), "cell", 1)
    told = gettext("ruled out") if option.ruled_out else gettext("balance %(points)s") % {"points": net}
    return ((name, Para((Piece(told, tone="soft"),), "cell", 1)), _decides(option))


def _decides(option: OptionView) -> Item:
    """Return what rules an option out, or else the loudest reason for it (the leader) or against it."""
    order = (
        (option.vetoes, option.speaks_for, option.speaks_against)
        if option.leads
        else (option.vetoes, option.speaks_against, option.speaks_for)
    )
    reason = next((reasons[0] for reasons in order if reasons), None)
    if reason is None:
        return cell(gettext("No rule holds for these answers."), 3)
    if not reason.points:
        return cell(reason.text, 3)
    return (Para((Piece(f"{reason.points} ", bold=True), Piece(reason.text)), "cell", 3),)


def _notes(options: tuple[OptionView, ...]) -> list[Said]:
    said: list[Said] = []
    for option in options:
        said.append((f"{option.name} ({option.balance})", ()))
        said += [of_reason(r) for r in (*option.vetoes, *option.speaks_for, *option.speaks_against)]
    return said
