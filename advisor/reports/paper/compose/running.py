"""The part on how it would run: size, scaling, releases, availability."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext

from advisor.pictures.korean import fill
from advisor.reports.paper.blocks import Block, Heading, Line, Paragraph, Run, Table
from advisor.reports.paper.compose.pieces import (
    advice,
    bold,
    bullets,
    cites,
    headed,
    joined,
    numbers,
    paragraphs,
    part,
    plain,
    reasons,
    said,
    statement,
    worked,
)
from advisor.reports.report import (
    AvailabilityView,
    MethodView,
    Reason,
    ReleaseView,
    Report,
    ScaleRule,
    ScalingView,
    SizingView,
)


def running(report: Report) -> Iterator[Block]:
    """Yield how it would run on the services recommended."""
    told = report.running
    yield part("running", told.headline)
    if told.sizing:
        yield from _sizing(told.sizing)
    if told.scaling:
        yield from _scaling(told.scaling)
    if told.release:
        yield from _release(told.release)
    if told.availability:
        yield from _availability(told.availability)


def _sizing(view: SizingView) -> Iterator[Block]:
    yield Heading(2, f"{pgettext('running', 'Size')}: {view.headline}")
    yield from worked(gettext("How the size is worked out"), view.rows)
    for note in view.notes:
        yield Paragraph(statement(note), "note")
    yield from bullets(map(plain, view.missing))
    yield from bullets(map(advice, view.items))


def _scaling(view: ScalingView) -> Iterator[Block]:
    yield Heading(2, f"{gettext('Scaling')}: {view.headline}")
    rows = tuple(map(_rule, view.rules))
    if rows:
        columns = (
            gettext("Work starts by"),
            gettext("Scale rule"),
            gettext("To zero"),
            gettext("Cold start and idle cost"),
        )
        yield Table(gettext("What starts the work, and how it scales"), columns, rows, (17, 43, 15, 25))
    yield from worked(gettext("How the number of instances is worked out"), view.rows)
    yield from bullets(map(plain, view.missing))
    yield from bullets(map(advice, view.items))


def _rule(rule: ScaleRule) -> tuple[Line, ...]:
    setting = (Run(rule.setting, code=True),) if rule.setting else ()
    return (
        plain(rule.trigger),
        joined((said(rule.rule, rule.cites), setting)),
        plain(rule.to_zero),
        plain(rule.idle),
    )


def _release(view: ReleaseView) -> Iterator[Block]:
    yield Heading(2, f"{gettext('Releases')}: {view.headline}")
    for method in (*([view.advised] if view.advised else []), *view.others):
        yield from _method(method)
    if view.note:
        yield Paragraph(plain(view.note), "note")
    yield from bullets(map(advice, view.items))


def _method(method: MethodView) -> Iterator[Block]:
    yield Heading(3, f"{method.name} ({method.balance})")
    yield Paragraph(said(capfirst(method.means), method.cites))
    if method.steps:
        yield from headed(Heading(4, gettext("Step by step")), numbers(map(statement, method.steps)))
        yield from headed(Heading(4, gettext("The way back")), bullets(map(statement, method.back)))
    else:
        yield from paragraphs(gettext("This service does not offer it."))
    caption = fill(gettext("What speaks for and against %(option)s"), option=method.name)
    yield from headed(Heading(4, gettext("Why")), reasons(caption, map(_begun, method.why)))


def _begun(reason: Reason) -> Reason:
    """Return a reason that begins as sentences do: those of releases are written as ends of sentences."""
    return replace(reason, text=capfirst(reason.text))


def _availability(view: AvailabilityView) -> Iterator[Block]:
    yield Heading(2, f"{pgettext('running', 'Availability')}: {view.headline}")
    rows = tuple(
        (plain(level.service), bold(level.figure), (*plain(level.condition), *cites(level.cites)))
        for level in view.levels
    )
    if rows:
        columns = (gettext("Service"), gettext("Promised"), gettext("Under which condition"))
        yield Table(gettext("What is promised for each service"), columns, rows, (32, 14, 54), (1,))
    yield from worked(gettext("How the availability is worked out"), view.rows)
    for note in view.notes:
        yield Paragraph(plain(note), "note")
    yield from headed(Heading(3, gettext("What this level needs")), bullets(map(advice, view.items)))
