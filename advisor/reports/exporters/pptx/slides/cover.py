"""The cover: the workload, the outcome with its mark, for whom, by whom, when."""

from __future__ import annotations

from django.utils.translation import gettext

from advisor.reports.exporters.pptx.deck import Content, LogoPicture, Prose, Slide, plain
from advisor.reports.exporters.pptx.layouts import COVER, DETAILS, LEFT, PICTURE
from advisor.reports.exporters.pptx.slides.said import notes_of
from advisor.reports.report import Report


def cover(report: Report) -> Slide:
    """Return the first slide."""
    subject, details = report.subject, report.subject.cover
    verdict = report.verdict
    decided = tuple((plain(made.sentence, "body", 2),) for made in report.overrides)
    contents: dict[int, Content] = {
        LEFT: Prose(((plain(verdict.definition or verdict.lead, "lead", 3),), *decided), counted=False),
        DETAILS: Prose(tuple((plain(line, "details", 1),) for line in _details(report)), counted=False),
    }
    if details.logo is not None:
        contents[PICTURE] = LogoPicture(details.logo, gettext("Logo"))
    about = [verdict.lead, *(made.sentence for made in report.overrides), subject.description]
    return Slide(
        layout=COVER,
        eyebrow=subject.name,
        title=verdict.title,
        contents=contents,
        notes=notes_of(report, [(text, ()) for text in about]),
        strategy=verdict.strategy,
    )


def _details(report: Report) -> list[str]:
    subject, details = report.subject, report.subject.cover
    people = [
        (gettext("Written for"), subject.client),
        (gettext("Prepared by"), details.prepared_by),
    ]
    edition = [report.date, "{} {}".format(gettext("Version"), details.version) if details.version else ""]
    lines = [
        " · ".join(f"{label}: {value}" for label, value in people if value),
        " · ".join(filter(None, edition)),
        details.confidentiality,
    ]
    return [line for line in lines if line]
