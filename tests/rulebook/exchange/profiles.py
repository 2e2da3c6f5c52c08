"""Random profiles of a real rulebook, with all that can stand in one."""

from __future__ import annotations

from random import Random
from typing import Any

from advisor.engine import Answer, Rulebook
from advisor.engine.rulebook import NONE, Question


def random_profile(rulebook: Rulebook, random: Random) -> dict[str, Answer]:
    """Return answers to about so many questions as chance has it, those not asked among them."""
    share = random.random()
    profile: dict[str, Answer] = {}
    for slug, question in rulebook.questions.items():
        chance = random.random()
        if chance < share:
            profile[slug] = _answer(rulebook, question, random)
        elif chance < share + 0.1:
            profile[slug] = None
    return profile


def _answer(rulebook: Rulebook, question: Question, random: Random) -> Answer:
    if question.kind == "number":
        return random.choice(numbers_at_the_edges(rulebook, question))
    slugs = [choice.slug for choice in question.choices]
    if question.kind == "one":
        return random.choice(slugs)
    plain = [slug for slug in slugs if slug != NONE]
    if NONE in slugs and random.random() < 0.2:
        return (NONE,)
    chosen = random.sample(plain, random.randint(1, min(5, len(plain))))
    return tuple(slug for slug in slugs if slug in chosen)


def numbers_at_the_edges(rulebook: Rulebook, question: Question) -> list[int | float]:
    """Return the numbers at and just beside the rules' thresholds and the question's own bounds."""
    conditions = [rule.when.get(question.slug) for rule in rulebook.rules.values()]
    edges = {edge for c in conditions if c for edge in (c.minimum, c.below) if edge is not None}
    step = 1 if question.whole else 0.25
    near = {edge + move for edge in edges for move in (-step, 0, step)}
    low, high = question.minimum, question.below
    near |= {low} if low is not None else {0}
    near |= {high - step} if high is not None else {10**6}
    inside = [n for n in near if (low is None or n >= low) and (high is None or n < high)]
    return sorted(int(n) if n == int(n) else n for n in inside)


def as_json(profile: dict[str, Answer]) -> dict[str, Any]:
    """Return a profile as JSON holds it."""
    return {slug: list(answer) if isinstance(answer, tuple) else answer for slug, answer in profile.items()}
