"""What the engine answers: plain immutable values without texts, the same in every language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from advisor.engine.rulebook import Answer

Status = Literal["clear", "tie", "no_clean_fit", "no_evidence"]


class Contribution(NamedTuple):
    """One rule that held for an option: points (0 for a veto) and the answers that made it hold."""

    rule: str
    points: int
    rules_out: bool
    answers: Mapping[str, Answer]


class RankedOption(NamedTuple):
    """An option with its points and every contribution, in the rulebook's order of rules."""

    option: str
    points: int
    ruled_out: bool
    because: tuple[Contribution, ...]


class Change(NamedTuple):
    """Answers (question → new answer) that together give another outcome."""

    answers: Mapping[str, Answer]
    outcome: str | None


class RankedDecision(NamedTuple):
    """The ranking of strategy, compute or database: the best first, those ruled out last."""

    decision: str
    outcome: str | None
    status: Status
    margin: int | None
    ranking: tuple[RankedOption, ...]


class CollectedDecision(NamedTuple):
    """``supporting``: every option with points above 0 that is not ruled out, in the rulebook's order."""

    decision: str
    outcome: tuple[str, ...]
    ranking: tuple[RankedOption, ...]


class Recommendation(NamedTuple):
    """Version + profile → decisions. ``profile`` keeps all answers given; ``ignored`` names those of
    questions that are not asked, which have no effect."""

    rulebook: str
    profile: Mapping[str, Answer]
    ignored: tuple[str, ...]
    strategy: RankedDecision
    compute: RankedDecision
    database: RankedDecision
    supporting: CollectedDecision
    advice: tuple[str, ...]


class OpenQuestion(NamedTuple):
    """An open question that may still matter and how far it reaches: the most points by which its
    answer can move one option against another (a veto counts as more than any points)."""

    question: str
    reach: int
    may_rule_out: bool


class Settlement(NamedTuple):
    """Whether each ranked decision is settled, and what may still matter, most decisive first.

    ``open_questions`` is empty exactly when all three are settled; ``unknown_that_matter`` lists
    closed questions whose answer could change an outcome.
    """

    settled: Mapping[str, bool]
    open_questions: tuple[OpenQuestion, ...]
    unknown_that_matter: tuple[str, ...]
