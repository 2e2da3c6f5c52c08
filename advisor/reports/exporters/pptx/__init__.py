"""The report as slides for a meeting: a deck of six to eight, then the file."""

from __future__ import annotations

from django.utils.translation import override

from advisor.reports.exporters.pptx.slides import deck_of
from advisor.reports.exporters.pptx.writer import write_deck
from advisor.reports.report import Report


def write_pptx(report: Report, data: str | None) -> bytes:
    """Return the report as PPTX; ``data`` is the contract's JSON, carried inside, or None."""
    subject = report.subject
    with override(subject.language):
        return write_deck(deck_of(report), subject.written_on, subject.cover.prepared_by, data)
