"""The target architecture as a drawing: broad for pages and paper, tall for telephones."""

from __future__ import annotations

from typing import Literal

from advisor.pictures.drawing import Drawing
from advisor.reports.drawings.architecture_broad import WIDTH as BROAD
from advisor.reports.drawings.architecture_broad import broad
from advisor.reports.drawings.architecture_tall import WIDTH as TALL
from advisor.reports.drawings.architecture_tall import tall
from advisor.reports.report import Report


def architecture_drawing(report: Report, layout: Literal["broad", "tall"] = "broad") -> Drawing:
    """Return today's workload and the services recommended: 840 px wide, or 340 px where ``tall``."""
    part = report.architecture
    piece = broad(part) if layout == "broad" else tall(part)
    return Drawing(
        width=BROAD if layout == "broad" else TALL,
        height=piece.bottom,
        title=f"{part.title}: {part.headline}",
        description=part.description,
        shapes=tuple(piece.shapes),
    )
