"""The recommendation on one slide: why, how sure, on which services, and what a reviewer decided instead."""

from __future__ import annotations

from django.utils.translation import gettext

from advisor.pictures.korean import fill
from advisor.reports import labels
from advisor.reports.evaluation import Override
from advisor.reports.exporters.pptx.deck import Item, Para, Prose, Slide, plain
from advisor.reports.exporters.pptx.layouts import COLUMNS, LEFT, RIGHT
from advisor.reports.exporters.pptx.slides.said import Said, label, notes_of
from advisor.reports.report import KeyFact, Report
from advisor.rulebook.wording import date_words


def recommendation(report: Report) -> Slide:
    """Return the slide that could be shown alone."""
    verdict = report.verdict
    first: list[Item] = [(plain(verdict.lead, "lead", 5),)]
    if verdict.status:
        first.append((plain(verdict.status, "body", 4),))
    if report.signs.headline:
        first.append((label(gettext("Before you move")), plain(report.signs.headline, "body", 2)))
    first += [_service(fact) for fact in verdict.stack]
    beside = [*(_override(report, made) for made in report.subject.overrides), *map(_fact, verdict.facts)]
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
    note = (plain(fact.note, "body", 2),) if fact.note else ()
    return (label(fact.label), plain(fact.value, "figure", 2), *note)


def _service(fact: KeyFact) -> Item:
    return (label(fact.label), plain(fact.value, "body", 1))


def _override(report: Report, made: Override) -> Item:
    title, option = _names(report, made)
    by = " · ".join(filter(None, [made.by, date_words(made.decided_on, report.subject.language)]))
    paras: list[Para] = [
        label(fill(gettext("Decided otherwise: %(decision)s"), decision=title)),
        plain(option, "figure", 2),
        plain(made.reason, "body", 4),
    ]
    return (*paras, plain(by, "label", 1)) if by else tuple(paras)


def _names(report: Report, made: Override) -> tuple[str, str]:
    rulebook, language = report.evaluation.rulebook, report.subject.language
    title = rulebook.decisions[made.decision].title.in_language(language)
    return title, labels.option_name(rulebook, made.decision, made.option, language)


def _notes(report: Report) -> list[Said]:
    verdict = report.verdict
    told = [verdict.lead, verdict.status, f"{verdict.definition} {verdict.other_names}".strip()]
    told += [_line(fact) for fact in (*verdict.facts, *verdict.stack)]
    for made in report.subject.overrides:
        title, option = _names(report, made)
        told.append(f"{title}: {option}. {made.reason} ({made.by})")
    signs: list[Said] = [(f"{item.title}: {item.text}", item.cites) for item in report.signs.items]
    return [*((text, ()) for text in told), *signs]


def _line(fact: KeyFact) -> str:
    note = f" ({fact.note})" if fact.note else ""
    return f"{fact.label}: {fact.value}{note}"
