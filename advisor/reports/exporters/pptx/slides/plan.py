"""The plan: phase by phase, each with the gate that ends it."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from advisor.reports.exporters.pptx.deck import Grid, Item, Para, Piece, Slide
from advisor.reports.exporters.pptx.layouts import ONE_TABLE, TABLE
from advisor.reports.exporters.pptx.slides.said import Said, cell, notes_of, part_title
from advisor.reports.report import Phase, Report


def plan(report: Report) -> Slide | None:
    """Return the slide of the plan, or None where there is none yet."""
    if not report.plan.items:
        return None
    grid = Grid(
        caption=part_title("plan"),
        columns=(gettext("Phase"), gettext("First step"), gettext("Done when")),
        rows=tuple(_row(phase) for phase in report.plan.phases),
        shares=(23, 35, 42),
        names=tuple(phase.title for phase in report.plan.phases),
    )
    return Slide(
        layout=ONE_TABLE,
        eyebrow=part_title("plan"),
        title=report.plan.headline,
        contents={TABLE: grid},
        notes=notes_of(report, _notes(report)),
    )


def _row(phase: Phase) -> tuple[Item, ...]:
    count = len(phase.steps)
    told = ngettext("%(count)s step", "%(count)s steps", count) % {"count": count}
    gate = next((step.exit for step in reversed(phase.steps) if step.exit), "")
    name = (Para((Piece(phase.title, bold=True), Piece(f" · {told}" if phase.title else told)), "cell", 1),)
    return name, cell(phase.steps[0].title, 2), cell(gate, 2)


def _notes(report: Report) -> list[Said]:
    said: list[Said] = [(report.plan.intro, ())]
    for step in report.plan.items:
        done = " {}: {}".format(gettext("Done when"), step.exit) if step.exit else ""
        said.append((f"{step.number}. {step.title}: {step.text}{done}", step.cites))
    return said
