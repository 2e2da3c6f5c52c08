"""Composing a paper: what a report says, in the order of its parts, as blocks that any format can set."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext, override

from advisor.reports.paper.blocks import Block, Paper
from advisor.reports.paper.compose.choice import architecture, services, strategies
from advisor.reports.paper.compose.cost import cost
from advisor.reports.paper.compose.doing import plan, practices, risks
from advisor.reports.paper.compose.doubt import changes, unknown
from advisor.reports.paper.compose.end import appendix, sources
from advisor.reports.paper.compose.running import running
from advisor.reports.paper.compose.summary import cover, short_hash, summary
from advisor.reports.report import Report

#: In the order of the outline.
_PARTS = (
    strategies,
    architecture,
    services,
    running,
    changes,
    unknown,
    practices,
    plan,
    risks,
    cost,
    sources,
    appendix,
)


def paper_of(report: Report) -> Paper:
    """Return the whole report as a paper in its own language."""
    subject = report.subject
    with override(subject.language):
        return Paper(
            language=subject.language,
            title=f"{subject.name}: {report.verdict.title}",
            running_title=f"{subject.name}: {report.verdict.title}",
            date=report.date,
            cover=cover(report),
            summary=tuple(summary(report)),
            contents_title=gettext("In this report"),
            blocks=tuple(_blocks(report)),
            made_from=_made_from(report),
            author=subject.cover.prepared_by,
            written_on=subject.written_on,
        )


def _blocks(report: Report) -> Iterator[Block]:
    for part in _PARTS:
        yield from part(report)


def _made_from(report: Report) -> str:
    told = report.appendix
    hashes = (
        f"{gettext('Rulebook')} {short_hash(told.rulebook)}",
        f"{gettext('Recommendation')} {short_hash(told.recommendation)}",
    )
    return " · ".join((*hashes, "Fourways"))
