"""One decision's rules in the shape that ranks fastest: sums of packed effects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import getitem
from typing import Any

from advisor.engine.masks import Picker
from advisor.engine.recommendation import Contribution, RankedDecision, RankedOption
from advisor.engine.rulebook import Answer, Condition

#: So many rules are summed up by one look into a table of 256 sums.
_CHUNK = 8
#: With more rules than this, counting bits for each (option, weight) is faster, and smaller by far.
_MOST_IN_CHUNKS = 512

#: Option number and the contribution as it is shown.
Said = tuple[int, Contribution]


@dataclass(frozen=True, slots=True, eq=False)
class CompiledRule:
    """A rule with its effects by option number: (option, points, whether it rules the option out).

    ``answers_of`` picks the answers that its conditions read; ``said`` remembers what it said for them,
    except where it ``counts``: of numbers there is no end. ``always`` is what it says where it can hold for
    one set of answers only.
    """

    slug: str
    when: tuple[tuple[str, Condition], ...]
    effects: tuple[tuple[int, int, bool], ...]
    answers_of: Callable[[Any], Any]
    counts: bool
    said: dict[Any, tuple[Said, ...]]
    always: tuple[Said, ...] | None


def said_by(
    rule: str, effects: Sequence[tuple[int, int, bool]], answers: Mapping[str, Answer]
) -> tuple[Said, ...]:
    """Return what a rule says when these answers make it hold."""
    return tuple((option, Contribution(rule, points, vetoed, answers)) for option, points, vetoed in effects)


class PackedSums:
    """Sums of whole numbers over the rules of a mask, for all options at once: a field per option.

    Up to some hundred rules, a table gives for each eight rules the sum of each of the 256 ways in which
    they may hold. Beyond, the rules of one weight for one option are counted with one AND.
    """

    __slots__ = ("_chunks", "_planes")

    def __init__(self, weights: Sequence[Sequence[int]], shifts: Sequence[int]) -> None:
        """Build from each rule's weight per option, and the bit at which each option's field starts."""
        self._chunks: tuple[tuple[int, ...], ...] = ()
        self._planes: tuple[tuple[int, int], ...] = ()
        if len(weights) > _MOST_IN_CHUNKS:
            self._planes = _planes(weights, shifts)
        else:
            packed = [sum(w << shift for w, shift in zip(row, shifts, strict=True)) for row in weights]
            self._chunks = _chunks(packed)

    def __call__(self, held: int) -> int:
        """Return the packed sum over the rules held; bit 0 is the first rule."""
        if not held:
            return 0
        if self._planes:
            return sum([unit * (held & mask).bit_count() for unit, mask in self._planes])
        chunks = self._chunks
        return sum(map(getitem, chunks, held.to_bytes(len(chunks), "little")))


def _chunks(packed: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    chunks = []
    for start in range(0, len(packed), _CHUNK):
        sums = [0]
        for effect in packed[start : start + _CHUNK]:
            sums += [effect + one for one in sums]
        chunks.append(tuple(sums))
    return tuple(chunks)


def _planes(weights: Sequence[Sequence[int]], shifts: Sequence[int]) -> tuple[tuple[int, int], ...]:
    rules: dict[int, list[int]] = {}
    for number, row in enumerate(weights):
        for weight, shift in zip(row, shifts, strict=True):
            if weight:
                rules.setdefault(weight << shift, []).append(number)
    return tuple((unit, mask_of(numbers, len(weights))) for unit, numbers in rules.items())


def mask_of(numbers: Sequence[int], length: int) -> int:
    """Return the mask with these bits set, in time that grows with ``length`` only."""
    data = bytearray(length // 8 + 1)
    for number in numbers:
        data[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(data, "little")


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """One decision's stretch of a mask, and what its rules are worth.

    An option's score is its points less ``veto`` for each veto, so high that one veto outweighs all
    points. The field of an option holds score · ``tie`` + rank, where rank is higher for what comes
    earlier in the rulebook: the greatest field is the outcome, ties included. ``bias`` makes all fields
    positive. ``evidence`` has the rules that are no mere refusals by the owner, ``vetoes`` those that rule
    something out (bit 0 is the stretch's first rule). ``nothing`` is the decision when no rule holds.
    """

    decision: str
    options: tuple[str, ...]
    rules: tuple[CompiledRule, ...]
    picked: Picker[CompiledRule]
    offset: int
    mask: int
    evidence: int
    vetoes: int
    veto: int
    tie: int
    width: int
    bias: int
    shifts: tuple[int, ...]
    total: PackedSums
    untouched: tuple[RankedOption, ...]
    nothing: RankedDecision

    def fields(self, total: int) -> list[int]:
        """Return one comparable whole number per option, from a sum of packed effects."""
        total += self.bias
        low = (1 << self.width) - 1
        return [total >> shift & low for shift in self.shifts]

    def tally(self, total: int) -> tuple[Sequence[int], Sequence[int], list[int]]:
        """Return the options' points, their numbers of vetoes, and their numbers in order, best first."""
        total += self.bias
        ranks, veto = self.tie.bit_length() - 1, self.veto
        low, zero = (1 << self.width - ranks) - 1, 1 << self.width - ranks - 1
        scores = [(total >> shift + ranks & low) - zero for shift in self.shifts]
        order = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)
        if scores[order[-1]] > -veto >> 1:
            return scores, (0,) * len(scores), order
        vetoes = [((veto >> 1) - score) // veto for score in scores]
        return [score + veto * count for score, count in zip(scores, vetoes, strict=True)], vetoes, order

    def leader(self, alive: int) -> int:
        """Return the number of the option that leads when these rules hold, evidence or not."""
        fields = self.fields(self.total((alive & self.mask) >> self.offset))
        return fields.index(max(fields))

    def outcome(self, alive: int) -> str | None:
        """Return the outcome when these rules hold (a mask of all decisions)."""
        held = (alive & self.mask) >> self.offset
        if not held & self.evidence:
            return None
        best = max(self.fields(self.total(held)))
        return self.options[len(self.options) - 1 - best % self.tie]


def weights_of(rule: CompiledRule, options: int, veto: int) -> list[int]:
    """Return what a rule adds to each option's score, when a veto takes away so many points."""
    weights = [0] * options
    for option, points, vetoed in rule.effects:
        weights[option] = points - veto * vetoed
    return weights
