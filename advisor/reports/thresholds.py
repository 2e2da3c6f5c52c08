"""Between which of the rulebook's thresholds a number lies, in words with its unit."""

from __future__ import annotations

from bisect import bisect_right

from django.utils.translation import gettext

from advisor.engine.rulebook import RANKED_DECISIONS, Conditions, Rulebook
from advisor.reports import labels
from advisor.reports.desk import Desk, fill


def thresholds(rulebook: Rulebook, question: str) -> list[float]:
    """Return the bounds that the ranked decisions' rules put on a number, ascending."""
    bounds: set[float] = set()
    for rule in rulebook.rules.values():
        if rule.decision in RANKED_DECISIONS:
            bounds.update(_bounds(rule.when, question))
    return sorted(bounds)


def _bounds(conditions: Conditions, question: str) -> list[float]:
    condition = conditions.get(question)
    if condition is None:
        return []
    return [bound for bound in (condition.minimum, condition.below) if bound is not None]


def interval_words(desk: Desk, question: str, number: float) -> str:
    """Return the interval of a number in words: “at least 4 GiB and below 16 GiB”."""
    words = between_words(desk, question, *interval(desk.rulebook, question, number))
    return words or labels.with_unit(number, desk.rulebook.questions[question], desk.language)


def interval(rulebook: Rulebook, question: str, number: float) -> tuple[float | None, float | None]:
    """Return the bounds of a number’s interval, ``None`` where it has no end."""
    bounds = thresholds(rulebook, question)
    place = bisect_right(bounds, number)
    low = bounds[place - 1] if place else None
    return low, bounds[place] if place < len(bounds) else None


def between_words(desk: Desk, question: str, low: float | None, high: float | None) -> str:
    """Return an interval in words; "" for one without ends."""
    entry = desk.rulebook.questions[question]

    def words(bound: float) -> str:
        return labels.with_unit(bound, entry, desk.language)

    if low is not None and high is not None:
        return fill(gettext("at least %(low)s and below %(high)s"), low=words(low), high=words(high))
    if low is not None:
        return fill(gettext("%(low)s or more"), low=words(low))
    if high is not None:
        return fill(gettext("below %(high)s"), high=words(high))
    return ""
