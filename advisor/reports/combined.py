"""The components of one workload in one report: what each becomes, and one plan for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext, ngettext, override

from advisor.engine.rulebook import COLLECTING_DECISION, RANKED_DECISIONS
from advisor.reports import labels
from advisor.reports.comparison import effort_class
from advisor.reports.desk import fill
from advisor.reports.evaluation import Subject
from advisor.reports.report import AdviceItem, Phase, PlanPart, Report, SourcesPart, SourceView, Step
from advisor.rulebook.schema import PHASES


@dataclass(frozen=True, slots=True)
class Component:
    """One component: its number and name within the workload, its outcomes by name, and its own report.

    ``strategy`` is a slug, or "". ``outcomes`` and ``decided`` stand in the order of the decisions; what was
    decided otherwise is named there, "" where nothing was.
    """

    number: int
    name: str
    strategy: str
    outcomes: tuple[str, ...]
    decided: tuple[str, ...]
    effort: str
    report: Report


@dataclass(frozen=True, slots=True)
class SharedService:
    """A supporting service, and which components use it: a truth for each of them, in their order."""

    slug: str
    name: str
    used: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class SharedRisk:
    """A risk and whom it threatens, in words."""

    item: AdviceItem
    threatened: str


@dataclass(frozen=True, slots=True)
class Combined:
    """A workload of several components, whole, in ``subject.language``.

    ``decisions`` head the columns of the components' outcomes. ``plan`` has each step once; its answers say
    which components need it. ``rulebooks`` says that they rest on several versions, "" where they share one.
    """

    subject: Subject
    headline: str
    rulebooks: str
    date: str
    decisions: tuple[str, ...]
    components: tuple[Component, ...]
    services_headline: str
    services: tuple[SharedService, ...]
    plan: PlanPart
    risks_headline: str
    risks: tuple[SharedRisk, ...]
    sources: SourcesPart

    @property
    def strategies(self) -> tuple[tuple[str, str], ...]:
        """Return the strategies recommended, each once: slug and name."""
        return tuple(dict.fromkeys((c.strategy, c.outcomes[0]) for c in self.components if c.strategy))


def combine(subject: Subject, reports: Sequence[Report], names: Sequence[str]) -> Combined:
    """Return the components of one workload as one report; ``names`` are theirs within the workload.

    The reports are in the subject's language, and their sources share one numbering. Raises ValueError
    where there are none.
    """
    if not reports:
        raise ValueError("a workload has at least one component")
    with override(subject.language):
        components = tuple(
            _component(number, name, report)
            for number, (report, name) in enumerate(zip(reports, names, strict=True), start=1)
        )
        services, risks = _services(components), _risks(components)
        return Combined(
            subject=subject,
            headline=_headline(components),
            rulebooks=_rulebooks(reports),
            date=reports[0].date,
            decisions=tuple(_title(reports[0], slug) for slug in RANKED_DECISIONS),
            components=components,
            services_headline=_services_headline(services),
            services=services,
            plan=_plan(components),
            risks_headline=_risks_headline(risks),
            risks=risks,
            sources=_sources(reports),
        )


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of which none is twice: the second “Shop” becomes “Shop (2)”."""
    taken: dict[str, None] = {}
    for name in names:
        other, number = name, 2
        while other in taken:
            other, number = f"{name} ({number})", number + 1
        taken[other] = None
    return tuple(taken)


def _component(number: int, name: str, report: Report) -> Component:
    rulebook, language = report.evaluation.rulebook, report.subject.language
    decided = {made.decision: made.decided for made in report.overrides}
    return Component(
        number=number,
        name=name,
        strategy=report.verdict.strategy,
        outcomes=tuple(
            labels.option_name(rulebook, d.decision, d.outcome, language) if d.outcome else "–"
            for d in report.evaluation.ranked()
        ),
        decided=tuple(decided.get(slug, "") for slug in RANKED_DECISIONS),
        effort=effort_class(report),
        report=report,
    )


def _title(report: Report, decision: str) -> str:
    title = report.evaluation.rulebook.decisions[decision].title
    return title.in_language(report.subject.language)


def _headline(components: Sequence[Component]) -> str:
    count = len(components)
    strategies = list(dict.fromkeys(c.outcomes[0] if c.strategy else "" for c in components))
    if strategies == [""]:
        sentence = gettext("For none of the %(count)s components can a strategy be recommended yet")
    elif len(strategies) == 1:
        sentence = ngettext(
            "%(count)s component, for which %(strategies)s is recommended",
            "%(count)s components, for all of which %(strategies)s is recommended",
            count,
        )
    else:
        sentence = gettext("%(count)s components go different ways: %(strategies)s")
    named = ", ".join(name or gettext("nothing yet") for name in strategies)
    return fill(sentence, count=count, strategies=named)


def _rulebooks(reports: Sequence[Report]) -> str:
    versions = len({report.evaluation.rulebook.hash for report in reports})
    if versions == 1:
        return ""
    text = gettext(
        "The components rest on %(count)s versions of the rulebook. What has the same name in several of "
        "them, sources too, stands here once, in the words of the first component that has it."
    )
    return fill(text, count=versions)


def _services(components: Sequence[Component]) -> tuple[SharedService, ...]:
    """Return the supporting services of all components, in the rulebook's order."""
    picked = [component.report.evaluation.recommendation.supporting.outcome for component in components]
    names: dict[str, str] = {}
    for component in components:
        rulebook, language = component.report.evaluation.rulebook, component.report.subject.language
        for option in rulebook.decisions[COLLECTING_DECISION].options:
            names.setdefault(option.slug, option.name.in_language(language))
    return tuple(
        SharedService(slug, name, tuple(slug in every for every in picked))
        for slug, name in names.items()
        if any(slug in every for every in picked)
    )


def _services_headline(services: Sequence[SharedService]) -> str:
    shared = sum(sum(service.used) > 1 for service in services)
    if not services:
        return gettext("No supporting service is recommended")
    if not shared:
        text = ngettext(
            "%(count)s supporting service, for one component",
            "%(count)s supporting services, none of them shared",
            len(services),
        )
        return fill(text, count=len(services))
    text = ngettext(
        "%(count)s supporting service, %(shared)s of them shared",
        "%(count)s supporting services, %(shared)s of them shared",
        len(services),
    )
    return fill(text, count=len(services), shared=shared)


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
    headline = ngettext(
        "%(count)s step for the whole workload", "%(count)s steps for the whole workload", len(placed)
    )
    return PlanPart(
        headline=fill(headline, count=len(placed)),
        intro=gettext("What several components need stands here once; behind each step, who needs it."),
        phases=tuple(Phase(slug, title, tuple(items)) for slug, (title, items) in phases.items()),
    )


def _place(phase: str) -> int:
    return PHASES.index(phase) if phase in PHASES else -1


def _for_whom(names: Sequence[str], of: int) -> str:
    if len(names) == of:
        return gettext("for all components")
    return fill(gettext("for: %(components)s"), components=", ".join(names))


def _risks(components: Sequence[Component]) -> tuple[SharedRisk, ...]:
    """Return each risk once, those that threaten the most components first."""
    threatened: dict[str, list[str]] = {}
    items: dict[str, AdviceItem] = {}
    for component in components:
        for item in component.report.risks.items:
            threatened.setdefault(item.slug, []).append(component.name)
            items.setdefault(item.slug, item)
    ordered = sorted(items.values(), key=lambda item: -len(threatened[item.slug]))
    return tuple(SharedRisk(item, _threatened(threatened[item.slug], len(components))) for item in ordered)


def _threatened(names: Sequence[str], of: int) -> str:
    return gettext("all components") if len(names) == of else ", ".join(names)


def _risks_headline(risks: Sequence[SharedRisk]) -> str:
    if not risks:
        return gettext("These answers carry no risk that the rulebook knows")
    text = ngettext("%(count)s thing to watch", "%(count)s things to watch", len(risks))
    return fill(text, count=len(risks))


def _sources(reports: Sequence[Report]) -> SourcesPart:
    """Return the sources of all reports by their shared numbers."""
    views: dict[int, SourceView] = {}
    for report in reports:
        for view in report.sources.sources:
            views.setdefault(view.number, view)
    ordered = tuple(views[number] for number in sorted(views))
    text = ngettext("%(count)s source", "%(count)s sources", len(ordered))
    return SourcesPart(fill(text, count=len(ordered)), ordered)
