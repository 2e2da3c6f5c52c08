"""How far recommendations agree with what was published elsewhere, and whether requirements hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.engine import Compiled, Profile, decide, parse_profile
from advisor.engine.recommendation import RankedDecision
from advisor.engine.rulebook import COLLECTING_DECISION, NO_TEXT, Text
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import OUTCOMES

DECISIONS = (*OUTCOMES, COLLECTING_DECISION)
#: One option, none, or for ``supporting`` every option picked.
Outcome = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A profile with the outcomes that are right (``expect``) and wrong (``expect_not``) for it.

    ``hard``: the decisions to which the weight applies; None: all of them. ``first_given``: what the rules
    gave when they met the case for the first time, {} where that is not known. ``explanation``: why they
    differ, where they do.
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
    url: str | None = None
    case_kind: str = ""
    family: str = ""
    first_given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    explanation: Text = NO_TEXT

    @property
    def decisions(self) -> list[str]:
        """The decisions that it says something about; only a requirement may speak of ``supporting``."""
        named = {*self.expect, *self.expect_not}
        measured = DECISIONS if self.kind == "requirement" else OUTCOMES
        return [name for name in measured if name in named]

    @property
    def address(self) -> str:
        """Where it can be read: its address, or a source that is one; "" otherwise."""
        plain = self.source.startswith(("https://", "http://")) and " " not in self.source
        return self.url or (self.source if plain else "")

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
class Compared:
    """One decision of one scenario: what came out, and whether that is right.

    ``because``: the rules that speak most for what came out, the strongest first.
    """

    scenario: Scenario
    decision: str
    outcome: Outcome
    agrees: bool
    because: tuple[str, ...] = ()

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

    @property
    def percent(self) -> int:
        """The share in per cent, rounded."""
        return round(self.share * 100)


@dataclass(frozen=True, slots=True)
class Agreement:
    """All published cases and all requirements together.

    ``errors``: scenario → why its profile cannot be read. Such a scenario is not counted.
    """

    shares: Mapping[str, Share]
    compared: tuple[Compared, ...]
    requirements: int
    broken: tuple[Compared, ...]
    errors: Mapping[str, str]

    @property
    def disagreements(self) -> tuple[Compared, ...]:
        """The published decisions that came out otherwise."""
        return tuple(item for item in self.compared if not item.agrees)


def agreement(compiled: Compiled, scenarios: Iterable[Scenario]) -> Agreement:
    """Run every scenario and compare. Requirements are reported apart and never count into the shares."""
    compared, unreadable = compare_all(compiled, scenarios)
    required = [item for item in compared if item.scenario.kind == "requirement"]
    published = tuple(item for item in compared if item.scenario.kind == "published_case")
    return Agreement(
        shares_of(published),
        published,
        len({item.scenario.slug for item in required}),
        tuple(item for item in required if not item.agrees),
        unreadable,
    )


def compare_all(compiled: Compiled, scenarios: Iterable[Scenario]) -> tuple[list[Compared], dict[str, str]]:
    """Run every scenario: return all that was compared, and scenario → why its profile cannot be read."""
    compared: list[Compared] = []
    unreadable: dict[str, str] = {}
    for scenario in scenarios:
        profile, problems = parse_profile(compiled.rulebook, scenario.profile)
        if problems:
            unreadable[scenario.slug] = ", ".join(f"{p.question}: {p.reason}" for p in problems)
        else:
            compared += _compare(compiled, scenario, profile)
    return compared, unreadable


def shares_of(compared: Iterable[Compared], *, first: bool = False) -> dict[str, Share]:
    """Return decision → weighted agreement; with ``first``, of the first runs, as far as they are known."""
    shares: dict[str, Share] = {}
    for item in compared:
        good = item.agrees
        if first:
            if not item.scenario.first_given:
                continue
            given = item.scenario.first_given.get(item.decision, ())
            good = item.scenario.agrees(item.decision, given[0] if given else None)
        weight = item.scenario.weight_of(item.decision)
        known = shares.get(item.decision, Share(0, 0, 0))
        shares[item.decision] = Share(known.agreed + weight * good, known.total + weight, known.count + 1)
    return {decision: shares[decision] for decision in OUTCOMES if decision in shares}


def _compare(compiled: Compiled, scenario: Scenario, profile: Profile) -> Iterator[Compared]:
    found = decide(compiled, profile)
    for decision in scenario.decisions:
        if decision == COLLECTING_DECISION:
            picked = found.supporting.outcome
            yield Compared(scenario, decision, picked, scenario.agrees(decision, picked))
            continue
        ranked: RankedDecision = getattr(found, decision)
        agrees = scenario.agrees(decision, ranked.outcome)
        yield Compared(scenario, decision, ranked.outcome, agrees, _reasons(ranked))


def _reasons(ranked: RankedDecision) -> tuple[str, ...]:
    chosen = next((option for option in ranked.ranking if option.option == ranked.outcome), None)
    for_it = [c for c in chosen.because if c.points > 0] if chosen else []
    return tuple(c.rule for c in sorted(for_it, key=lambda c: -c.points))


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
        url=fields["url"],
        case_kind=fields["case_kind"],
        family=fields["family"],
        first_given={decision: tuple(options) for decision, options in fields["first_given"].items()},
        explanation=Text(fields["explanation_en"], fields["explanation_ko"]),
    )
