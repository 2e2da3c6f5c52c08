"""The twelve factors: which hold, what a gap breaks on the services recommended, and how to mend it."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from advisor.engine.rulebook import NONE, Advice
from advisor.reports.desk import Desk, fill
from advisor.reports.report import Factor, Statement

#: The question, and the topic of the advice that is about its choices.
TOPIC = "twelve_factors"


class Factors(NamedTuple):
    """The factors with a headline; ``note`` says what the table is about, or why there is none."""

    headline: str
    factors: tuple[Factor, ...]
    note: str


def factors_part(desk: Desk) -> Factors:
    """Return the twelve factors as answered; without an answer, that there is none."""
    question = desk.rulebook.questions.get(TOPIC)
    if question is None:
        return Factors("", (), "")
    answer = desk.evaluation.facts().get(TOPIC)
    if not isinstance(answer, tuple):
        return Factors(gettext("The twelve factors were not answered"), (), _why_none(desk))
    choices = [choice for choice in question.choices if choice.slug != NONE and not choice.retired]
    factors = tuple(
        _factor(desk, choice.slug, desk.say(choice.label), choice.slug in answer) for choice in choices
    )
    return Factors(_headline(factors), factors, _about(desk))


def _factor(desk: Desk, slug: str, name: str, holds: bool) -> Factor:
    if holds:
        return Factor(name, True, gettext("holds"))
    return Factor(
        name=name,
        holds=False,
        words=gettext("does not hold"),
        breaks=_said(desk, "risk", slug),
        mends=_said(desk, "practice", slug),
    )


def _said(desk: Desk, kind: str, factor: str) -> tuple[Statement, ...]:
    """Return what the advice of one kind says about a factor, for the services recommended."""
    entries = (desk.rulebook.advice[slug] for slug in desk.evaluation.recommendation.advice)
    return tuple(
        desk.statement(entry.text, entry.sources) for entry in entries if _is_about(entry, kind, factor)
    )


def _is_about(advice: Advice, kind: str, factor: str) -> bool:
    return (advice.kind, advice.topic, advice.about) == (kind, TOPIC, factor)


def _headline(factors: tuple[Factor, ...]) -> str:
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


def _about(desk: Desk) -> str:
    compute = desk.evaluation.recommendation.compute.outcome
    if compute is None:
        return gettext("Which gaps do harm depends on the compute service, which is not known yet.")
    text = gettext("What breaks, and how to mend it, is said for %(service)s.")
    return fill(text, service=desk.option_name("compute", compute))


def _why_none(desk: Desk) -> str:
    if TOPIC in desk.evaluation.profile:
        return gettext(
            "The answer is “I don’t know”. Go through the twelve with a developer: each gap breaks something "
            "else on the service recommended."
        )
    return gettext(
        "With an answer, the report says for each gap what breaks on the service recommended, and how to "
        "mend it."
    )
