"""What the engine finds for one profile, as the claims ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from advisor.engine.check.space import Space
from advisor.engine.compile import Compiled
from advisor.engine.decide import alive_after_answers, asked, collected_sums
from advisor.engine.masks import Masks
from advisor.engine.rulebook import COLLECTING_DECISION, RANKED_DECISIONS, Profile


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where each rule, advice and fact has its bit. ``numbered``: by decision, its rules in that order."""

    compiled: Compiled
    numbered: dict[str, tuple[str, ...]]
    rules: dict[str, int]
    advice: dict[str, int]
    facts: dict[str, int]
    fact_masks: Masks


def places_of(space: Space) -> Places:
    """Number everything that can hold."""
    compiled = space.compiled
    rules = {stretch.decision: stretch.rules for stretch in compiled.stretches}
    rules[COLLECTING_DECISION] = compiled.supporting
    numbered = {name: tuple(rule.slug for rule in found) for name, found in rules.items()}
    facts = space.rulebook.facts
    masks = Masks(
        [space.pairs(fact.when) for fact in facts.values()],
        (*space.rulebook.questions, *RANKED_DECISIONS),
    )
    return Places(
        compiled=compiled,
        numbered=numbered,
        rules={slug: n for slugs in numbered.values() for n, slug in enumerate(slugs)},
        advice={slug: n for n, slug in enumerate(compiled.advice, start=len(compiled.supporting))},
        facts={slug: n for n, slug in enumerate(facts)},
        fact_masks=masks,
    )


class Look:
    """One profile as the engine sees it. ``held``: for each decision the mask of its rules that hold.

    ``extra`` has the rules of ``supporting`` and the advice.
    """

    def __init__(self, places: Places, profile: Profile) -> None:
        self.places = places
        self.profile = profile
        compiled = places.compiled
        alive = alive_after_answers(compiled, profile)
        facts = dict(profile)
        self.held: dict[str, int] = {}
        self.outcomes: dict[str, str | None] = {}
        for stretch in compiled.stretches:
            name = stretch.decision
            facts[name] = self.outcomes[name] = stretch.outcome(alive)
            self.held[name] = (alive & stretch.mask) >> stretch.offset
            if name in compiled.ranked.tables:
                alive &= compiled.ranked.tables[name][facts[name]]
        self.extra = compiled.extra.holding(facts)
        self.facts = places.fact_masks.holding(facts)
        self.held[COLLECTING_DECISION] = self.extra & (1 << len(compiled.supporting)) - 1

    def holds(self, decision: str, rule: str) -> bool:
        """Tell whether a rule holds."""
        return bool(self.held[decision] >> self.places.rules[rule] & 1)

    def outcome_without(self, decision: str, rule: str) -> str | None:
        """Return a ranked decision's outcome as if a rule were not there."""
        stretch = self.places.compiled.stretches[RANKED_DECISIONS.index(decision)]
        return stretch.outcome((self.held[decision] & ~(1 << self.places.rules[rule])) << stretch.offset)

    def tally(self, decision: str) -> tuple[Sequence[int], Sequence[int]]:
        """Return points and vetoes of a decision's options."""
        if decision == COLLECTING_DECISION:
            return collected_sums(self.places.compiled, self.held[decision])
        return self._ranked[RANKED_DECISIONS.index(decision)]

    @cached_property
    def _ranked(self) -> list[tuple[Sequence[int], Sequence[int]]]:
        stretches = self.places.compiled.stretches
        return [s.tally(s.total(self.held[s.decision]))[:2] for s in stretches]

    def picked(self, without: str = "") -> tuple[bool, ...]:
        """Return for each option of ``supporting`` whether it is picked, as if a rule were not there."""
        held = self.held[COLLECTING_DECISION]
        if without:
            held &= ~(1 << self.places.rules[without])
        points, vetoes = collected_sums(self.places.compiled, held)
        return tuple(gained > 0 and not vetoed for gained, vetoed in zip(points, vetoes, strict=True))

    @cached_property
    def asked(self) -> frozenset[str]:
        """The questions that are asked."""
        return asked(self.places.compiled, self.profile)
