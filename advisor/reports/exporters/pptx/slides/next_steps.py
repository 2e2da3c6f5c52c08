"""What to settle first, what to do next, and how the recommendation was made."""

from __future__ import annotations

from django.utils.translation import gettext

from advisor.reports.exporters.pptx.deck import Item, Para, Piece, Prose, Slide, plain
from advisor.reports.exporters.pptx.layouts import COLUMNS, LEFT, RIGHT
from advisor.reports.exporters.pptx.slides.said import Said, label, notes_of, of_advice, part_title
from advisor.reports.report import Report, UnknownRow

#: Steps to begin with; the plan has the others.
_FIRST_STEPS = 3
#: Letters of a hash that tell it from all others.
_HASH = len("sha256:") + 12


def next_steps(report: Report) -> Slide:
    """Return the last slide."""
    unknown = report.unknown
    return Slide(
        layout=COLUMNS,
        eyebrow=gettext("Next steps"),
        title=unknown.headline,
        contents={LEFT: Prose(_to_settle(report)), RIGHT: Prose(_then(report), counted=False)},
        notes=notes_of(report, _notes(report)),
    )


def _to_settle(report: Report) -> tuple[Item, ...]:
    rows = [row for row in (*report.unknown.open, *report.unknown.closed) if row.matters]
    items: list[Item] = [(plain(item.title, "bullet", 2),) for item in report.signs.items]
    items += [_question(row) for row in rows]
    if not items:
        items = [(plain(gettext("Nothing: no open question can change an outcome.")),)]
    return ((label(gettext("To settle first")), *items[0]), *items[1:])


def _question(row: UnknownRow) -> Item:
    return (Para((Piece(row.text),), "bullet", 2),)


def _then(report: Report) -> tuple[Item, ...]:
    steps = [(plain(f"{step.number}. {step.title}", "body", 2),) for step in report.plan.items[:_FIRST_STEPS]]
    items: list[Item] = []
    if steps:
        items += [(label(gettext("First steps of the plan")), *steps[0]), *steps[1:]]
    if report.since is not None:
        items.append((plain(report.since.headline, "body", 3),))
    made = [
        report.sources.headline,
        "{}: {}".format(gettext("Answers"), report.appendix.answered),
        "{}: {}".format(gettext("Rulebook"), report.appendix.rulebook[:_HASH]),
        "{}: {}".format(gettext("Recommendation"), report.appendix.recommendation[:_HASH]),
    ]
    items.append((label(gettext("How this was made")), *(plain(line, "small", 2) for line in made if line)))
    return tuple(items)


def _notes(report: Report) -> list[Said]:
    said: list[Said] = [of_advice(item) for item in report.signs.items]
    said += [
        (" ".join(filter(None, [row.text, row.effect, row.why, row.where])), ())
        for row in (*report.unknown.open, *report.unknown.closed)
        if row.matters
    ]
    said += [
        (f"{step.number}. {step.title}: {step.text}", step.cites) for step in report.plan.items[:_FIRST_STEPS]
    ]
    return [
        *said,
        ("{}: {}".format(gettext("Rulebook"), report.appendix.rulebook), ()),
        ("{}: {}".format(gettext("Recommendation"), report.appendix.recommendation), ()),
        (f"{part_title('sources')}: {report.sources.headline}", ()),
    ]
