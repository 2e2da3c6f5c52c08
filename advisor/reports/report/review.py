"""What people did with a report: a reviewer's other outcome, and what changed since a milestone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OverrideView:
    """A reviewer's other outcome beside the recommendation; both are names, ``*_slug`` their slugs.

    ``sentence`` says all of it in one line, but for the reason. ``agrees`` where both are the same by now.
    """

    decision: str
    title: str
    recommended_slug: str
    recommended: str
    decided_slug: str
    decided: str
    reason: str
    by: str
    on: str
    sentence: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """One answer that is another one now, in words; "" where there was none, or is none."""

    question: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class ChangedOutcome:
    """One decision then and now. ``same_answers`` is what the answers of then give by the rules of now."""

    decision: str
    before: str
    same_answers: str
    now: str
    moved: bool


@dataclass(frozen=True, slots=True)
class SincePart:
    """What changed since a milestone, by answer and by version of the rulebook.

    ``rulebook`` says whether the version is another one, and what that alone changed.
    """

    headline: str
    milestone: str
    rulebook: str
    answers: tuple[ChangedAnswer, ...]
    outcomes: tuple[ChangedOutcome, ...]
