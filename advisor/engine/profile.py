"""Reading a profile: raw answers, as a file or a form gives them, into valid ones."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from advisor.engine.rulebook import NONE, Answer, Question, Rulebook

Reason = Literal[
    "unknown_question",
    "unknown_choice",
    "wrong_type",
    "out_of_range",
    "not_whole",
    "none_stands_alone",
    "empty",
    "repeated",
]


@dataclass(frozen=True, slots=True)
class ProfileError:
    """One answer that cannot be taken.

    ``given`` is what was given, unchanged (for a choice of several: that choice). ``allowed`` lists
    the choices of the question; for a number it is empty, the question has its bounds and unit.
    """

    question: str
    given: Any
    allowed: tuple[str, ...]
    reason: Reason


class _Refused(Exception):
    """Raised inside this module only: why an answer is not taken, and what of it."""

    def __init__(self, reason: Reason, given: Any) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.given = given


def parse_profile(
    rulebook: Rulebook, raw: Mapping[str, Any]
) -> tuple[dict[str, Answer], tuple[ProfileError, ...]]:
    """Return the valid answers in the rulebook's order of questions, and what is wrong with the others.

    A choice comes back as a string, several as a tuple in the rulebook's order, a number as ``int``
    (where it is whole) or ``float``, ``None`` as it is: closed. Answers of questions and choices that
    are retired are still read: a file written years ago stays valid. Nothing is raised; errors come in
    the order of the questions, unknown questions last in the order given.
    """
    answers: dict[str, Answer] = {}
    errors: list[ProfileError] = []
    for slug, question in rulebook.questions.items():
        if slug not in raw:
            continue
        try:
            answers[slug] = parse_answer(question, raw[slug])
        except _Refused as refused:
            allowed = question.choice_slugs
            errors.append(ProfileError(slug, refused.given, allowed, refused.reason))
    unknown = [name for name in raw if name not in rulebook.questions]
    errors.extend(ProfileError(str(name), raw[name], (), "unknown_question") for name in unknown)
    return answers, tuple(errors)


def parse_answer(question: Question, given: Any) -> Answer:
    """Return one valid answer; raises :class:`_Refused` inside this module's functions."""
    if given is None:
        return None
    if question.kind == "number":
        return _number(question, given)
    if question.kind == "many":
        return _choices(question, given)
    if not isinstance(given, str):
        raise _Refused("wrong_type", given)
    if given not in {choice.slug for choice in question.choices}:
        raise _Refused("unknown_choice", given)
    return given


def _choices(question: Question, given: Any) -> tuple[str, ...]:
    if not isinstance(given, list | tuple):
        raise _Refused("wrong_type", given)
    if not given:
        raise _Refused("empty", given)
    known = {choice.slug for choice in question.choices}
    for choice in given:
        if not isinstance(choice, str):
            raise _Refused("wrong_type", choice)
        if choice not in known:
            raise _Refused("unknown_choice", choice)
    if len(set(given)) < len(given):
        raise _Refused("repeated", given)
    if NONE in given and len(given) > 1:
        raise _Refused("none_stands_alone", given)
    return tuple(choice.slug for choice in question.choices if choice.slug in given)


def _number(question: Question, given: Any) -> int | float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise _Refused("wrong_type", given)
    if isinstance(given, float) and not math.isfinite(given):
        raise _Refused("out_of_range", given)
    if question.minimum is not None and given < question.minimum:
        raise _Refused("out_of_range", given)
    if question.below is not None and given >= question.below:
        raise _Refused("out_of_range", given)
    if given == int(given):
        return int(given)
    if question.whole:
        raise _Refused("not_whole", given)
    return given
