"""The plan: phase by phase, each with the gate that ends it."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from advisor.reports.exporters.pptx.deck import Grid, Item, Slide
from advisor.reports.exporters.pptx.layouts import ONE_TABLE, TABLE
from advisor.reports.exporters.pptx.slides.said import Said, cell, notes_of, part_title, titled
from advisor.reports.report import Phase, Report


def plan(report: Report) -> Slide | None:
    """Return the slide of the plan, or None where there is none yet."""
    if not report.plan.items:
        return None
    grid = Grid(
        caption=part_title("plan"),
        columns=(gettext("Phase"), gettext("Steps"), gettext("Done when")),
        rows=tuple(_row(phase) for phase in report.plan.phases),
        shares=(20, 40, 40),
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
    titles = "; ".join(step.title for step in phase.steps)
    gate = next((step.exit for step in reversed(phase.steps) if step.exit), "")
    return titled(phase.title or told, told if phase.title else "", 1), cell(titles, 2), cell(gate, 2)


def _notes(report: Report) -> list[Said]:
    said: list[Said] = [(report.plan.intro, ())]
    for step in report.plan.items:
        done = " {}: {}".format(gettext("Done when"), step.exit) if step.exit else ""
        said.append((f"{step.number}. {step.title}: {step.text}{done}", step.cites))
    return said
