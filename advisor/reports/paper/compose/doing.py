"""The parts on what is to be done: practices, plan, risks."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from advisor.reports.drawings.standing import standing_drawing
from advisor.reports.drawings.timeline import timeline_drawing
from advisor.reports.paper.blocks import Block, Heading, Item, Line, Numbers, Paragraph, Table
from advisor.reports.paper.compose.pieces import (
    advice,
    answers,
    bold,
    bullets,
    figure,
    headed,
    joined,
    numbers,
    paragraphs,
    part,
    plain,
    run_in,
    said,
    statement,
)
from advisor.reports.report import AdviceItem, PlanPart, PracticesPart, Report, Step


def practices(report: Report) -> Iterator[Block]:
    """Yield the twelve factors, the delivery figures, and practices by topic."""
    told = report.practices
    yield part("practices", told.headline)
    caption = gettext("Where the workload stands today, by the answers given.")
    yield from figure(standing_drawing(report), standing_drawing(report, "tall"), caption)
    yield from _factors(told)
    yield from _delivery(told)
    if told.adopt:
        yield Heading(2, told.adopt_headline)
        yield from numbers(map(advice, told.adopt))
    for topic in told.topics:
        yield from headed(Heading(2, topic.title), bullets(map(advice, topic.items)))


def plan(report: Report) -> Iterator[Block]:
    """Yield the steps by phase."""
    told = report.plan
    yield part("plan", told.headline)
    yield from paragraphs(told.intro)
    caption = gettext("The phases with their first steps; all steps are listed below.")
    yield from figure(timeline_drawing(report), timeline_drawing(report, "tall"), caption)
    yield from phases(told)


def phases(told: PlanPart) -> Iterator[Block]:
    """Yield all steps of a plan, by phase."""
    for phase in told.phases:
        if phase.title:
            yield Heading(2, phase.title)
        yield Numbers(tuple(map(_step, phase.steps)), phase.steps[0].number)


def risks(report: Report) -> Iterator[Block]:
    """Yield the risks, each with what to do about it."""
    yield part("risks", report.risks.headline)
    rows = tuple((plain(item.title), _risk(item)) for item in report.risks.items)
    if rows:
        columns = (gettext("Risk"), gettext("What it means, and what to do about it"))
        yield Table(gettext("All risks"), columns, rows, (32, 68))


def _factors(told: PracticesPart) -> Iterator[Block]:
    if told.factors_headline:
        yield Heading(2, told.factors_headline)
        yield from paragraphs(told.factors_note)
    rows = tuple(
        (
            plain(factor.name),
            plain(factor.words),
            joined(map(statement, factor.breaks)),
            joined(map(statement, factor.mends)),
        )
        for factor in told.factors
    )
    if rows:
        columns = (
            gettext("Factor"),
            gettext("Today"),
            gettext("What breaks there"),
            gettext("How to mend it"),
        )
        yield Table(gettext("The twelve factors today"), columns, rows, (18, 16, 32, 34))


def _delivery(told: PracticesPart) -> Iterator[Block]:
    if told.measures:
        levels = " – ".join(told.levels)
        columns = (
            gettext("Measure"),
            gettext("Today"),
            f"{gettext('Level')}: {levels}" if levels else gettext("Level"),
            gettext("The next level asks for"),
        )
        rows = tuple(
            (plain(row.name), plain(row.today), bold(row.level) if row.level else (), plain(row.asks))
            for row in told.measures
        )
        title = gettext("Delivery today")
        yield Heading(2, title)
        yield Table(title, columns, rows, (28, 22, 22, 28))
        yield Paragraph(said(told.measures_note, told.measures_cites), "note")


def _step(step: Step) -> Item:
    checks = (
        (gettext("Tool"), step.tool),
        (gettext("Begin when"), step.entry),
        (gettext("Done when"), step.exit),
    )
    line = joined((run_in(step.title), said(step.text, step.cites), answers(step.answers)))
    return Item(line, tuple((label, words) for label, words in checks if words))


def _risk(item: AdviceItem) -> Line:
    return joined((said(item.text, item.cites), answers(item.answers)))
