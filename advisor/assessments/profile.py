"""From stored answers to a profile and what it recommends: computed anew on every request, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from advisor.assessments.models import Answer, Assessment
from advisor.engine import (
    Compiled,
    Profile,
    Recommendation,
    Rulebook,
    Settlement,
    asked,
    decide,
    parse_profile,
    settle,
)
from advisor.engine.rulebook import Answer as Value
from advisor.engine.rulebook import Question
from advisor.rulebook.published import compiled

#: Proofs in memory at once, of a few kilobytes each.
SETTLEMENTS_KEPT = 2000


class Position:
    """Where an assessment stands: its answers and all that follows from them, worked out when asked for.

    ``asked`` lists the questions that are asked now, in the rulebook's order; those about refused
    services are asked at the start only and left out of ``steps``.
    """

    def __init__(self, assessment: Assessment, compiled: Compiled, answers: Mapping[str, Answer]) -> None:
        self.assessment = assessment
        self.compiled = compiled
        self.answers = answers
        self.profile = profile_of(compiled.rulebook, answers)
        now_asked = asked(compiled, self.profile)
        self.asked = tuple(slug for slug in compiled.rulebook.questions if slug in now_asked)

    @cached_property
    def recommendation(self) -> Recommendation:
        """What these answers recommend."""
        return decide(self.compiled, self.profile)

    @cached_property
    def settlement(self) -> Settlement:
        """What is settled, and which open questions may still matter."""
        return _settled(self.rulebook.hash, tuple(sorted(self.profile.items())))

    @property
    def rulebook(self) -> Rulebook:
        """The version that the assessment is pinned to."""
        return self.compiled.rulebook

    @property
    def steps(self) -> tuple[Question, ...]:
        """The questions asked now, but for those asked once at the start."""
        questions = self.rulebook.questions
        return tuple(questions[slug] for slug in self.asked if not questions[slug].rules_out_named)

    @property
    def answered(self) -> int:
        """How many of the steps have an answer ('I don't know' is one)."""
        return sum(question.slug in self.profile for question in self.steps)

    @property
    def all_settled(self) -> bool:
        """Whether no open question can change an outcome."""
        return all(self.settlement.settled.values())

    @property
    def notes(self) -> dict[str, str]:
        """Question → note, where there is one."""
        return {slug: answer.note for slug, answer in self.answers.items() if answer.note}

    def next_question(self, after: str | None = None) -> str | None:
        """Return the most decisive open question; where ``after`` was skipped, the one that follows it.

        None where there is no other open question that matters.
        """
        candidates = [q.question for q in self.settlement.open_questions if q.question in self.asked]
        if after in candidates:
            place = candidates.index(after)
            candidates = candidates[place + 1 :] + candidates[:place]
        return candidates[0] if candidates else None


@lru_cache(maxsize=SETTLEMENTS_KEPT)
def _settled(version: str, answers: tuple[tuple[str, Value], ...]) -> Settlement:
    """Prove what is settled, once in a process: it takes twenty milliseconds, and lists show many."""
    return settle(compiled(version), dict(answers))


def profile_of(rulebook: Rulebook, answers: Mapping[str, Answer]) -> Profile:
    """Return the stored answers as the engine wants them; what this version cannot read is left out."""
    raw = {slug: answer.value for slug, answer in answers.items() if answer.given}
    profile, _ = parse_profile(rulebook, raw)
    return profile


def position_of(assessment: Assessment) -> Position:
    """Return where an assessment stands (one query).

    Raises :class:`~advisor.rulebook.published.NotPublished` where its version is missing.
    """
    answers = {answer.question: answer for answer in assessment.answers.all()}
    return Position(assessment, compiled(assessment.rulebook), answers)
