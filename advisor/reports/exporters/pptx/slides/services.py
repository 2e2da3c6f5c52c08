"""Why these services: the strongest reason for each, why not the next best, and the limit that matters."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from advisor.reports.exporters.pptx.deck import Grid, Item, Slide
from advisor.reports.exporters.pptx.layouts import ONE_TABLE, TABLE
from advisor.reports.exporters.pptx.slides.said import (
    Said,
    cell,
    notes_of,
    of_reason,
    of_statement,
    part_title,
    titled,
)
from advisor.reports.report import Around, Report, ServiceView, WhyNot


def services(report: Report) -> Slide:
    """Return the slide of the services; where none is recommended it says why."""
    part = report.services
    rows = [*(_service(service) for service in part.services), *(_around(around) for around in part.around)]
    grid = Grid(
        caption=part_title("services"),
        columns=(
            gettext("Service"),
            gettext("Why"),
            gettext("Why not the next best"),
            gettext("Limit that matters here"),
        ),
        rows=tuple(rows),
        shares=(20, 29, 26, 25),
        names=(*(service.name for service in part.services), *(around.name for around in part.around)),
    )
    return Slide(
        layout=ONE_TABLE,
        eyebrow=gettext("Why these services"),
        title=part.headline,
        contents={TABLE: grid},
        notes=notes_of(report, _notes(report)),
    )


def _service(service: ServiceView) -> tuple[Item, ...]:
    why = service.why[0].text if service.why else service.status or service.summary
    limit = service.limits[0].text if service.limits else ""
    return (titled(service.name, service.title, 1), cell(why, 6), _why_not(service.why_not), cell(limit, 6))


def _why_not(other: WhyNot | None) -> Item:
    """Return the next best with what it lacks; the reason the table shows anyway is not told twice."""
    if other is None:
        return ()
    if not other.against:
        return titled(other.name, other.sentence)
    behind = sum(int(reason.points.lstrip("+")) for reason in other.against if reason.points.startswith("+"))
    text = ngettext("%(count)s point behind", "%(count)s points behind", behind) % {"count": behind}
    telling = other.against[1] if len(other.against) > 1 else other.against[0]
    return titled(other.name, f"{text}. {telling.text}" if len(other.against) > 1 else text, 5)


def _around(around: Around) -> tuple[Item, ...]:
    why = around.reasons[0].text if around.reasons else ""
    limit = around.limits[0].text if around.limits else ""
    return (cell(around.name, 2, bold=True), cell(why, 3), (), cell(limit, 3))


def _notes(report: Report) -> list[Said]:
    said: list[Said] = []
    for service in report.services.services:
        said.append((f"{service.title}: {service.name}. {service.placing}", ()))
        said += [*map(of_reason, service.why), *map(of_statement, service.limits)]
        if service.why_not:
            said.append((f"{service.why_not.name}. {service.why_not.sentence}", ()))
            said += map(of_reason, (*service.why_not.against, *service.why_not.in_favour))
    for around in report.services.around:
        said.append((around.name, ()))
        said += map(of_statement, (*around.reasons, *around.limits))
    return said
