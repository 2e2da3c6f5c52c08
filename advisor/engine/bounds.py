"""How far open questions can still move the options of one decision against its leader.

Everything is about differences: an option's score less the leader's. Rules that are certain to hold or not
count as they are; each open question adds the most that one answer to it can give an option. A rule that
reads several open questions counts for one of them, and only if it helps (it may hold or not as the others
please): a bound that can be too high, never too low.

One whole number carries the differences of all options, a field each; the greater of two such numbers,
field by field, takes seven operations whatever the number of options.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.engine.domains import Domain
from advisor.engine.stretch import PackedSums, Stretch, mask_of, weights_of

#: Bits that leave room to add up the states of one question.
_ROOM = 8


class Against:
    """A decision's rules, weighed for each option against one leading option.

    ``leader`` is an option number; ``full`` sums up the differences that rules make, ``helping`` only
    those above zero (both take a mask of the decision's own rules). A field holds the difference in units
    of ``stretch.tie``, with the options' order in what is left: it is above zero exactly when the option
    would come before the leader.
    """

    __slots__ = (
        "differs",
        "fields",
        "full",
        "guard",
        "helping",
        "leader",
        "low",
        "ranks",
        "stretch",
        "vetoes",
        "weights",
        "width",
        "zero",
    )

    def __init__(self, stretch: Stretch, leader: int, veto: int | None = None) -> None:
        """Weigh the rules; ``veto`` is what a veto counts in points (the stretch's own unless given)."""
        count = len(stretch.options)
        self.stretch = stretch
        self.leader = leader
        self.width = stretch.width + _ROOM
        self.fields = tuple(self.width * n for n in range(count))
        self.low = (1 << self.width) - 1
        self.guard = sum(1 << shift + self.width - 1 for shift in self.fields)
        self.zero = sum(1 << shift + self.width - 2 for shift in self.fields)
        self.ranks = sum((leader - n) << shift for n, shift in enumerate(self.fields))
        worth = stretch.veto if veto is None else veto
        scores = [weights_of(rule, count, worth) for rule in stretch.rules]
        self.weights = [[(score - row[leader]) * stretch.tie for score in row] for row in scores]
        self.full = PackedSums(self.weights, self.fields)
        self.helping = PackedSums([[max(0, one) for one in row] for row in self.weights], self.fields)
        differing = [[n for n, row in enumerate(self.weights) if row[option]] for option in range(count)]
        self.differs = tuple(mask_of(numbers, len(scores)) << stretch.offset for numbers in differing)
        self.vetoes = stretch.vetoes << stretch.offset

    def greater(self, one: int, other: int) -> int:
        """Return the greater of two biased numbers, field by field."""
        guard = self.guard
        wins = ((one | guard) - other) & guard
        return other ^ (one ^ other) & (wins - (wins >> self.width - 1))

    def field(self, biased: int, option: int) -> int:
        """Return one option's difference from a biased number."""
        return (biased >> self.fields[option] & self.low) - (1 << self.width - 2)

    def options_above(self, biased: int) -> tuple[int, ...]:
        """Return the options whose difference is above zero."""
        zero = 1 << self.width - 2
        return tuple(n for n, shift in enumerate(self.fields) if (biased >> shift & self.low) > zero)


@dataclass(frozen=True, slots=True)
class Bound:
    """What is certain and what is open about one decision, in one context of earlier outcomes.

    ``certain``, ``open``, ``shared``: masks of the rules that hold whatever comes, that depend on open
    questions, and on several of them. ``most``: the highest differences, biased. ``rivals``: the options
    that may come before the leader. ``may_lack_evidence``: no rule that counts as evidence is certain.
    ``relevant``: the open rules that tell a rival from the leader, or would be the first evidence.
    """

    against: Against
    certain: int
    open: int
    shared: int
    most: int
    rivals: tuple[int, ...]
    may_lack_evidence: bool
    relevant: int


def bound(against: Against, alive: int, domains: Sequence[Domain]) -> Bound:
    """Return the bound for rules that the given answers leave alive, and the questions still open."""
    stretch = against.stretch
    offset = stretch.offset
    own = alive & stretch.mask
    once = shared = 0
    for domain in domains:
        mine = own & domain.reads
        shared |= once & mine
        once |= mine
    most = against.full((own & ~once) >> offset) + against.ranks + against.zero
    if once:
        left = shared
        for domain in domains:
            mine = once & domain.reads
            if mine:
                alone, together = mine & ~shared, mine & left
                left &= ~mine
                if alone or together:
                    most += most_of(against, domain, alone, together) - against.zero
    rivals = against.options_above(most)
    certain = own & ~once
    lacking = not certain >> offset & stretch.evidence
    differs = stretch.evidence << offset if lacking else 0
    for rival in rivals:
        differs |= against.differs[rival]
    return Bound(against, certain, once, shared, most, rivals, lacking, once & differs)


def most_of(against: Against, domain: Domain, alone: int, together: int) -> int:
    """Return the most that one answer adds, biased; unanswered it adds nothing."""
    offset, zero, greater = against.stretch.offset, against.zero, against.greater
    total = zero
    for part in domain.parts:
        best = None
        for state in part:
            worth = zero
            if alone & state:
                worth += against.full((alone & state) >> offset)
            if together & state:
                worth += against.helping((together & state) >> offset)
            best = worth if best is None else greater(best, worth)
        if best is not None:
            total += best - zero
    total = greater(total, zero)
    state = domain.alone
    if (alone | together) & state:
        worth = against.full((alone & state) >> offset) + against.helping((together & state) >> offset) + zero
        total = greater(total, worth)
    return total
