"""What one rulebook makes of the profile, and how the two differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.engine import Answer, Compiled, Profile, Recommendation, Rulebook, decide, parse_profile
from advisor.engine.profile import ProfileError
from advisor.engine.recommendation import CollectedDecision, RankedDecision
from advisor.engine.trace import RuleTrace, trace

Decided = RankedDecision | CollectedDecision


@dataclass(frozen=True, slots=True)
class Side:
    """One rulebook's answer to the profile. ``unread``: the answers that it does not know or cannot take."""

    compiled: Compiled
    profile: Profile
    recommendation: Recommendation
    traces: Mapping[str, RuleTrace]
    unread: tuple[ProfileError, ...]

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook."""
        return self.compiled.rulebook

    def decided(self, decision: str) -> Decided:
        """Return what came out of one decision."""
        found: Decided = getattr(self.recommendation, decision)
        return found

    def outcome(self, decision: str) -> tuple[str, ...]:
        """Return the options that came out: one, none, or several of ``supporting``."""
        outcome = self.decided(decision).outcome
        if isinstance(outcome, tuple):
            return outcome
        return (outcome,) if outcome else ()


@dataclass(frozen=True, slots=True)
class Simulation:
    """The profile in the published version and in the draft; None where there is no such side."""

    version: Side | None
    draft: Side | None

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that there are, the published one first."""
        return tuple(side for side in (self.version, self.draft) if side)

    def differs(self, decision: str) -> bool:
        """Tell whether a decision comes out otherwise; False where there is nothing to compare."""
        if self.version is None or self.draft is None:
            return False
        return self.version.outcome(decision) != self.draft.outcome(decision)


def simulate(version: Compiled | None, draft: Compiled | None, answers: Mapping[str, Answer]) -> Simulation:
    """Return what both make of the answers, each of those it can take."""
    return Simulation(*(side_of(one, answers) if one else None for one in (version, draft)))


def side_of(compiled: Compiled, answers: Mapping[str, Answer]) -> Side:
    """Return what one rulebook makes of the answers that it can take."""
    profile, errors = parse_profile(compiled.rulebook, answers)
    traces = {one.rule: one for one in trace(compiled, profile)}
    return Side(compiled, profile, decide(compiled, profile), traces, errors)
