"""From stored answers to a profile and what it recommends: computed anew on every request, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
from advisor.engine.rulebook import Question
from advisor.rulebook.published import compiled


@dataclass(frozen=True, slots=True)
class Position:
    """Where an assessment stands: its answers and all that follows from them.

    ``asked`` lists the questions that are asked now, in the rulebook's order; those about refused
    services are asked at the start only and left out of ``steps``.
    """

    assessment: Assessment
    compiled: Compiled
    answers: Mapping[str, Answer]
    profile: Profile
    asked: tuple[str, ...]
    recommendation: Recommendation
    settlement: Settlement

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
        """Return the most decisive open question but ``after``; None where all is settled."""
        for candidate in self.settlement.open_questions:
            if candidate.question != after and candidate.question in self.asked:
                return candidate.question
        return None


def profile_of(rulebook: Rulebook, answers: Mapping[str, Answer]) -> Profile:
    """Return the stored answers as the engine wants them; what this version cannot read is left out."""
    raw = {slug: answer.value for slug, answer in answers.items() if answer.given}
    profile, _ = parse_profile(rulebook, raw)
    return profile


def position_of(assessment: Assessment) -> Position:
    """Return where an assessment stands (one query).

    Raises :class:`~advisor.rulebook.published.NotPublished` where its version is missing.
    """
    rules = compiled(assessment.rulebook)
    answers = {answer.question: answer for answer in assessment.answers.all()}
    profile = profile_of(rules.rulebook, answers)
    now_asked = asked(rules, profile)
    return Position(
        assessment=assessment,
        compiled=rules,
        answers=answers,
        profile=profile,
        asked=tuple(slug for slug in rules.rulebook.questions if slug in now_asked),
        recommendation=decide(rules, profile),
        settlement=settle(rules, profile),
    )
