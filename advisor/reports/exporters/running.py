"""How it would run, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, pgettext

from advisor.reports.exporters import pieces
from advisor.reports.exporters.lines import Lines, escaped
from advisor.reports.report import (
    AvailabilityView,
    MethodView,
    ReleaseView,
    Report,
    ScalingView,
    SizingView,
    Statement,
    Worked,
)


def running(lines: Lines, report: Report, number: int) -> None:
    """Write the part on size, scaling, releases and availability."""
    part = report.running
    pieces.part_heading(lines, number, gettext("How it would run"), part.headline)
    if part.sizing:
        _sizing(lines, part.sizing)
    if part.scaling:
        _scaling(lines, part.scaling)
    if part.release:
        _release(lines, part.release)
    if part.availability:
        _availability(lines, part.availability)


def _heading(lines: Lines, title: str, headline: str) -> None:
    lines.heading(3, f"{title}: {escaped(headline)}")


def _worked(lines: Lines, rows: Iterable[Worked]) -> None:
    columns = [gettext("What"), gettext("How it is worked out"), gettext("Result")]
    lines.table(
        columns,
        [[row.label, row.working, pieces.statements([Statement(row.result, row.cites)])] for row in rows],
    )


def _sizing(lines: Lines, view: SizingView) -> None:
    _heading(lines, pgettext("running", "Size"), view.headline)
    _worked(lines, view.rows)
    lines.bullets(pieces.statement(note) for note in view.notes)
    lines.bullets(map(escaped, view.missing))
    pieces.items(lines, view.items)


def _scaling(lines: Lines, view: ScalingView) -> None:
    _heading(lines, gettext("Scaling"), view.headline)
    columns = [
        gettext("Work starts by"),
        gettext("Scale rule"),
        gettext("Example of the setting"),
        gettext("To zero"),
        gettext("Cold start and idle cost"),
    ]
    lines.table(
        columns,
        [
            [
                rule.trigger,
                pieces.statements([Statement(rule.rule, rule.cites)]),
                rule.setting,
                rule.to_zero,
                rule.idle,
            ]
            for rule in view.rules
        ],
    )
    _worked(lines, view.rows)
    lines.bullets(map(escaped, view.missing))
    pieces.items(lines, view.items)


def _release(lines: Lines, view: ReleaseView) -> None:
    _heading(lines, gettext("Releases"), view.headline)
    for method in (*([view.advised] if view.advised else []), *view.others):
        _method(lines, method)
    lines.paragraph(escaped(view.note))
    pieces.items(lines, view.items)


def _method(lines: Lines, method: MethodView) -> None:
    lines.heading(4, f"{escaped(method.name)}: {escaped(method.means)} ({escaped(method.balance)})")
    lines.numbers(pieces.statement(step) for step in method.steps)
    pieces.labelled(lines, gettext("The way back"), map(pieces.statement, method.back))
    pieces.labelled(lines, gettext("Why"), map(pieces.reason, method.why))


def _availability(lines: Lines, view: AvailabilityView) -> None:
    _heading(lines, pgettext("running", "Availability"), view.headline)
    columns = [gettext("Service"), gettext("Promised"), gettext("Under which condition")]
    lines.table(
        columns,
        [
            [level.service, level.figure, pieces.statements([Statement(level.condition, level.cites)])]
            for level in view.levels
        ],
    )
    _worked(lines, view.rows)
    lines.bullets(map(escaped, view.notes))
    if view.items:
        lines.heading(4, gettext("What this level needs"))
        pieces.items(lines, view.items)
