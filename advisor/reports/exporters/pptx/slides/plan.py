"""The plan: the phases as a picture, and beside it the gate that ends each."""

from __future__ import annotations

from django.utils.translation import gettext

from advisor.reports.drawings.timeline import timeline_drawing
from advisor.reports.exporters.pptx.deck import Grid, Item, Picture, Slide
from advisor.reports.exporters.pptx.layouts import PICTURE, PICTURE_AND_TABLE, TABLE
from advisor.reports.exporters.pptx.slides.said import Said, cell, notes_of, part_title
from advisor.reports.report import Phase, Report


def plan(report: Report) -> Slide | None:
    """Return the slide of the plan, or None where there is none yet."""
    drawing = timeline_drawing(report, "strip")
    if drawing is None:
        return None
    grid = Grid(
        caption=part_title("plan"),
        columns=(gettext("Phase"), gettext("Done when")),
        rows=tuple(_row(phase) for phase in report.plan.phases),
        shares=(22, 78),
        names=tuple(phase.title for phase in report.plan.phases),
    )
    return Slide(
        layout=PICTURE_AND_TABLE,
        eyebrow=part_title("plan"),
        title=report.plan.headline,
        contents={PICTURE: Picture(drawing), TABLE: grid},
        notes=notes_of(report, _notes(report)),
    )


def _row(phase: Phase) -> tuple[Item, ...]:
    gate = next((step.exit for step in reversed(phase.steps) if step.exit), "")
    return cell(phase.title or phase.steps[0].title, 2, bold=True), cell(gate, 3)


def _notes(report: Report) -> list[Said]:
    said: list[Said] = [(report.plan.intro, ())]
    for step in report.plan.items:
        done = " {}: {}".format(gettext("Done when"), step.exit) if step.exit else ""
        said.append((f"{step.number}. {step.title}: {step.text}{done}", step.cites))
    return said
