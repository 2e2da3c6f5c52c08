"""How far recommendations agree with what was published elsewhere, and whether requirements hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from advisor.engine import Compiled, Profile, decide, outcomes, parse_profile
from advisor.engine.rulebook import COLLECTING_DECISION
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import OUTCOMES

DECISIONS = (*OUTCOMES, COLLECTING_DECISION)
#: One option, none, or for ``supporting`` every option picked.
Outcome = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A profile with the outcomes that are right (``expect``) and wrong (``expect_not``) for it.

    ``hard``: the decisions to which the weight applies; None: all of them.
    """

    slug: str
    kind: str
    title: str
    weight: float
    hard: tuple[str, ...] | None
    profile: Mapping[str, Any]
    expect: Mapping[str, tuple[str, ...]]
    expect_not: Mapping[str, tuple[str, ...]]
    source: str = ""
    case_kind: str = ""

    @property
    def decisions(self) -> list[str]:
        """The decisions that it says something about; only a requirement may speak of ``supporting``."""
        named = {*self.expect, *self.expect_not}
        measured = DECISIONS if self.kind == "requirement" else OUTCOMES
        return [name for name in measured if name in named]

    def weight_of(self, decision: str) -> float:
        """Return how much one decision counts: less where the case makes it hard to derive."""
        applies = self.hard is None or decision in self.hard
        return float(self.weight) if applies else 1.0

    def agrees(self, decision: str, outcome: Outcome) -> bool:
        """Say whether an outcome is one of those expected and none of those refused.

        Of ``supporting``, which picks several, all expected have to be there.
        """
        expected, refused = self.expect.get(decision), self.expect_not.get(decision, ())
        if isinstance(outcome, tuple):
            return set(outcome) >= set(expected or ()) and not set(outcome) & set(refused)
        return (expected is None or outcome in expected) and outcome not in refused


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One decision of one scenario that came out otherwise."""

    scenario: Scenario
    decision: str
    outcome: Outcome

    @property
    def given(self) -> tuple[str, ...]:
        """The options that came out: one, none, or several of ``supporting``."""
        if isinstance(self.outcome, tuple):
            return self.outcome
        return (self.outcome,) if self.outcome else ()

    @property
    def wanted(self) -> list[str]:
        """What was expected instead."""
        return list(self.scenario.expect.get(self.decision, ())) or [
            f"not {option}" for option in self.scenario.expect_not[self.decision]
        ]


@dataclass(frozen=True, slots=True)
class Share:
    """The weighted agreement on one decision."""

    agreed: float
    total: float
    count: int

    @property
    def share(self) -> float:
        """From 0 to 1; 1 where there was nothing to compare."""
        return self.agreed / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """All published cases and all requirements together.

    ``errors``: scenario → why its profile cannot be read. Such a scenario is not counted.
    """

    shares: Mapping[str, Share]
    disagreements: tuple[Disagreement, ...]
    requirements: int
    broken: tuple[Disagreement, ...]
    errors: Mapping[str, str]


def agreement(compiled: Compiled, scenarios: Iterable[Scenario]) -> Agreement:
    """Run every scenario and compare. Requirements are reported apart and never count into the shares."""
    tally = {decision: Share(0, 0, 0) for decision in OUTCOMES}
    wrong: dict[str, list[Disagreement]] = {"requirement": [], "published_case": []}
    unreadable: dict[str, str] = {}
    requirements = 0
    for scenario in scenarios:
        profile, problems = parse_profile(compiled.rulebook, scenario.profile)
        if problems:
            unreadable[scenario.slug] = ", ".join(f"{p.question}: {p.reason}" for p in problems)
            continue
        given = _outcomes(compiled, profile, COLLECTING_DECISION in scenario.decisions)
        requirements += scenario.kind == "requirement"
        for decision in scenario.decisions:
            good = scenario.agrees(decision, given[decision])
            if not good:
                wrong[scenario.kind].append(Disagreement(scenario, decision, given[decision]))
            if scenario.kind == "published_case":
                tally[decision] = _add(tally[decision], scenario.weight_of(decision), good)
    return Agreement(
        {decision: share for decision, share in tally.items() if share.count},
        tuple(wrong["published_case"]),
        requirements,
        tuple(wrong["requirement"]),
        unreadable,
    )


def _outcomes(compiled: Compiled, profile: Profile, collected: bool) -> dict[str, Outcome]:
    given: dict[str, Outcome] = dict(zip(OUTCOMES, outcomes(compiled, profile), strict=True))
    if collected:
        given[COLLECTING_DECISION] = decide(compiled, profile).supporting.outcome
    return given


def _add(share: Share, weight: float, good: bool) -> Share:
    return Share(share.agreed + weight * good, share.total + weight, share.count + 1)


def scenarios_of(
    records: RecordSet, wanted: Callable[[Record], bool] = lambda record: True
) -> tuple[Scenario, ...]:
    """Return the scenarios among the records."""
    return tuple(_scenario(record.fields) for record in records.of("scenario") if wanted(record))


def _scenario(fields: Mapping[str, Any]) -> Scenario:
    return Scenario(
        slug=fields["slug"],
        kind=fields["kind"],
        title=fields["title"],
        weight=fields["weight"],
        hard=None if fields["hard"] is None else tuple(fields["hard"]),
        profile=fields["profile"],
        expect={decision: tuple(options) for decision, options in fields["expect"].items()},
        expect_not={decision: tuple(options) for decision, options in fields["expect_not"].items()},
        source=fields["source"],
        case_kind=fields["case_kind"],
    )
