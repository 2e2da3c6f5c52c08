"""What the templates of a report load."""

from __future__ import annotations

from collections.abc import Callable

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from advisor.pictures.drawing import Drawing
from advisor.pictures.svg import page_svg
from advisor.pictures.templatetags.citing import cites
from advisor.reports.combined import Combined
from advisor.reports.drawings.architecture import architecture_drawing
from advisor.reports.drawings.changes import changes_drawing
from advisor.reports.drawings.combined import combined_drawing, combined_timeline
from advisor.reports.drawings.standing import standing_drawing
from advisor.reports.drawings.timeline import timeline_drawing
from advisor.reports.outline import PARTS, number_of
from advisor.reports.report import Report

register = template.Library()
register.simple_tag(cites)

#: The drawings of a report by the name that is theirs on the page; ``None`` is not drawn.
DRAWINGS: dict[str, Callable[[Report], Drawing | None]] = {
    "architecture-broad": lambda report: architecture_drawing(report, "broad"),
    "architecture-tall": lambda report: architecture_drawing(report, "tall"),
    "changes-broad": lambda report: changes_drawing(report, "broad"),
    "changes-tall": lambda report: changes_drawing(report, "tall"),
    "standing-broad": lambda report: standing_drawing(report, "broad"),
    "standing-tall": lambda report: standing_drawing(report, "tall"),
    "timeline-broad": lambda report: timeline_drawing(report, "broad"),
    "timeline-tall": lambda report: timeline_drawing(report, "tall"),
}

#: The same for a whole workload.
WORKLOAD_DRAWINGS: dict[str, Callable[[Combined], Drawing | None]] = {
    "workload-broad": lambda combined: combined_drawing(combined, "broad"),
    "workload-tall": lambda combined: combined_drawing(combined, "tall"),
    "timeline-broad": lambda combined: combined_timeline(combined, "broad"),
    "timeline-tall": lambda combined: combined_timeline(combined, "tall"),
}


@register.simple_tag
def drawing(report: Report, name: str) -> SafeString:
    """Return a drawing of a report as SVG, "" where there is nothing to draw. Raises KeyError for no name."""
    return _svg(DRAWINGS[name](report), name)


@register.simple_tag
def workload_drawing(combined: Combined, name: str) -> SafeString:
    """Return a drawing of a whole workload, as :func:`drawing` does."""
    return _svg(WORKLOAD_DRAWINGS[name](combined), name)


def _svg(picture: Drawing | None, name: str) -> SafeString:
    # All text in it is escaped where it is written.
    return mark_safe(page_svg(picture, name) if picture else "")  # noqa: S308


@register.simple_block_tag
def part(content: SafeString, slug: str, headline: str) -> str:
    """Return a part of the outline with its anchor, number and headline. Raises ValueError for no part."""
    number = number_of(slug)
    told = {"part": PARTS[number - 1], "number": number, "headline": headline, "content": content}
    return render_to_string("reports/includes/part.html", told)
