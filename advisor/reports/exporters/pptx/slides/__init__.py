"""What the slides say: one module a slide, each from the report alone."""

from __future__ import annotations

from advisor.reports.exporters.pptx.deck import Deck
from advisor.reports.exporters.pptx.slides.architecture import architecture
from advisor.reports.exporters.pptx.slides.cover import cover
from advisor.reports.exporters.pptx.slides.next_steps import next_steps
from advisor.reports.exporters.pptx.slides.plan import plan
from advisor.reports.exporters.pptx.slides.recommendation import recommendation
from advisor.reports.exporters.pptx.slides.risks import risks
from advisor.reports.exporters.pptx.slides.services import services
from advisor.reports.exporters.pptx.slides.strategies import strategies
from advisor.reports.report import Report

_SLIDES = (cover, recommendation, strategies, architecture, services, plan, risks, next_steps)


def deck_of(report: Report) -> Deck:
    """Return six to eight slides in the report's language, which must be active."""
    subject = report.subject
    slides = (slide(report) for slide in _SLIDES)
    return Deck(
        language=subject.language,
        title=f"{subject.name}: {report.verdict.title}",
        footer=" · ".join(filter(None, [subject.cover.confidentiality, subject.name])),
        slides=tuple(slide for slide in slides if slide is not None),
    )
