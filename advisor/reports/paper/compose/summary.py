"""The front of a paper: its cover, and all that matters on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils.translation import gettext

from advisor.pictures.korean import fill
from advisor.reports.paper.blocks import Block, Cover, Facts, Heading, Line, Paragraph, Run
from advisor.reports.paper.compose import review
from advisor.reports.paper.compose.pieces import advice, bold, bullets, plain
from advisor.reports.report import KeyFact, Report

#: So many characters of a hash tell versions apart.
_SHORT_HASH = 12
#: So many risks are named in the summary.
_TITLES = 3


def cover(report: Report) -> Cover:
    """Return the cover: whose workload, what is recommended, for whom and by whom."""
    details = report.subject.cover
    return Cover(
        eyebrow=report.subject.name,
        title=report.verdict.title,
        strategy=report.verdict.strategy,
        lead=report.verdict.lead,
        rows=tuple((label, value) for label, value in _rows(report) if value),
        confidentiality=details.confidentiality,
        logo=details.logo,
    )


def summary(report: Report) -> Iterator[Block]:
    """Yield the first screen: what, why, how sure, what would change it, on which services."""
    verdict = report.verdict
    yield Heading(1, gettext("The recommendation in short"), "summary")
    yield Paragraph(plain(verdict.lead), "lead")
    if verdict.status:
        yield Paragraph(bold(verdict.status))
    if verdict.definition:
        yield Paragraph(_means(report))
    yield from _facts(verdict.facts)
    yield from _facts(verdict.stack)
    yield from _facts(_ahead(report))
    yield from review.overrides(report)
    yield from review.since(report)
    yield from _signs(report)


def short_hash(full: str) -> str:
    """Return the beginning of a hash, after the name of its kind."""
    kind, colon, digits = full.partition(":")
    return f"{kind}{colon}{digits[:_SHORT_HASH]}"


def _rows(report: Report) -> Iterator[tuple[str, str]]:
    subject, details = report.subject, report.subject.cover
    yield gettext("Written for"), subject.client
    yield gettext("Owner of the workload"), subject.contact
    yield gettext("Prepared by"), details.prepared_by
    yield gettext("Date"), report.date
    yield gettext("Version"), details.version
    yield from review.cover_rows(report)
    yield gettext("Rulebook"), short_hash(report.appendix.rulebook)


def _means(report: Report) -> Line:
    verdict = report.verdict
    label = fill(gettext("What %(option)s means here:"), option=verdict.title)
    told = " ".join(part for part in (verdict.definition, verdict.other_names) if part)
    return (Run(label, bold=True), Run(f" {told}"))


def _facts(facts: Iterable[KeyFact]) -> Iterator[Facts]:
    rows = tuple((fact.label, fact.value, fact.note) for fact in facts)
    if rows:
        yield Facts(rows)


def _ahead(report: Report) -> Iterator[KeyFact]:
    """Yield how large the move is, what to watch, and the way there."""
    for own in report.cost.effort.classes if report.cost.effort else ():
        if own.here:
            yield KeyFact(gettext("Effort"), own.name, own.meaning)
    if report.risks.items:
        titles = _some(item.title for item in report.risks.items)
        yield KeyFact(gettext("Risks"), report.risks.headline, titles)
    if report.plan.phases:
        phases = " → ".join(phase.title for phase in report.plan.phases if phase.title)
        yield KeyFact(gettext("Plan"), report.plan.headline, phases)


def _some(titles: Iterable[str]) -> str:
    """Return the first titles, with an ellipsis where there are more."""
    first = list(islice(titles, _TITLES + 1))
    return "; ".join(first[:_TITLES]) + (" …" if len(first) > _TITLES else "")


def _signs(report: Report) -> Iterator[Block]:
    """Yield what to settle before a move."""
    if report.signs.items:
        yield Heading(2, gettext("Before you move"), "signs")
        yield Paragraph(bold(report.signs.headline))
        yield from bullets(map(advice, report.signs.items))
