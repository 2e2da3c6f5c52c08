"""Profiles that are tried before a solver is asked: small ones first, then the seeds, then chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from advisor.engine.check.space import Space, all_conditions
from advisor.engine.conditions import holds
from advisor.engine.rulebook import NONE, Answer, Condition, Conditions, Profile

#: How much of a random profile is answered: little shows what a rule does alone, all what it does in company.
_SHARES = (0.1, 0.3, 0.6, 0.9)
#: How much of a seed is changed.
_CHANGES = (0.02, 0.05)


def sample(space: Space, seeds: Iterable[Profile], count: int, seed: int) -> Iterator[Profile]:
    """Yield profiles to try: an empty one, one that makes each set of conditions hold, the seeds, and
    ``count`` random ones: two or three of the small ones together, random ones, and seeds with some answers
    changed.

    Same in, same out.
    """
    small: list[Profile] = [{}]
    for when in all_conditions(space.rulebook):
        found = fulfilling(space, when)
        if found is not None and found not in small:
            small.append(found)
    given = [kept for kept in (_sayable(space, profile) for profile in seeds) if kept]
    yield from small
    yield from given
    random = Random(seed)  # noqa: S311 - a sample, not a secret
    for number in range(count):
        merged = _merged(random.sample(small, min(len(small), 2 + number % 2)))
        if number % 4 < 2:
            yield _ordered(space, merged)
            continue
        share = random.choice(_SHARES if number % 4 == 2 else _CHANGES)
        start = {} if number % 4 == 2 else {**random.choice(given or small), **merged}
        varied = {slug: _chosen(space, slug, random) for slug in space.values if random.random() < share}
        yield _ordered(space, {**start, **varied})


def _merged(profiles: Iterable[Profile]) -> Profile:
    return {slug: answer for profile in profiles for slug, answer in profile.items()}


def fulfilling(space: Space, when: Conditions) -> Profile | None:
    """Return a small profile in which all conditions on questions hold; None where this simple way finds
    none. What is asked of earlier outcomes is left to chance."""
    if not space.examined(when):
        return None
    together: dict[str, list[Condition]] = {}
    for name, condition in space.pairs(when) or ():
        if name in space.values:
            together.setdefault(name, []).append(condition)
    answers: dict[str, Answer] = {}
    for slug, conditions in together.items():
        fitting = [a for a in _answers(space, slug, conditions) if all(holds(c, a) for c in conditions)]
        if not fitting:
            return None
        answers[slug] = fitting[0]
    return _ordered(space, answers)


def _answers(space: Space, slug: str, conditions: list[Condition]) -> Iterator[Answer]:
    values = space.values[slug]
    if space.rulebook.questions[slug].kind != "many":
        yield from values
        return
    yield from ((str(value),) for value in values)
    wanted = {choice for condition in conditions for choice in (*condition.any_of, *condition.all_of)}
    refused = {choice for condition in conditions for choice in (*condition.none_of, NONE)}
    widest = tuple(str(value) for value in values if value in wanted - refused)
    if widest:
        yield widest


def _chosen(space: Space, slug: str, random: Random) -> Answer:
    """Return a random answer; several choices rather few than many."""
    values = space.values[slug]
    if not values or random.random() < 0.05:
        return None
    if space.rulebook.questions[slug].kind != "many":
        return random.choice(values)
    if NONE in values and random.random() < 0.15:
        return (NONE,)
    plain = [str(value) for value in values if value != NONE]
    chosen = random.sample(plain, min(len(plain), random.choice((1, 1, 2, 3))))
    return tuple(choice for choice in plain if choice in chosen) or None


def _sayable(space: Space, profile: Profile) -> Profile:
    """Return the answers of a profile that can be given today."""
    return _ordered(
        space, {slug: profile[slug] for slug in profile if _is_sayable(space, slug, profile[slug])}
    )


def _is_sayable(space: Space, slug: str, answer: Answer) -> bool:
    if slug not in space.values or space.rulebook.questions[slug].kind == "number":
        return slug in space.values
    given = answer if isinstance(answer, tuple) else (answer,)
    return answer is None or all(choice in space.values[slug] for choice in given)


def _ordered(space: Space, answers: Profile) -> Profile:
    return {slug: answers[slug] for slug in space.values if answers.get(slug) is not None}
