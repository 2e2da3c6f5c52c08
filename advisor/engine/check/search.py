"""Deciding claims: cheap profiles first, then the solver for what they leave open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from advisor.engine.check.claims import FAULTS, Claim, all_claims, rules_differ
from advisor.engine.check.look import Look, places_of
from advisor.engine.check.model import Model
from advisor.engine.check.sample import sample
from advisor.engine.check.solver import solve
from advisor.engine.check.space import Space
from advisor.engine.masks import bits
from advisor.engine.rulebook import Profile, Rule

#: Random profiles that are tried first, and what they are drawn with.
SAMPLE = 12_000
_SEED = 20_261_122
#: One query may use up this share of the budget.
_SHARE = 10
#: After so many profiles it is told how far the search is.
_EVERY = 50

Progress = Callable[[int, int], None]


class WitnessError(RuntimeError):
    """The solver's profile does not show what was asked for: the model and the engine disagree."""


class Search:
    """The claims of one rulebook and what is known of them.

    ``shown``: claim → a profile that showed it, of a fault the smallest met. ``refuted``: claims that no
    profile shows. ``undecided``: claims that the budget left open. ``steps``: what is left of it.
    ``sampled`` and ``asked`` count the profiles tried and the queries answered by the solver.
    """

    def __init__(self, space: Space, budget: int, progress: Progress) -> None:
        self.space = space
        self.places = places_of(space)
        self.shown: dict[Claim, Profile] = {}
        self.refuted: set[Claim] = set()
        self.undecided: set[Claim] = set()
        self.steps = budget
        self.sampled = 0
        self.asked = 0
        self.claims = list(all_claims(space))
        self._open = list(self.claims)
        self._faults = [claim for claim in self.claims if claim.kind in FAULTS]
        self._most = max(1, budget // _SHARE)
        self._progress = progress
        #: By decision, masks of the rules that have held in the same profiles so far.
        self._alike = {name: [(1 << len(rules)) - 1] for name, rules in self.places.numbered.items()}

    def run(self, seeds: Iterable[Profile]) -> None:
        """Decide every claim, as far as the budget goes."""
        for profile in sample(self.space, seeds, SAMPLE, _SEED):
            self._try(profile)
            self.sampled += 1
            if self.sampled % _EVERY == 0:
                self._tell()
        self._ask_all()
        pairs = list(self._pairs())
        self.claims += pairs
        self._open = pairs
        self._ask_all()

    def look(self, profile: Profile) -> Look:
        """Return what the engine finds for a profile."""
        return Look(self.places, profile)

    def ask(self, claim: Claim) -> bool | None:
        """Return whether some profile shows a claim, by the solver; None where the budget ends before.

        A profile it finds is looked at by the engine, and tried for all claims still open. Raises
        :class:`WitnessError` where the engine does not see in it what the solver saw.
        """
        model = Model(self.space)
        claim.pose(model)
        if self.steps <= 0:
            return None
        answer = solve(model, min(self._most, self.steps))
        self.steps -= answer.steps
        self.asked += 1
        if answer.solution is None:
            return False if answer.decided else None
        profile = model.profile(answer.solution)
        if not claim.shown(self.look(profile)):
            raise WitnessError(f"{claim.kind} {claim.subject}: {profile}")
        self.shown[claim] = profile
        self._try(profile)
        return True

    def _ask_all(self) -> None:
        while self._open:
            claim = self._open[0]
            if claim.needs is None or claim.needs in self.shown:
                found = self.ask(claim)
                if not found:
                    (self.undecided if found is None else self.refuted).add(claim)
            elif claim.needs in self.undecided:
                self.undecided.add(claim)
            if self._open and self._open[0] is claim:
                del self._open[0]
            self._tell()

    def _tell(self) -> None:
        self._progress(len(self.claims) - len(self._open), len(self.claims))

    def _try(self, profile: Profile) -> None:
        look = self.look(profile)
        still = []
        for claim in self._open:
            if claim.shown(look):
                self.shown.setdefault(claim, profile)
            else:
                still.append(claim)
        self._open = still
        for claim in self._faults:
            if len(profile) < len(self.shown.get(claim, ())) and claim.shown(look):
                self.shown[claim] = profile
        for decision, held in look.held.items():
            parts = (part for mask in self._alike[decision] for part in (mask & held, mask & ~held))
            self._alike[decision] = [part for part in parts if part & part - 1]

    def _pairs(self) -> Iterator[Claim]:
        """Yield the claim that two rules differ, for those that have not, can hold and share an option."""
        firing = {claim.subject for claim in self.shown if claim.kind == "rule_never_fires"}
        rules = self.space.rulebook.rules
        for decision, masks in self._alike.items():
            for mask in masks:
                alike = [rules[self.places.numbered[decision][number]] for number in bits(mask)]
                for one, other in combinations([rule for rule in alike if rule.slug in firing], 2):
                    if touched(one) & touched(other):
                        yield rules_differ(one, other)


def touched(rule: Rule) -> frozenset[str]:
    """Return the options that a rule gives points or rules out."""
    return frozenset((*rule.points, *rule.rules_out))
