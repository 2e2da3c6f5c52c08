"""The part on cost and effort: what drives the bill, where to price it, how large the move is."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from advisor.reports.paper.blocks import Block, Heading, Line, Paragraph, Run, Table
from advisor.reports.paper.compose.pieces import (
    advice,
    bold,
    bullets,
    headed,
    joined,
    paragraphs,
    part,
    plain,
    said,
)
from advisor.reports.report import CostPart, DrivenBy, EffortClass, EffortPart, Report


def cost(report: Report) -> Iterator[Block]:
    """Yield what is billed and why, what can be saved, and the effort."""
    told = report.cost
    yield part("cost", told.headline)
    yield from paragraphs(told.not_priced)
    yield from _drivers(told)
    yield from headed(Heading(2, gettext("What can be saved")), bullets(map(advice, told.savings)))
    yield from headed(Heading(2, gettext("Before you sign")), bullets(map(advice, told.advice)))
    calculator = Run(gettext("Azure pricing calculator"), link=told.calculator)
    yield Paragraph((Run(f"{told.where_to_price} "), calculator))
    if told.effort:
        yield from _effort(told.effort)


def _drivers(told: CostPart) -> Iterator[Table]:
    rows = tuple(
        (plain(driver.service), plain(driver.text), joined(map(_driven_by, driver.answers), "\n"))
        for driver in told.drivers
    )
    if rows:
        columns = (gettext("Service"), gettext("What is billed"), gettext("What drives it here"))
        yield Table(gettext("What drives the bill"), columns, rows, (20, 32, 48))


def _driven_by(by: DrivenBy) -> Line:
    return (*bold(f"{by.question}: {by.answer}. "), *said(by.text, by.cites))


def _effort(effort: EffortPart) -> Iterator[Block]:
    yield Heading(2, effort.headline)
    yield from paragraphs(effort.label)
    rows = tuple((bold(row.points), plain(row.answer), said(row.text, row.cites)) for row in effort.rows)
    if rows:
        columns = (gettext("Points"), gettext("Answer"), gettext("Why"))
        yield Table(gettext("What adds to the effort"), columns, rows, (10, 36, 54), heads=False)
    yield Paragraph(bold(effort.total))
    if effort.unknown:
        yield Paragraph(plain(effort.unknown), "note")
    columns = (gettext("Class"), gettext("Points"), gettext("What it means"))
    classes = tuple(map(_class, effort.classes))
    yield Table(gettext("Classes of effort"), columns, classes, (24, 18, 58))


def _class(item: EffortClass) -> tuple[Line, ...]:
    here = (Run(gettext("this workload"), bold=True),) if item.here else ()
    name = joined(((Run(item.name, bold=item.here),), here), " – ")
    return name, plain(item.span), plain(item.meaning)
