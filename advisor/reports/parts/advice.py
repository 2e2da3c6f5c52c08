"""Risks, practices by topic with the twelve factors and delivery figures, and plan steps in order."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext, pgettext

from advisor.engine.rulebook import Advice
from advisor.reports.desk import Desk, fill
from advisor.reports.parts.delivery import delivery
from advisor.reports.report import AdviceItem, AdvicePart, Factor, PracticesPart, Topic

FACTORS = "twelve_factors"
#: Advice on cost is told in the part on cost.
COST = "cost"


def topic_title(slug: str) -> str:
    """Return a topic's title; of one that is not known here, its slug as words."""
    titles = {
        "availability": pgettext("topic", "Availability"),
        "twelve_factors": pgettext("topic", "Twelve factors"),
        "devops": pgettext("topic", "DevOps"),
        "dora": pgettext("topic", "Delivery figures (DORA)"),
        "security": pgettext("topic", "Security"),
        "data": pgettext("topic", "Data"),
        "cost": pgettext("topic", "Cost"),
        "compute": pgettext("topic", "Compute"),
        "people": pgettext("topic", "People"),
        "release": pgettext("topic", "Releases"),
        "plan": pgettext("topic", "Plan"),
        "operations": pgettext("topic", "Operations"),
        "architecture": pgettext("topic", "Architecture"),
        "network": pgettext("topic", "Network"),
        "performance": pgettext("topic", "Performance"),
        "migration": pgettext("topic", "Migration"),
        "compliance": pgettext("topic", "Compliance"),
    }
    return titles.get(slug, slug.replace("_", " ").capitalize())


def held(desk: Desk, kind: str) -> list[Advice]:
    """Return the advice of one kind that is shown, in the rulebook's order."""
    entries = (desk.rulebook.advice[slug] for slug in desk.evaluation.recommendation.advice)
    return [entry for entry in entries if entry.kind == kind]


def item(desk: Desk, advice: Advice) -> AdviceItem:
    """Return a piece of advice in words."""
    return AdviceItem(advice.slug, desk.say(advice.title), desk.say(advice.text), desk.cite(advice.sources))


def risks_part(desk: Desk) -> AdvicePart:
    """Return the risks that these answers carry."""
    items = tuple(item(desk, advice) for advice in held(desk, "risk"))
    if not items:
        return AdvicePart(gettext("These answers carry no risk that the rulebook knows"), ())
    text = ngettext("%(count)s thing to watch", "%(count)s things to watch", len(items))
    return AdvicePart(fill(text, count=len(items)), items)


def plan_part(desk: Desk) -> AdvicePart:
    """Return the first steps of the plan, in order."""
    items = tuple(item(desk, advice) for advice in held(desk, "step"))
    if not items:
        return AdvicePart(gettext("No plan yet: it follows from the recommendation"), ())
    text = ngettext("%(count)s step to start with", "%(count)s steps, in this order", len(items))
    return AdvicePart(fill(text, count=len(items)), items)


def practices_part(desk: Desk) -> PracticesPart:
    """Return the practices by topic, in the order in which topics first appear."""
    topics: dict[str, list[AdviceItem]] = {}
    for advice in held(desk, "practice"):
        if advice.topic != COST:
            topics.setdefault(advice.topic, []).append(item(desk, advice))
    count = sum(map(len, topics.values()))
    if count:
        text = ngettext(
            "%(count)s practice fits these answers", "%(count)s practices fit these answers", count
        )
        headline = fill(text, count=count)
    else:
        headline = gettext("These answers call for no particular practice")
    factors = _factors(desk)
    figures = delivery(desk)
    return PracticesPart(
        headline=headline,
        factors_headline=_factors_headline(factors),
        factors=factors,
        measures=figures.measures,
        levels=figures.levels,
        measures_note=gettext(
            "Levels as published for 2021. Since 2025 DORA describes team profiles instead; its authors warn "
            "against using the figures as targets."
        ),
        measures_cites=figures.cites,
        topics=tuple(Topic(slug, topic_title(slug), tuple(items)) for slug, items in topics.items()),
    )


def _factors(desk: Desk) -> tuple[Factor, ...]:
    """Return the twelve factors as answered; nothing where the question is open."""
    question = desk.rulebook.questions.get(FACTORS)
    answer = desk.evaluation.facts().get(FACTORS)
    if question is None or not isinstance(answer, tuple):
        return ()
    return tuple(
        Factor(
            name=desk.say(choice.label),
            holds=choice.slug in answer,
            words=gettext("holds") if choice.slug in answer else gettext("does not hold"),
        )
        for choice in question.choices
        if choice.slug != "none" and not choice.retired
    )


def _factors_headline(factors: tuple[Factor, ...]) -> str:
    if not factors:
        return ""
    holding = sum(1 for factor in factors if factor.holds)
    missing = len(factors) - holding
    if not missing:
        return fill(gettext("All %(all)s factors hold"), all=len(factors))
    text = ngettext(
        "%(holding)s of %(all)s factors hold; %(missing)s needs mending",
        "%(holding)s of %(all)s factors hold; %(missing)s need mending",
        missing,
    )
    return fill(text, holding=holding, all=len(factors), missing=missing)
