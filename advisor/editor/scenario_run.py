"""All scenarios of the draft, run with the draft and with the version in use; and what they exercise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from advisor.engine import Compiled
from advisor.rulebook.coverage import Coverage, coverage
from advisor.rulebook.draft import Draft, compiled_of, current_draft
from advisor.rulebook.models import Version
from advisor.rulebook.published import compiled_or_none
from advisor.rulebook.scenarios import Compared, Scenario, Share, compare_all, scenarios_of, shares_of
from advisor.rulebook.schema import OUTCOMES
from advisor.rulebook.trial import Moved


@dataclass(frozen=True, slots=True)
class Outcome:
    """One decision of a scenario with the draft and with the version in use; None where that has no such."""

    decision: str
    draft: Compared
    in_use: Compared | None

    @property
    def moved(self) -> bool:
        """Whether the draft gives something else than the version in use."""
        return self.in_use is not None and self.in_use.outcome != self.draft.outcome


@dataclass(frozen=True, slots=True)
class Ran:
    """One scenario. ``problem``: why its profile cannot be read by the draft, "" where it can."""

    scenario: Scenario
    outcomes: tuple[Outcome, ...]
    problem: str = ""

    @property
    def agrees(self) -> bool:
        """Whether all that is expected comes out of the draft."""
        return not self.problem and all(one.draft.agrees for one in self.outcomes)

    @property
    def blocks(self) -> bool:
        """Whether it stops publishing."""
        return not self.agrees and (self.scenario.kind == "requirement" or bool(self.problem))

    @property
    def moved(self) -> bool:
        """Whether an outcome that is asked for is another one than with the version in use."""
        return any(one.moved for one in self.outcomes)

    @property
    def _place(self) -> tuple[bool, bool, bool, str]:
        """Where it stands in the list: what stops publishing, then what got worse, then what differs."""
        worse = any(not o.draft.agrees and (o.in_use is None or o.in_use.agrees) for o in self.outcomes)
        return not self.blocks, not worse, self.agrees, self.scenario.title


@dataclass(frozen=True, slots=True)
class Run:
    """All scenarios, the broken ones first, and what they exercise of the draft."""

    scenarios: tuple[Ran, ...]
    agreed: tuple[Moved, ...]
    coverage: Coverage


def run_now() -> Run:
    """Run the scenarios of the draft as it is. FixtureError, RulebookError where nothing can be decided."""
    return _run(current_draft(), Version.objects.current_hash())


@lru_cache(maxsize=2)
def _run(draft: Draft, version: str) -> Run:
    return run(compiled_of(draft), compiled_or_none(version), scenarios_of(draft.records))


def run(draft: Compiled, in_use: Compiled | None, scenarios: Iterable[Scenario]) -> Run:
    """Run scenarios with two rulebooks."""
    every = tuple(scenarios)
    now, problems = compare_all(draft, every)
    before = compare_all(in_use, every)[0] if in_use else []
    known = {(item.scenario.slug, item.decision): item for item in before}
    found: dict[str, list[Outcome]] = {}
    for item in now:
        outcome = Outcome(item.decision, item, known.get((item.scenario.slug, item.decision)))
        found.setdefault(item.scenario.slug, []).append(outcome)
    ran = [Ran(s, tuple(found.get(s.slug, ())), problems.get(s.slug, "")) for s in every]
    return Run(
        tuple(sorted(ran, key=lambda one: one._place)),
        _agreed(_published(now), _published(before)),
        coverage(draft, every),
    )


def _published(compared: Iterable[Compared]) -> Mapping[str, Share]:
    return shares_of(item for item in compared if item.scenario.kind == "published_case")


def _agreed(now: Mapping[str, Share], before: Mapping[str, Share]) -> tuple[Moved, ...]:
    return tuple(
        Moved(decision, before.get(decision), now[decision]) for decision in OUTCOMES if decision in now
    )
