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
    contents: dict[int, Content] = {
        LEFT: Prose(((plain(verdict.definition or verdict.lead, "lead", 3),),), counted=False),
        DETAILS: Prose(tuple((plain(line, "details", 1),) for line in _details(report)), counted=False),
    }
    if details.logo is not None:
        contents[PICTURE] = LogoPicture(details.logo, gettext("Logo"))
    about = [(verdict.lead, ()), (subject.description, ()), (verdict.other_names, ())]
    return Slide(
        layout=COVER,
        eyebrow=subject.name,
        title=verdict.title,
        contents=contents,
        notes=notes_of(report, [(text, ()) for text, _ in about]),
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
