"""No dead weight: what every rule and every option is good for, shown on the scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from advisor.engine import (
    Compiled,
    Recommendation,
    Rulebook,
    compile_rulebook,
    decide,
    holds,
    outcomes,
    parse_profile,
)
from advisor.engine.rulebook import Answer, Condition, Profile, Rule
from advisor.rulebook.scenarios import Scenario
from advisor.rulebook.schema import OUTCOMES

#: The engine's own rules, one for each service that an owner may refuse; no editor writes them.
GENERATED = "refused--"


Operator = Literal["any_of", "none_of", "all_of", "minimum", "below"]


class Demand(NamedTuple):
    """One operator of a rule's condition on a question or earlier decision, with one of its choices.

    ``choice`` is "" for a number.
    """

    rule: str
    name: str
    operator: Operator
    choice: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the scenarios show of a rulebook; each tuple names what fails, in the rulebook's order.

    ``fired``: rule → in how many scenarios it holds. ``never``: rules that hold in none. ``always``: rules
    that hold in all. ``without_effect``: rules whose removal changes no points and no veto anywhere.
    ``losing``: (decision, option) that wins in none. ``untried``: of all ``demands`` those that no scenario
    shows at work: a choice wanted that none gives while the condition holds, a choice refused that none
    gives, a bound within which no number lies.
    """

    scenarios: int
    rules: int
    options: int
    fired: Mapping[str, int]
    never: tuple[str, ...]
    always: tuple[str, ...]
    without_effect: tuple[str, ...]
    losing: tuple[tuple[str, str], ...]
    demands: int
    untried: tuple[Demand, ...]

    @property
    def complete(self) -> bool:
        """Say whether nothing is dead weight."""
        return not (self.never or self.always or self.without_effect or self.losing)


def coverage(compiled: Compiled, scenarios: Iterable[Scenario]) -> Coverage:
    """Run every scenario that can be read and count what holds and what wins."""
    found = [decide(compiled, profile) for profile in _profiles(compiled.rulebook, scenarios)]
    rulebook = compiled.rulebook
    written = [slug for slug in rulebook.rules if not slug.startswith(GENERATED)]
    fired = dict.fromkeys(written, 0)
    moving: set[str] = set()
    won: set[tuple[str, str]] = set()
    for recommendation in found:
        held, effective = _contributing(recommendation)
        moving |= effective
        won |= _winners(recommendation)
        for slug in held & fired.keys():
            fired[slug] += 1
    demands = [demand for slug in written for demand in _demands(rulebook.rules[slug])]
    tried = _tried(rulebook, demands, found)
    every = [(name, o.slug) for name, table in rulebook.decisions.items() for o in table.options]
    return Coverage(
        scenarios=len(found),
        rules=len(written),
        options=len(every),
        fired=fired,
        never=tuple(slug for slug in written if not fired[slug]),
        always=tuple(slug for slug in written if fired[slug] == len(found)),
        without_effect=tuple(slug for slug in written if slug not in moving),
        losing=tuple(option for option in every if option not in won),
        demands=len(demands),
        untried=tuple(demand for demand in demands if demand not in tried),
    )


def _demands(rule: Rule) -> Iterator[Demand]:
    for name, condition in rule.when.items():
        yield from (Demand(rule.slug, name, "any_of", choice) for choice in condition.any_of)
        yield from (Demand(rule.slug, name, "none_of", choice) for choice in condition.none_of)
        yield from (Demand(rule.slug, name, "all_of", choice) for choice in condition.all_of)
        if condition.minimum is not None:
            yield Demand(rule.slug, name, "minimum", "")
        if condition.below is not None:
            yield Demand(rule.slug, name, "below", "")


def _tried(rulebook: Rulebook, demands: Iterable[Demand], found: Iterable[Recommendation]) -> set[Demand]:
    """Return the demands that some recommendation shows at work."""
    given: dict[str, set[Answer]] = {}
    for one in found:
        for name, answer in _facts(one).items():
            if answer is not None:
                given.setdefault(name, set()).add(answer)
    return {
        demand
        for demand in demands
        if any(
            _at_work(demand, rulebook.rules[demand.rule].when[demand.name], answer)
            for answer in given.get(demand.name, ())
        )
    }


def _facts(one: Recommendation) -> dict[str, Answer]:
    """Return the answers that have an effect, and the outcomes."""
    answers = {name: answer for name, answer in one.profile.items() if name not in one.ignored}
    return {**answers, **{d.decision: d.outcome for d in (one.strategy, one.compute, one.database)}}


def _at_work(demand: Demand, condition: Condition, answer: Answer) -> bool:
    chosen = answer if isinstance(answer, tuple) else (answer,)
    if demand.operator == "none_of":
        return demand.choice in chosen
    return holds(condition, answer) and (not demand.choice or demand.choice in chosen)


def _profiles(rulebook: Rulebook, scenarios: Iterable[Scenario]) -> list[Profile]:
    parsed = (parse_profile(rulebook, scenario.profile) for scenario in scenarios)
    return [profile for profile, problems in parsed if not problems]


def _contributing(recommendation: Recommendation) -> tuple[set[str], set[str]]:
    """Return the rules that hold, and those of them whose removal changes points or a veto."""
    held: set[str] = set()
    effective: set[str] = set()
    ranked = (recommendation.strategy, recommendation.compute, recommendation.database)
    for decision in (*ranked, recommendation.supporting):
        for option in decision.ranking:
            vetoes = sum(c.rules_out for c in option.because)
            for contribution in option.because:
                held.add(contribution.rule)
                # One of several vetoes on an option can go without anything changing.
                if contribution.points or (contribution.rules_out and vetoes == 1):
                    effective.add(contribution.rule)
    return held, effective


def _winners(recommendation: Recommendation) -> set[tuple[str, str]]:
    ranked = (recommendation.strategy, recommendation.compute, recommendation.database)
    winners = {(d.decision, d.outcome) for d in ranked if d.outcome is not None}
    return winners | {("supporting", option) for option in recommendation.supporting.outcome}


def decisive(rulebook: Rulebook, scenarios: Iterable[Scenario]) -> dict[str, int]:
    """Return rule → in how many scenarios its removal alone changes strategy, compute or database."""
    profiles = _profiles(rulebook, scenarios)
    compiled = compile_rulebook(rulebook)
    before = [outcomes(compiled, profile) for profile in profiles]
    counts: dict[str, int] = {}
    for slug, rule in rulebook.rules.items():
        if slug.startswith(GENERATED) or rule.decision not in OUTCOMES:
            continue
        rules = {other: kept for other, kept in rulebook.rules.items() if other != slug}
        without = compile_rulebook(replace(rulebook, rules=rules))
        counts[slug] = sum(
            outcomes(without, profile) != given for profile, given in zip(profiles, before, strict=True)
        )
    return counts
