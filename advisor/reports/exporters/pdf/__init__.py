"""Papers as PDF, typeset by typst: tagged, with live links, and with the recommendation attached as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.utils.translation import override

from advisor.reports.exporters.pdf.data import inputs_of
from advisor.reports.exporters.pdf.layout import SHEETS, Size
from advisor.reports.exporters.typesetting import typeset
from advisor.reports.paper.blocks import Paper

TEMPLATES = Path(__file__).parent
MARK = TEMPLATES.parents[2] / "static" / "advisor" / "mark.svg"


def write_pdf(paper: Paper, data: str | None, size: Size = "a4") -> bytes:
    """Return a paper as a PDF file; ``data`` is attached as ``fourways.json``, None leaves it out."""
    with override(paper.language):
        inputs = inputs_of(paper, data, SHEETS[size])
    return typeset(_templates(), inputs, format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=0)


@cache
def _templates() -> dict[str, bytes]:
    return {"main.typ": (TEMPLATES / "paper.typ").read_bytes(), "mark.svg": MARK.read_bytes()}
