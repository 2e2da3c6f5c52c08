"""What else an answer could be: the choices of a question and the intervals of a number."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from advisor.engine.rulebook import NONE, Answer, Condition, Question


def representatives(question: Question, conditions: Iterable[Condition]) -> tuple[int | float, ...]:
    """Return one number for each interval between the thresholds that the conditions compare with.

    Each is the least number of its interval (whole where the question says so); where the question has
    no least number, the first is one less than the lowest threshold. Lowest first, in the question's unit.
    """
    thresholds = {bound for c in conditions for bound in (c.minimum, c.below) if bound is not None}
    if question.minimum is None:
        thresholds.add(min(thresholds, default=0.0) - 1)
    else:
        thresholds = {t for t in thresholds if t > question.minimum} | {question.minimum}
    starts = sorted(t for t in thresholds if question.below is None or t < question.below)
    ends = [*starts[1:], math.inf if question.below is None else question.below]
    numbers = (math.ceil(start) if question.whole else start for start in starts)
    return tuple(_plain(number) for number, end in zip(numbers, ends, strict=True) if number < end)


def _plain(number: float) -> int | float:
    """Return a number as the profile's parser writes it: whole ones as ``int``."""
    return int(number) if number == int(number) else number


def toggled(question: Question, answer: tuple[str, ...], toggles: tuple[str, ...]) -> Answer:
    """Return a *many* answer with choices added that it lacks and removed that it has.

    ``none`` stands for the empty set of choices. ``None`` where nothing would be left and the question
    has no ``none``: there is no such answer.
    """
    chosen = {choice for choice in answer if choice != NONE} ^ set(toggles)
    if chosen:
        return tuple(choice.slug for choice in question.choices if choice.slug in chosen)
    return (NONE,) if NONE in question.choice_slugs else None


def toggles(question: Question, answer: tuple[str, ...]) -> Iterator[str]:
    """Yield the choices that can be added to or removed from a *many* answer."""
    for choice in question.choices:
        if choice.slug != NONE and (choice.slug in answer or not choice.retired):
            yield choice.slug
