"""The components of one workload in one report: what each becomes, and one plan for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext, ngettext, override

from advisor.engine.rulebook import RANKED_DECISIONS
from advisor.reports import labels
from advisor.reports.comparison import Presence, effort_class
from advisor.reports.desk import fill
from advisor.reports.evaluation import Subject
from advisor.reports.report import AdviceItem, Phase, PlanPart, Report, SourcesPart, Step
from advisor.rulebook.schema import PHASES


@dataclass(frozen=True, slots=True)
class Component:
    """One component: its name within the workload, its outcomes by name, and its own report.

    ``strategy`` is a slug, or "".
    """

    name: str
    strategy: str
    outcomes: tuple[str, ...]
    effort: str
    report: Report


@dataclass(frozen=True, slots=True)
class SharedRisk:
    """A risk and the components that it threatens."""

    item: AdviceItem
    components: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Combined:
    """A workload of several components, whole, in ``subject.language``.

    ``decisions`` head the columns of the components' outcomes. ``plan`` has each step once; its answers say
    which components need it. ``services`` say which components use a supporting service.
    """

    subject: Subject
    headline: str
    date: str
    decisions: tuple[str, ...]
    components: tuple[Component, ...]
    services: tuple[Presence, ...]
    plan: PlanPart
    risks: tuple[SharedRisk, ...]
    sources: SourcesPart


def combine(subject: Subject, reports: Sequence[Report], names: Sequence[str]) -> Combined:
    """Return the components of one workload as one report; ``names`` are theirs within the workload.

    The reports are in the subject's language, and their sources share one numbering, so that the last one
    lists them all. Raises ValueError where there are none.
    """
    if not reports:
        raise ValueError("a workload has at least one component")
    with override(subject.language):
        components = tuple(_component(r, n) for r, n in zip(reports, names, strict=True))
        return Combined(
            subject=subject,
            headline=_headline(components),
            date=reports[0].date,
            decisions=tuple(_title(reports[0], slug) for slug in RANKED_DECISIONS),
            components=components,
            services=_services(components),
            plan=_plan(components),
            risks=_risks(components),
            sources=reports[-1].sources,
        )


def _component(report: Report, name: str) -> Component:
    rulebook, language = report.evaluation.rulebook, report.subject.language
    return Component(
        name=name,
        strategy=report.verdict.strategy,
        outcomes=tuple(
            labels.option_name(rulebook, d.decision, d.outcome, language) if d.outcome else "–"
            for d in report.evaluation.ranked()
        ),
        effort=effort_class(report),
        report=report,
    )


def _title(report: Report, decision: str) -> str:
    title = report.evaluation.rulebook.decisions[decision].title
    return title.in_language(report.subject.language)


def _headline(components: Sequence[Component]) -> str:
    count = len(components)
    strategies = list(dict.fromkeys(component.outcomes[0] for component in components))
    if len(strategies) == 1:
        sentence = ngettext(
            "%(count)s component, for which %(strategies)s is recommended",
            "%(count)s components, for all of which %(strategies)s is recommended",
            count,
        )
    else:
        sentence = gettext("%(count)s components go different ways: %(strategies)s")
    return fill(sentence, count=count, strategies=", ".join(strategies))


def _services(components: Sequence[Component]) -> tuple[Presence, ...]:
    """Return the supporting services of all components, in the rulebook's order."""
    used = [component.report.evaluation.recommendation.supporting.outcome for component in components]
    names: dict[str, str] = {}
    for component in components:
        rulebook, language = component.report.evaluation.rulebook, component.report.subject.language
        for option in rulebook.decisions["supporting"].options:
            names.setdefault(option.slug, option.name.in_language(language))
    return tuple(
        Presence(name, tuple(slug in every for every in used))
        for slug, name in names.items()
        if any(slug in every for every in used)
    )


def _plan(components: Sequence[Component]) -> PlanPart:
    """Return one plan: each step once, in the order of phases, then of the rulebook."""
    needing: dict[str, list[str]] = {}
    steps: dict[str, tuple[Phase, Step]] = {}
    for component in components:
        for phase in component.report.plan.phases:
            for step in phase.steps:
                needing.setdefault(step.slug, []).append(component.name)
                steps.setdefault(step.slug, (phase, step))
    order = {slug: n for n, slug in enumerate(components[0].report.evaluation.rulebook.advice)}
    placed = sorted(
        steps.values(), key=lambda pair: (_place(pair[0].slug), order.get(pair[1].slug, len(order)))
    )
    phases: dict[str, tuple[str, list[Step]]] = {}
    for number, (phase, step) in enumerate(placed, start=1):
        told = _for_whom(needing[step.slug], len(components))
        phases.setdefault(phase.slug, (phase.title, []))[1].append(replace(step, number=number, answers=told))
    return PlanPart(
        headline=ngettext(
            "%(count)s step for the whole workload", "%(count)s steps for the whole workload", len(placed)
        )
        % {"count": len(placed)},
        intro=gettext("What several components need stands here once; behind each step, who needs it."),
        phases=tuple(Phase(slug, title, tuple(items)) for slug, (title, items) in phases.items()),
    )


def _place(phase: str) -> int:
    return PHASES.index(phase) if phase in PHASES else -1


def _for_whom(names: Sequence[str], of: int) -> str:
    return gettext("for all components") if len(names) == of else ", ".join(names)


def _risks(components: Sequence[Component]) -> tuple[SharedRisk, ...]:
    threatened: dict[str, list[str]] = {}
    items: dict[str, AdviceItem] = {}
    for component in components:
        for item in component.report.risks.items:
            threatened.setdefault(item.slug, []).append(component.name)
            items.setdefault(item.slug, item)
    return tuple(SharedRisk(item, tuple(threatened[slug])) for slug, item in items.items())
