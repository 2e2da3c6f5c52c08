"""What a report and the command line rest on: the recommendation, and what was asked for beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from advisor.engine import Compiled, decide, pair_changes, settle, single_changes
from advisor.engine.recommendation import Change, RankedDecision, Recommendation, Settlement
from advisor.engine.rulebook import RANKED_DECISIONS, Answer, Profile, Rulebook

#: How many answers are changed at a time: none, one, or one and then two.
DEPTHS = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was made safe: newly written pixels, ``width`` × ``height`` of them, as PNG."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class CoverDetails:
    """What the owner wants to see on the cover beside the workload; each may be "" or None."""

    prepared_by: str = ""
    version: str = ""
    confidentiality: str = ""
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """A reviewer's other outcome of one decision (strategy, compute, database), with the written reason."""

    decision: str
    option: str
    reason: str
    by: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class Earlier:
    """A report that was frozen as a milestone: what it rested on, so that a later one can say what changed.

    ``rulebook`` is the version that it was made from.
    """

    name: str
    frozen_on: date
    rulebook: Rulebook
    recommendation: Recommendation


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose report it is. ``notes`` maps questions to the user's own words; ``language`` is en or ko.

    ``client`` is for whom it is written, ``contact`` who owns the workload; both may be "". ``earlier`` is
    the newest milestone before this report, if there is one.
    """

    id: str
    name: str
    language: str
    written_on: date
    notes: Mapping[str, str] = field(default_factory=dict)
    client: str = ""
    contact: str = ""
    description: str = ""
    cover: CoverDetails = CoverDetails()
    overrides: tuple[Override, ...] = ()
    earlier: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A recommendation with what was asked for beside it; ``None`` is what was not asked for.

    ``pairs`` hold minimal pairs only. ``changes`` and ``pairs`` are keyed by strategy, compute, database.
    """

    compiled: Compiled
    recommendation: Recommendation
    settlement: Settlement | None
    changes: Mapping[str, tuple[Change, ...]] | None
    pairs: Mapping[str, tuple[Change, ...]] | None

    @property
    def rulebook(self) -> Rulebook:
        """Return the version that it was decided from."""
        return self.compiled.rulebook

    @property
    def profile(self) -> Profile:
        """Return all answers given, those without effect among them."""
        return self.recommendation.profile

    def ranked(self) -> tuple[RankedDecision, RankedDecision, RankedDecision]:
        """Return strategy, compute and database."""
        found = self.recommendation
        return found.strategy, found.compute, found.database

    def facts(self) -> dict[str, Answer]:
        """Return what facts and advice are shown on: the answers that count, and the outcomes."""
        ignored = set(self.recommendation.ignored)
        facts: dict[str, Answer] = {
            question: answer for question, answer in self.profile.items() if question not in ignored
        }
        facts.update({d.decision: d.outcome for d in self.ranked() if d.outcome is not None})
        return facts


def evaluate(
    compiled: Compiled, profile: Mapping[str, Answer], *, settled: bool = True, changes: int = 1
) -> Evaluation:
    """Decide a parsed profile, and settle and vary it as far as asked (``changes``: 0, 1 or 2 at a time)."""
    return Evaluation(
        compiled=compiled,
        recommendation=decide(compiled, profile),
        settlement=settle(compiled, profile) if settled else None,
        changes=single_changes(compiled, profile) if changes else None,
        pairs=pair_changes(compiled, profile) if changes > 1 else None,
    )


def robust(evaluation: Evaluation, decision: str) -> bool | None:
    """Return whether no two changes can move a decision; ``None`` where that was not tried far enough."""
    if evaluation.changes is None:
        return None
    if evaluation.changes.get(decision):
        return False
    if evaluation.pairs is None:
        return None
    return not evaluation.pairs.get(decision)


__all__ = ["DEPTHS", "RANKED_DECISIONS", "Evaluation", "Subject", "evaluate", "robust"]
