"""Risks, and practices by topic with the twelve factors, the delivery figures and what to adopt next."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext, pgettext

from advisor.engine.conditions import what_made_it_hold
from advisor.engine.rulebook import RANKED_DECISIONS, Advice, Answer
from advisor.reports import labels
from advisor.reports.desk import Desk, fill
from advisor.reports.parts.delivery import delivery
from advisor.reports.parts.twelve_factors import TOPIC as FACTORS
from advisor.reports.parts.twelve_factors import factors_part
from advisor.reports.report import AdviceItem, AdvicePart, PracticesPart, Topic

#: Topics that a part of their own tells: cost, savings, what to settle before a move, what to adopt next.
COST = "cost"
SAVING = "saving"
SIGNS = "before_you_move"
ADOPT = "adopt_next"
#: Topics of the part on how it would run.
RUNNING = ("sizing", "scaling", "release", "availability")
_TOLD_ELSEWHERE = (COST, SAVING, SIGNS, ADOPT, *RUNNING)
#: So many choices of one answer are named at most.
_MOST_CHOICES = 3


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
    return AdviceItem(
        slug=advice.slug,
        title=desk.say(advice.title),
        text=desk.say(advice.text),
        cites=desk.cite(advice.sources),
        answers=answers_behind(desk, advice),
    )


def items_of_topic(desk: Desk, topic: str) -> tuple[AdviceItem, ...]:
    """Return the practices of one topic, in order; of several about the same thing the last."""
    entries = (advice for advice in held(desk, "practice") if advice.topic == topic)
    return tuple(item(desk, advice) for advice in last_about_each(entries))


def last_about_each(entries: Iterable[Advice]) -> list[Advice]:
    """Return advice without what is about the same thing as a later piece.

    The rulebook puts the general first and what is more telling after it: a pipeline at all, then a
    pipeline for many releases by hand.
    """
    told: dict[str, Advice] = {}
    for advice in entries:
        about = advice.about or advice.slug
        told.pop(about, None)
        told[about] = advice
    return list(told.values())


def answers_behind(desk: Desk, advice: Advice) -> str:
    """Return the answers that made the advice hold: “Pipeline: By hand · Deadline: No deadline”.

    Conditions on outcomes are left out: the whole report is about them.
    """
    facts = desk.evaluation.facts()
    parts = []
    for question, condition in advice.when.items():
        if question not in RANKED_DECISIONS:
            label = labels.question_label(desk.rulebook, question, desk.language)
            words = _shortened(desk, question, what_made_it_hold(condition, facts[question]))
            parts.append(f"{label}: {words}")
    return " · ".join(parts)


def _shortened(desk: Desk, question: str, answer: Answer) -> str:
    if isinstance(answer, tuple) and len(answer) > _MOST_CHOICES:
        words = labels.answer_words(desk.rulebook, question, answer[:_MOST_CHOICES], desk.language)
        return f"{words} …"
    return labels.answer_words(desk.rulebook, question, answer, desk.language)


def _in_factors(advice: Advice) -> bool:
    """Tell whether the table of the twelve factors says it."""
    return advice.topic == FACTORS and bool(advice.about)


def risks_part(desk: Desk) -> AdvicePart:
    """Return the risks that these answers carry."""
    items = tuple(item(desk, advice) for advice in held(desk, "risk") if not _in_factors(advice))
    if not items:
        return AdvicePart(gettext("These answers carry no risk that the rulebook knows"), ())
    text = ngettext("%(count)s thing to watch", "%(count)s things to watch", len(items))
    return AdvicePart(fill(text, count=len(items)), items)


def practices_part(desk: Desk) -> PracticesPart:
    """Return the practices by topic, in the order in which topics first appear."""
    factors = factors_part(desk)
    figures = delivery(desk)
    adopt = items_of_topic(desk, ADOPT)
    topics: dict[str, list[AdviceItem]] = {}
    for advice in held(desk, "practice"):
        if advice.topic not in _TOLD_ELSEWHERE and not _in_factors(advice):
            topics.setdefault(advice.topic, []).append(item(desk, advice))
    return PracticesPart(
        headline=_headline(len(adopt) + sum(map(len, topics.values()))),
        factors_headline=factors.headline,
        factors=factors.factors,
        factors_note=factors.note,
        measures=figures.measures,
        levels=figures.levels,
        measures_note=gettext(
            "Levels as published in DORA’s State of DevOps report of 2021, after a secondary copy of its "
            "table. Since 2025 DORA describes team profiles instead; its authors warn against using the "
            "figures as targets."
        ),
        measures_cites=figures.cites,
        adopt_headline=_adopt_headline(adopt),
        adopt=adopt,
        topics=tuple(Topic(slug, topic_title(slug), tuple(items)) for slug, items in topics.items()),
    )


def _headline(count: int) -> str:
    if not count:
        return gettext("These answers call for no particular practice")
    text = ngettext("%(count)s practice fits these answers", "%(count)s practices fit these answers", count)
    return fill(text, count=count)


def _adopt_headline(adopt: tuple[AdviceItem, ...]) -> str:
    if not adopt:
        return ""
    return fill(gettext("The next practice to adopt – %(practice)s"), practice=adopt[0].title)
