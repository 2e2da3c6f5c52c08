"""The parts on what is recommended: the four strategies, the target architecture, the services."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from advisor.pictures.korean import fill
from advisor.reports.drawings.architecture import architecture_drawing
from advisor.reports.drawings.architecture_mermaid import architecture_mermaid
from advisor.reports.drawings.strategies import strategies_drawing
from advisor.reports.paper.blocks import Block, Figure, Heading, Line, Mark, Paragraph, Run, Table
from advisor.reports.paper.compose.pieces import (
    bold,
    bullets,
    ending,
    headed,
    joined,
    labelled,
    paragraphs,
    part,
    plain,
    reason,
    reasons,
    statement,
)
from advisor.reports.report import Around, OptionView, Reason, Report, ServiceView, WhyNot


def strategies(report: Report) -> Iterator[Block]:
    """Yield the four strategies side by side, then each point by point."""
    yield part("strategies", report.strategies.headline)
    adding_up = gettext("Points simply add up; nothing is weighted afterwards.")
    yield Figure(strategies_drawing(report), adding_up)
    yield _balances(report)
    for option in report.strategies.options:
        yield Heading(2, f"{option.name}: {option.balance}", strategy=option.slug)
        caption = fill(gettext("What speaks for and against %(option)s"), option=option.name)
        told = tuple(reasons(caption, _all_of(option)))
        yield from told or paragraphs(gettext("No rule holds for these answers."))


def architecture(report: Report) -> Iterator[Block]:
    """Yield the picture of today's workload and what takes its place."""
    told = report.architecture
    yield part("architecture", told.headline)
    yield Figure(
        architecture_drawing(report),
        told.caption,
        architecture_mermaid(report),
        architecture_drawing(report, "tall"),
    )


def services(report: Report) -> Iterator[Block]:
    """Yield the services chosen: why, why not the next best, limits, bill; then what stands around them."""
    told = report.services
    yield part("services", told.headline)
    for service in told.services:
        yield from _service(service)
    if told.around:
        title = gettext("Around them")
        rows = tuple((plain(around.name), _because(around)) for around in told.around)
        yield Heading(2, title)
        yield Table(title, (gettext("Service"), gettext("Because")), rows, (28, 72))


def _balances(report: Report) -> Table:
    told = report.strategies
    columns = (gettext("Strategy"), gettext("For"), gettext("Against"), gettext("Balance"))
    rows: list[tuple[Line, ...]] = []
    for row in told.picture.rows:
        balance = gettext("ruled out") if row.ruled_out else row.net_text
        name = (Mark(row.option), Run(row.name))
        rows.append((name, plain(str(row.points_for)), plain(str(row.points_against)), bold(balance)))
    caption = gettext("The four strategies in points")
    return Table(caption, columns, tuple(rows), (52, 14, 14, 20), (1, 2, 3))


def _all_of(option: OptionView) -> tuple[Reason, ...]:
    return (*option.vetoes, *option.speaks_for, *option.speaks_against)


def _service(service: ServiceView) -> Iterator[Block]:
    placing = f" ({service.placing})" if service.placing else ""
    yield Heading(2, f"{service.title}: {service.name}{placing}")
    yield from paragraphs(service.status, service.summary)
    caption = fill(gettext("What speaks for %(option)s"), option=service.name)
    yield from headed(Heading(3, gettext("Why")), reasons(caption, service.why))
    if service.why_not:
        yield from _why_not(service.why_not)
    limits = bullets(map(statement, service.limits))
    yield from headed(Heading(3, gettext("Limits that matter here")), limits)
    if service.billing:
        yield Paragraph(labelled(gettext("What is billed"), service.billing))
    yield from headed(Heading(3, gettext("Lifecycle")), bullets(map(ending, service.lifecycle)))
    yield from _others(service)


def _why_not(told: WhyNot) -> Iterator[Block]:
    yield Heading(3, fill(gettext("Why not %(option)s"), option=told.name))
    yield from paragraphs(told.sentence)
    yield from bullets(map(reason, told.against))
    if told.in_favour:
        yield Paragraph(plain(gettext("What speaks for it:")))
        yield from bullets(map(reason, told.in_favour))


def _others(service: ServiceView) -> Iterator[Block]:
    if service.others:
        title = gettext("The other options")
        columns = (gettext("Option"), gettext("Why"))
        rows = tuple((_named(other), joined(map(reason, _all_of(other)), "\n")) for other in service.others)
        yield Heading(3, title)
        yield Table(f"{title}: {service.title}", columns, rows, (26, 74), heads=False)


def _named(option: OptionView) -> Line:
    return joined((bold(option.name), (Run(option.balance, soft=True),)), "\n")


def _because(around: Around) -> Line:
    told = (*map(statement, (*around.reasons, *around.limits)), *map(ending, around.lifecycle))
    return joined(told)
