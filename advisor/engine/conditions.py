"""When a condition holds: the design's first point, in its plainest form.

The compiled masks of :mod:`advisor.engine.compile` are built from these functions, so there is one
definition of what a condition means.
"""

from __future__ import annotations

from collections.abc import Mapping

from advisor.engine.rulebook import Answer, Condition, Conditions


def holds(condition: Condition, answer: Answer) -> bool:
    """Tell whether one condition holds for one answer.

    Every operator given must hold. ``None`` (no answer) makes none of them hold, ``none_of`` included.
    A single choice counts as the set of that one choice.
    """
    if answer is None:
        return False
    if isinstance(answer, str):
        return _holds_for_choices(condition, (answer,))
    if isinstance(answer, tuple):
        return _holds_for_choices(condition, answer)
    return _holds_for_number(condition, answer)


def _holds_for_choices(condition: Condition, chosen: tuple[str, ...]) -> bool:
    if condition.minimum is not None or condition.below is not None:
        return False
    if condition.any_of and not any(choice in condition.any_of for choice in chosen):
        return False
    if any(choice in condition.none_of for choice in chosen):
        return False
    return all(choice in chosen for choice in condition.all_of)


def _holds_for_number(condition: Condition, number: float) -> bool:
    if condition.any_of or condition.none_of or condition.all_of:
        return False
    if condition.minimum is not None and number < condition.minimum:
        return False
    return condition.below is None or number < condition.below


def conditions_hold(conditions: Conditions, facts: Mapping[str, Answer]) -> bool:
    """Tell whether all conditions hold; no conditions always do.

    ``facts`` are the answers of the questions that are asked and, under the names of the decisions,
    the outcomes so far (a missing key or ``None`` where there is none).
    """
    return all(holds(condition, facts.get(name)) for name, condition in conditions.items())


def what_made_it_hold(condition: Condition, answer: Answer) -> Answer:
    """Return the part of an answer that a condition which holds rests on.

    Of several choices those that the condition names; the whole answer where it only names what
    must be absent.
    """
    if isinstance(answer, tuple):
        named = tuple(c for c in answer if c in condition.any_of or c in condition.all_of)
        return named or answer
    return answer
