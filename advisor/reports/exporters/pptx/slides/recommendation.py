"""The recommendation on one slide: why, how sure, on which services, and what a reviewer decided instead."""

from __future__ import annotations

from django.utils.translation import gettext

from advisor.pictures.korean import fill
from advisor.reports.exporters.pptx.deck import Item, Para, Piece, Prose, Slide, plain
from advisor.reports.exporters.pptx.layouts import COLUMNS, LEFT, RIGHT
from advisor.reports.exporters.pptx.slides.said import Said, label, notes_of
from advisor.reports.report import KeyFact, OverrideView, Report


def recommendation(report: Report) -> Slide:
    """Return the slide that could be shown alone."""
    verdict = report.verdict
    first: list[Item] = [(plain(verdict.lead, "lead", 8),)]
    if verdict.status:
        first.append((plain(verdict.status, "body", 4),))
    if report.signs.headline:
        first.append((label(gettext("Before you move")), plain(report.signs.headline, "body", 2)))
    first += [_service(fact) for fact in verdict.stack]
    beside = [*map(_override, report.overrides), *map(_fact, verdict.facts)]
    return Slide(
        layout=COLUMNS,
        eyebrow=gettext("Recommendation"),
        title=_title(report),
        contents={LEFT: Prose(tuple(first)), RIGHT: Prose(tuple(beside))},
        notes=notes_of(report, _notes(report)),
    )


def _title(report: Report) -> str:
    """Return strategy and services in one line."""
    found = report.evaluation.recommendation
    names = [
        service.name
        for service, decision in zip(report.services.services, (found.compute, found.database), strict=True)
        if decision.outcome not in (None, "none")
    ]
    if not report.verdict.strategy or not names:
        return report.verdict.title
    target = names[0]
    if len(names) == 2:
        target = fill(gettext("%(compute)s and %(database)s"), compute=names[0], database=names[1])
    return fill(gettext("%(strategy)s, on %(services)s"), strategy=report.verdict.title, services=target)


def _fact(fact: KeyFact) -> Item:
    note = (plain(fact.note, "small", 2),) if fact.note else ()
    return (label(fact.label), plain(fact.value, "figure", 2), *note)


def _service(fact: KeyFact) -> Item:
    return (Para((Piece(f"{fact.label}: "), Piece(fact.value, bold=True)), "body", 2),)


def _override(made: OverrideView) -> Item:
    by = " · ".join(filter(None, [made.by, made.on]))
    return (
        label(fill(gettext("Decided: %(decision)s"), decision=made.title)),
        plain(made.decided, "figure", 2),
        plain(made.reason, "body", 5),
        plain(by, "small", 1),
    )


def _notes(report: Report) -> list[Said]:
    verdict = report.verdict
    told = [verdict.lead, verdict.status, f"{verdict.definition} {verdict.other_names}".strip()]
    told += [_line(fact) for fact in (*verdict.facts, *verdict.stack)]
    for made in report.overrides:
        told += [made.sentence, made.reason]
    signs: list[Said] = [(f"{item.title}: {item.text}", item.cites) for item in report.signs.items]
    return [*((text, ()) for text in told), *signs]


def _line(fact: KeyFact) -> str:
    note = f" ({fact.note})" if fact.note else ""
    return f"{fact.label}: {fact.value}{note}"
