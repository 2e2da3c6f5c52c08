"""The target architecture as a drawing."""

from __future__ import annotations

from advisor.reports.drawings.architecture import architecture_drawing
from advisor.reports.exporters.pptx.deck import Picture, Slide
from advisor.reports.exporters.pptx.layouts import BROAD_PICTURE, PICTURE
from advisor.reports.exporters.pptx.slides.said import Said, notes_of, of_statement, part_title
from advisor.reports.report import Report


def architecture(report: Report) -> Slide | None:
    """Return the slide of the drawing, or None where nothing is recommended to run on."""
    if report.evaluation.recommendation.compute.outcome is None:
        return None
    drawing = architecture_drawing(report, "broad")
    said: list[Said] = [(drawing.description, ())]
    for service in report.services.services:
        said.append((f"{service.name}: {service.summary}", ()))
    for around in report.services.around:
        said += [(f"{around.name}: {text}", cites) for text, cites in map(of_statement, around.reasons[:1])]
    return Slide(
        layout=BROAD_PICTURE,
        eyebrow=part_title("architecture"),
        title=report.architecture.headline,
        contents={PICTURE: Picture(drawing)},
        notes=notes_of(report, said),
    )
