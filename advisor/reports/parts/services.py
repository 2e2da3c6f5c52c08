"""Part two: compute, database and what stands around them, each with why, why not the next, limits, bill."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext

from advisor.engine import conditions_hold
from advisor.engine.recommendation import Contribution, RankedDecision, RankedOption
from advisor.engine.rulebook import Answer, Service
from advisor.reports import labels
from advisor.reports.desk import Desk, fill
from advisor.reports.parts.lifecycle import lifecycle
from advisor.reports.parts.strategies import points_text, runner_up
from advisor.reports.report import Around, Reason, ServicesPart, ServiceView, Statement, WhyNot
from advisor.rulebook.lifecycle import RETIREMENT

#: Reasons that tell two options apart: so many at most on each side.
_MOST_DIFFERENCES = 3


def services_part(desk: Desk) -> ServicesPart:
    """Return the chosen services."""
    found = desk.evaluation.recommendation
    facts = desk.evaluation.facts()
    services = tuple(_service(desk, decision, facts) for decision in (found.compute, found.database))
    around = tuple(_around(desk, option, facts) for option in _supporting(desk))
    return ServicesPart(_headline(desk, len(around)), services, around)


def _headline(desk: Desk, count: int) -> str:
    found = desk.evaluation.recommendation
    compute, database = found.compute.outcome, found.database.outcome
    if compute is None:
        return gettext("The answers so far do not tell which service fits")
    names = {"compute": desk.option_name("compute", compute)}
    if database in (None, "none"):
        text = ngettext(
            "%(compute)s runs it, with %(count)s service around it",
            "%(compute)s runs it, with %(count)s services around it",
            count,
        )
    else:
        names["database"] = desk.option_name("database", database)
        text = ngettext(
            "%(compute)s runs it and %(database)s keeps its data, with %(count)s service around them",
            "%(compute)s runs it and %(database)s keeps its data, with %(count)s services around them",
            count,
        )
    return fill(text, count=count, **names)


def _service(desk: Desk, decision: RankedDecision, facts: Mapping[str, Answer]) -> ServiceView:
    title = desk.say(desk.rulebook.decisions[decision.decision].title)
    chosen = next((o for o in decision.ranking if o.option == decision.outcome), None)
    service = _catalogue_entry(desk, decision.decision, decision.outcome)
    return ServiceView(
        decision=decision.decision,
        title=title,
        name=desk.option_name(decision.decision, decision.outcome),
        entry=service.slug if service else "",
        placing=_placing(decision, chosen),
        status=_status(desk, decision),
        summary=_summary(desk, decision, service),
        why=desk.option(decision, chosen).speaks_for if chosen else (),
        why_not=_why_not(desk, decision, chosen) if chosen else None,
        limits=_limits(desk, service, facts),
        billing=desk.say(service.billing) if service else "",
        lifecycle=lifecycle(desk, service, facts),
        others=tuple(desk.option(decision, o) for o in decision.ranking if o.because and o is not chosen),
    )


def _catalogue_entry(desk: Desk, decision: str, option: str | None) -> Service | None:
    options = desk.rulebook.decisions[decision].options
    slug = next((o.service for o in options if o.slug == option), None)
    return desk.rulebook.services.get(slug) if slug else None


def _summary(desk: Desk, decision: RankedDecision, service: Service | None) -> str:
    if service is not None:
        return desk.say(service.summary)
    options = desk.rulebook.decisions[decision.decision].options
    return next((desk.say(o.summary) for o in options if o.slug == decision.outcome), "")


def _placing(decision: RankedDecision, chosen: RankedOption | None) -> str:
    if chosen is None:
        return ""
    second = runner_up(decision)
    if second is None:
        return points_text(chosen.points)
    text = gettext("%(points)s, next best %(second)s")
    return fill(text, points=points_text(chosen.points), second=points_text(second.points))


def _status(desk: Desk, decision: RankedDecision) -> str:
    if decision.status == "no_evidence":
        return gettext("No rule holds for these answers, so nothing is recommended here yet.")
    name = desk.option_name(decision.decision, decision.outcome)
    if decision.status == "no_clean_fit":
        text = gettext("No clean fit: every option is ruled out. %(option)s has the least in its way:")
        chosen = next(o for o in decision.ranking if o.option == decision.outcome)
        vetoes = [desk.say(labels.rule_text(desk.rulebook, c.rule)) for c in chosen.because if c.rules_out]
        return " ".join([fill(text, option=name), *vetoes])
    if decision.status == "tie":
        return gettext("A tie: the option that changes less is taken.")
    return ""


def _why_not(desk: Desk, decision: RankedDecision, chosen: RankedOption) -> WhyNot | None:
    """Return what tells the chosen option from the next best, rule by rule."""
    second = runner_up(decision)
    if second is None:
        return None
    name = desk.option_name(decision.decision, second.option)
    behind = chosen.points - second.points
    if decision.status == "tie":
        sentence = gettext("It has as many points; the option that changes less is taken.")
    elif decision.status == "no_clean_fit":
        sentence = ""
    else:
        sentence = ngettext(
            "It is %(count)s point behind. What tells them apart:",
            "It is %(count)s points behind. What tells them apart:",
            behind,
        ) % {"count": behind}
    return WhyNot(name, sentence, *_differences(desk, chosen, second))


def _differences(
    desk: Desk, chosen: RankedOption, second: RankedOption
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Return the rules that favour the chosen option over the second, and those that favour the second.

    The points of a reason are by how many points the rule does so.
    """
    gaps: dict[str, int] = {}
    answers: dict[str, Mapping[str, Answer]] = {}
    for option, sign in ((chosen, 1), (second, -1)):
        for contribution in option.because:
            gaps[contribution.rule] = gaps.get(contribution.rule, 0) + sign * contribution.points
            answers[contribution.rule] = contribution.answers

    def reasons(sign: int) -> tuple[Reason, ...]:
        telling = sorted((r for r, gap in gaps.items() if sign * gap > 0), key=lambda r: -sign * gaps[r])
        return tuple(
            desk.reason(Contribution(rule, sign * gaps[rule], False, answers[rule]))
            for rule in telling[:_MOST_DIFFERENCES]
        )

    return reasons(1), reasons(-1)


def _limits(desk: Desk, service: Service | None, facts: Mapping[str, Answer]) -> tuple[Statement, ...]:
    """Return the facts of a service that matter for these answers."""
    if service is None:
        return ()
    return tuple(
        desk.statement(fact.text, fact.sources)
        for fact in desk.rulebook.facts.values()
        if fact.service == service.slug and fact.kind != RETIREMENT and conditions_hold(fact.when, facts)
    )


def _supporting(desk: Desk) -> list[RankedOption]:
    collected = desk.evaluation.recommendation.supporting
    by_slug = {option.option: option for option in collected.ranking}
    return [by_slug[slug] for slug in collected.outcome]


def _around(desk: Desk, option: RankedOption, facts: Mapping[str, Answer]) -> Around:
    service = _catalogue_entry(desk, "supporting", option.option)
    strongest = sorted((c for c in option.because if c.points > 0), key=lambda c: -c.points)
    reasons = tuple(
        desk.statement(labels.rule_text(desk.rulebook, c.rule), labels.rule_sources(desk.rulebook, c.rule))
        for c in strongest
    )
    return Around(
        name=desk.option_name("supporting", option.option),
        entry=service.slug if service else "",
        reasons=reasons,
        limits=_limits(desk, service, facts),
        billing=desk.say(service.billing) if service else "",
        lifecycle=lifecycle(desk, service, facts),
    )
