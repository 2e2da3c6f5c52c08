"""From a :class:`Rulebook` to structures that answer quickly.

The rules of the three ranked decisions share one mask (see :mod:`advisor.engine.masks`), each decision a
stretch of it. What the rules of a stretch are worth is looked up eight rules at a time: a table gives, for
each of the 256 ways in which they may hold, the sum of their effects on all options, packed into one
whole number, a field per option.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import getitem
from typing import Any

from advisor.engine.domains import Domain, domain
from advisor.engine.masks import Masks, Pairs, with_asked_when
from advisor.engine.rulebook import (
    COLLECTING_DECISION,
    RANKED_DECISIONS,
    Conditions,
    DecisionTable,
    Rule,
    Rulebook,
)

_CHUNK = 8


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its effects by option number: (option, points, whether it rules the option out)."""

    slug: str
    when: tuple[tuple[str, Any], ...]
    effects: tuple[tuple[int, int, bool], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """One decision's stretch of a mask, and what its rules are worth.

    An option's score is its points less ``veto`` for each veto, so high that one veto outweighs all
    points. The field of an option holds score · ``tie`` + rank, where rank is higher for what comes
    earlier in the rulebook: the greatest field is the outcome, ties included. ``bias`` makes all fields
    positive. ``evidence`` has the rules that are no mere refusals by the owner, ``vetoes`` those that rule
    something out.
    """

    decision: str
    options: tuple[str, ...]
    rules: tuple[CompiledRule, ...]
    offset: int
    mask: int
    evidence: int
    vetoes: int
    veto: int
    tie: int
    width: int
    bias: int
    shifts: tuple[int, ...]
    effects: tuple[int, ...]
    chunks: tuple[tuple[int, ...], ...]

    def total(self, held: int) -> int:
        """Return the sum of the packed effects of a mask of this stretch's rules (offset taken off)."""
        chunks = self.chunks
        if not held:
            return 0
        return sum(map(getitem, chunks, held.to_bytes(len(chunks), "little")))

    def fields(self, total: int) -> list[int]:
        """Return one comparable whole number per option, from a sum of packed effects."""
        total += self.bias
        low = (1 << self.width) - 1
        return [total >> shift & low for shift in self.shifts]

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


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A rulebook made ready. Safe to share between threads; equal rulebooks compile alike."""

    rulebook: Rulebook
    ranked: Masks
    stretches: tuple[Stretch, Stretch, Stretch]
    question_tables: tuple[tuple[str, Any], ...]
    extra: Masks
    supporting: tuple[CompiledRule, ...]
    advice: tuple[str, ...]
    domains: Mapping[str, Domain]
    leads: dict[tuple[str, int, bool], Any] = field(default_factory=dict)


def compile_rulebook(rulebook: Rulebook) -> Compiled:
    """Return the rulebook made ready for deciding."""
    by_decision: dict[str, list[Rule]] = {name: [] for name in rulebook.decisions}
    for _, rule in sorted(rulebook.rules.items()):
        by_decision[rule.decision].append(rule)
    names = (*rulebook.questions, *RANKED_DECISIONS)
    ranked_rules = [rule for name in RANKED_DECISIONS for rule in by_decision[name]]
    ranked = Masks([_pairs(rule.when, rulebook) for rule in ranked_rules], names)
    first, second, third = (
        _stretch(rulebook, name, by_decision, ranked.everything) for name in RANKED_DECISIONS
    )
    supporting = by_decision[COLLECTING_DECISION]
    extras = [rule.when for rule in supporting] + [advice.when for advice in rulebook.advice.values()]
    return Compiled(
        rulebook=rulebook,
        ranked=ranked,
        stretches=(first, second, third),
        question_tables=tuple((n, t) for n, t in ranked.tables.items() if n in rulebook.questions),
        extra=Masks([_pairs(when, rulebook) for when in extras], names),
        supporting=tuple(_compiled(rule, rulebook.decisions[COLLECTING_DECISION]) for rule in supporting),
        advice=tuple(rulebook.advice),
        domains={
            name: domain(rulebook.questions[name], table)
            for name, table in ranked.tables.items()
            if name in rulebook.questions and not rulebook.questions[name].rules_out_named
        },
    )


def _pairs(when: Conditions, rulebook: Rulebook) -> Pairs | None:
    return with_asked_when(when, rulebook.questions)


def _compiled(rule: Rule, decision: DecisionTable) -> CompiledRule:
    effects = [
        (number, rule.points.get(option.slug, 0), option.slug in rule.rules_out)
        for number, option in enumerate(decision.options)
        if option.slug in rule.points or option.slug in rule.rules_out
    ]
    return CompiledRule(rule.slug, tuple(rule.when.items()), tuple(effects))


def _stretch(
    rulebook: Rulebook,
    name: str,
    by_decision: Mapping[str, Sequence[Rule]],
    everything: int,
) -> Stretch:
    """Pack one decision's rules; the stretches follow one another in the order of the decisions."""
    decision = rulebook.decisions[name]
    position = RANKED_DECISIONS.index(decision.slug)
    offset = sum(len(by_decision[name]) for name in RANKED_DECISIONS[:position])
    rules = [_compiled(rule, decision) for rule in by_decision[decision.slug]]
    options = tuple(option.slug for option in decision.options)
    tie = 1 << len(options).bit_length()
    veto = 1 + 2 * sum(max(abs(points) for _, points, _ in rule.effects) for rule in rules)
    width = (2 * veto * (len(rules) + 2) * tie).bit_length() + 4
    shifts = tuple(width * number for number in range(len(options)))
    effects = tuple(
        sum((points - veto * vetoed) * tie << shifts[option] for option, points, vetoed in rule.effects)
        for rule in rules
    )
    ranks = sum((len(options) - 1 - number) << shift for number, shift in enumerate(shifts))
    evidence = sum(
        1 << number
        for number, rule in enumerate(by_decision[decision.slug])
        if not _is_refusal(rule, rulebook)
    )
    return Stretch(
        decision=decision.slug,
        options=options,
        rules=tuple(rules),
        offset=offset,
        mask=everything & ((1 << len(rules)) - 1) << offset,
        evidence=evidence,
        vetoes=sum(1 << number for number, rule in enumerate(rules) if any(v for _, _, v in rule.effects)),
        veto=veto,
        tie=tie,
        width=width,
        bias=sum(1 << shift + width - 1 for shift in shifts) + ranks,
        shifts=shifts,
        effects=effects,
        chunks=chunks_of(effects),
    )


def _is_refusal(rule: Rule, rulebook: Rulebook) -> bool:
    """Tell whether a rule only says what the owner refuses: a constraint, and no evidence for anything."""
    named = [rulebook.questions[name].rules_out_named for name in rule.when if name in rulebook.questions]
    return all(named) and len(named) == len(rule.when) and not rule.points


def chunks_of(effects: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """Return, for each eight effects, the 256 sums of their subsets."""
    chunks = []
    for start in range(0, len(effects), _CHUNK):
        sums = [0]
        for effect in effects[start : start + _CHUNK]:
            sums += [effect + one for one in sums]
        chunks.append(tuple(sums))
    return tuple(chunks)
