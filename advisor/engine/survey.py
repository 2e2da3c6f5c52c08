"""Which outcomes the open questions still allow, and the search that proves one of them the only one.

A survey bounds the three decisions one after the other (:mod:`advisor.engine.bounds`); a later decision is
bounded once for every outcome that the earlier ones may have, as far as its rules tell them apart. Where the
bounds leave a rival, either an answer to all questions is found that makes it win, or the question that most
rules share is answered in every possible way and each is surveyed again: branch and bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from advisor.engine.bounds import Against, Bound, bound
from advisor.engine.compile import Compiled
from advisor.engine.decide import outcomes_of
from advisor.engine.domains import Domain
from advisor.engine.rulebook import RANKED_DECISIONS, Profile
from advisor.engine.stretch import Stretch

#: A question is answered in every way only where it has at most so many states.
_MOST_STATES = 16


@dataclass(frozen=True, slots=True)
class View:
    """One decision as surveyed: whether only the present outcome is left, else what stands against it.

    ``bounds``: one for each context of earlier outcomes in which another outcome is not excluded.
    """

    settled: bool
    possible: tuple[str | None, ...]
    bounds: tuple[Bound, ...]


class Survey:
    """The open questions of one profile, and a budget of steps: one question bounded once is a step."""

    def __init__(self, compiled: Compiled, profile: Profile, budget: int) -> None:
        self.compiled = compiled
        self.steps = budget
        alive = compiled.ranked.everything
        for name, table in compiled.tables:
            if name in profile or name not in compiled.domains:
                alive &= table[profile.get(name)]
        self.alive = alive
        found = [domain for slug, domain in compiled.domains.items() if slug not in profile]
        self.domains = [domain for domain in found if alive & domain.reads]
        self.now = outcomes_of(compiled, _unanswered(alive, self.domains))
        context = _unanswered(alive, self.domains)
        self._leaders: list[int] = []
        for stretch, name in zip(compiled.stretches, RANKED_DECISIONS, strict=True):
            self._leaders.append(stretch.leader(context))
            if name in compiled.ranked.tables:
                context &= compiled.ranked.tables[name][self.now[len(self._leaders) - 1]]

    def views(self, alive: int, domains: Sequence[Domain], only: int | None = None) -> list[View]:
        """Return the views of all decisions; or up to number ``only``, each earlier one by its own leader.

        The own leader tells better what an earlier decision may come to, the present one whether a
        decision can come to anything else.
        """
        tables = self.compiled.ranked.tables
        contexts = {alive}
        views: list[View] = []
        for position, name in enumerate(RANKED_DECISIONS if only is None else RANKED_DECISIONS[: only + 1]):
            view, reached = self._view(position, contexts, domains, only in (None, position))
            views.append(view)
            if name in tables:
                table = tables[name]
                contexts = {context & table[outcome] for context, outcome in reached}
            else:
                contexts = {context for context, _ in reached}
        return views

    def _view(
        self, position: int, contexts: Iterable[int], domains: Sequence[Domain], against_now: bool
    ) -> tuple[View, list[tuple[int, str | None]]]:
        """Return one decision's view, and each context with each outcome that it may lead to."""
        stretch = self.compiled.stretches[position]
        known: dict[int, tuple[Bound, tuple[str | None, ...]]] = {}
        reached: list[tuple[int, str | None]] = []
        for context in sorted(contexts):
            own = context & stretch.mask
            if own not in known:
                self.steps -= len(domains)
                leader = self._leaders[position]
                if not against_now:
                    leader = stretch.leader(_unanswered(own, domains))
                against = against_leader(self.compiled, stretch, leader)
                found = bound(against, own, domains)
                known[own] = found, _possible(found, domains)
            reached += [(context, outcome) for outcome in known[own][1]]
        only = (self.now[position],)
        against_it = tuple(found for found, outcomes in known.values() if outcomes != only)
        possible = tuple(dict.fromkeys(outcome for _, outcome in reached))
        return View(not against_it, possible, against_it), reached

    def proves(self, position: int, view: View) -> bool:
        """Tell whether a search within the budget excludes every other outcome of a decision."""
        ahead: list[tuple[int, Sequence[Domain], View | None]] = [(self.alive, self.domains, view)]
        while ahead:
            alive, domains, seen = ahead.pop()
            if self.steps <= 0:
                return False
            views = [] if seen else self.views(alive, domains, position)
            here = seen or views[position]
            if here.settled:
                continue
            if self._can_differ(position, alive, domains, here):
                return False
            branches = self._branches(position, alive, domains, here)
            if not branches:
                return False
            ahead += branches
        return True

    def _can_differ(self, position: int, alive: int, domains: Sequence[Domain], view: View) -> bool:
        """Tell whether answers are found that give the decision another outcome."""
        now = self.now[position]
        if outcomes_of(self.compiled, _unanswered(alive, domains))[position] != now:
            return True
        for found in view.bounds:
            for rival in found.rivals:
                self.steps -= len(domains)
                answered = _best_for(found, rival, alive, domains)
                if outcomes_of(self.compiled, answered)[position] != now:
                    return True
        return False

    def _branches(
        self, position: int, alive: int, domains: Sequence[Domain], view: View
    ) -> list[tuple[int, Sequence[Domain], View | None]]:
        """Answer one question in every way that can matter; nothing when none has few enough."""
        shared = open_rules = 0
        for found in view.bounds:
            shared |= found.shared & found.relevant
            open_rules |= found.relevant
        until = sum(stretch.mask for stretch in self.compiled.stretches[: position + 1])
        earlier = until & ~self.compiled.stretches[position].mask
        rules = alive & (open_rules | earlier)
        ranked = sorted(
            (-(shared & d.reads).bit_count(), -(rules & d.reads).bit_count(), n)
            for n, d in enumerate(domains)
            if rules & d.reads
        )
        for _, _, number in ranked:
            domain = domains[number]
            states = domain.states(rules, _MOST_STATES)
            if states is not None:
                left = [*domains[:number], *domains[number + 1 :]]
                return [(alive & (~domain.reads | state), left, None) for state in states]
        return []


def against_leader(compiled: Compiled, stretch: Stretch, leader: int, points_only: bool = False) -> Against:
    """Return a decision's rules weighed against a leader; worked out once per rulebook."""
    key = (stretch.decision, leader, points_only)
    if key not in compiled.leads:
        compiled.leads[key] = Against(stretch, leader, 0 if points_only else None)
    found: Against = compiled.leads[key]
    return found


def _unanswered(alive: int, domains: Iterable[Domain]) -> int:
    """Return the rules that hold when all open questions stay unanswered."""
    for domain in domains:
        alive &= ~domain.reads
    return alive


def _possible(found: Bound, domains: Sequence[Domain]) -> tuple[str | None, ...]:
    """Return the outcomes that a bound does not exclude."""
    stretch = found.against.stretch
    options = sorted({found.against.leader, *found.rivals})
    outcomes: tuple[str | None, ...] = tuple(stretch.options[n] for n in options)
    if not found.may_lack_evidence:
        return outcomes
    evidence = found.open & stretch.evidence << stretch.offset
    for domain in domains:
        reachable = domain.alone
        for part in domain.parts:
            for state in part:
                reachable |= state
        evidence &= ~domain.reads | reachable
    return (None, *outcomes) if evidence else (None,)


def _best_for(found: Bound, rival: int, alive: int, domains: Sequence[Domain]) -> int:
    """Return the rules that hold when each question is answered as it suits a rival best."""
    against = found.against
    offset = against.stretch.offset
    for domain in domains:
        mine = found.open & domain.reads
        chosen = 0
        if mine:
            chosen = _best_state(against, domain, mine, found.shared, rival, offset)
        alive &= ~domain.reads | chosen
    return alive


def _best_state(against: Against, domain: Domain, mine: int, shared: int, rival: int, offset: int) -> int:
    def worth(state: int) -> int:
        held = mine & state
        packed = against.full((held & ~shared) >> offset) + against.helping((held & shared) >> offset)
        return against.field(packed + against.zero, rival)

    chosen = 0
    for part in domain.parts:
        chosen |= max(part, key=worth)
    return max((chosen, 0, domain.alone), key=worth)
