"""From a :class:`Rulebook` to structures that answer quickly.

The rules of the three ranked decisions share one mask (see :mod:`advisor.engine.masks`), each decision a
stretch of it (:mod:`advisor.engine.stretch`); those of ``supporting`` and the advice share another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from advisor.engine.domains import Domain, domain
from advisor.engine.masks import Masks, Pairs, Picker, Table, with_asked_when
from advisor.engine.recommendation import CollectedDecision, RankedDecision, RankedOption
from advisor.engine.rulebook import (
    COLLECTING_DECISION,
    RANKED_DECISIONS,
    Condition,
    Conditions,
    Rule,
    Rulebook,
)
from advisor.engine.stretch import CompiledRule, PackedSums, Stretch, mask_of, said_by, weights_of


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A rulebook made ready. Safe to share between threads; equal rulebooks compile alike.

    ``ranked`` holds the masks of the ranked decisions' rules, whose stretches follow one another; ``tables``
    are those of the questions. ``extra``: first the rules of ``supporting``, then the advice.
    ``leads`` is filled as leaders are met.
    """

    rulebook: Rulebook
    ranked: Masks
    stretches: tuple[Stretch, Stretch, Stretch]
    tables: tuple[tuple[str, Table], ...]
    extra: Masks
    supporting: tuple[CompiledRule, ...]
    nothing: CollectedDecision
    advice: tuple[str, ...]
    domains: Mapping[str, Domain]
    order: tuple[str, ...]
    always_asked: frozenset[str]
    conditional: tuple[tuple[str, tuple[tuple[str, frozenset[str]], ...]], ...]
    not_always_asked: tuple[str, ...]
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
    options = rulebook.decisions[COLLECTING_DECISION].options
    untouched = tuple(RankedOption(option.slug, 0, False, ()) for option in options)
    extras = [rule.when for rule in supporting] + [advice.when for advice in rulebook.advice.values()]
    return Compiled(
        rulebook=rulebook,
        ranked=ranked,
        stretches=(first, second, third),
        tables=tuple((name, t) for name, t in ranked.tables.items() if name in rulebook.questions),
        extra=Masks([_pairs(when, rulebook) for when in extras], names),
        supporting=tuple(_compiled(rule, rulebook) for rule in supporting),
        nothing=CollectedDecision(COLLECTING_DECISION, (), untouched),
        advice=tuple(rulebook.advice),
        domains={
            name: domain(rulebook.questions[name], table)
            for name, table in ranked.tables.items()
            if name in rulebook.questions and not rulebook.questions[name].rules_out_named
        },
        order=tuple(rulebook.questions),
        always_asked=frozenset(
            q.slug for q in rulebook.questions.values() if not q.retired and not q.asked_when
        ),
        conditional=_conditional(rulebook),
        not_always_asked=tuple(q.slug for q in rulebook.questions.values() if q.retired or q.asked_when),
    )


def _conditional(rulebook: Rulebook) -> tuple[tuple[str, tuple[tuple[str, frozenset[str]], ...]], ...]:
    """Return the questions with an asked_when, parents first, with the answers they need."""
    left = {q.slug: q.asked_when for q in rulebook.questions.values() if q.asked_when and not q.retired}
    found = []
    while left:
        ready = [slug for slug, needed in left.items() if not needed.keys() & left.keys()]
        for slug in ready:
            needed = left.pop(slug)
            found.append((slug, tuple((parent, frozenset(choices)) for parent, choices in needed.items())))
    return tuple(found)


def _pairs(when: Conditions, rulebook: Rulebook) -> Pairs | None:
    return with_asked_when(when, rulebook.questions)


def _compiled(rule: Rule, rulebook: Rulebook) -> CompiledRule:
    decision = rulebook.decisions[rule.decision]
    effects = [
        (number, rule.points.get(option.slug, 0), option.slug in rule.rules_out)
        for number, option in enumerate(decision.options)
        if option.slug in rule.points or option.slug in rule.rules_out
    ]
    counts = any(c.minimum is not None or c.below is not None for c in rule.when.values())
    only = {name: c.any_of[0] for name, c in rule.when.items() if c == Condition(any_of=c.any_of[:1])}
    fixed = len(only) == len(rule.when) and not any(_takes_several(rulebook, name) for name in only)
    return CompiledRule(
        slug=rule.slug,
        when=tuple(rule.when.items()),
        effects=tuple(effects),
        answers_of=itemgetter(*rule.when),
        counts=counts,
        said={},
        always=said_by(rule.slug, effects, only) if fixed else None,
    )


def _takes_several(rulebook: Rulebook, name: str) -> bool:
    return name in rulebook.questions and rulebook.questions[name].kind == "many"


def _stretch(
    rulebook: Rulebook, name: str, by_decision: Mapping[str, Sequence[Rule]], everything: int
) -> Stretch:
    """Pack one decision's rules; the stretches follow one another in the order of the decisions."""
    decision = rulebook.decisions[name]
    offset = sum(len(by_decision[before]) for before in RANKED_DECISIONS[: RANKED_DECISIONS.index(name)])
    rules = [_compiled(rule, rulebook) for rule in by_decision[name]]
    options = tuple(option.slug for option in decision.options)
    tie = 1 << len(options).bit_length()
    veto = 1 + 2 * sum(max(abs(points) for _, points, _ in rule.effects) for rule in rules)
    width = (2 * veto * (len(rules) + 2) * tie).bit_length() + 4
    shifts = tuple(width * number for number in range(len(options)))
    weights = [[weight * tie for weight in weights_of(rule, len(options), veto)] for rule in rules]
    ranks = sum((len(options) - 1 - number) << shift for number, shift in enumerate(shifts))
    refusals = [n for n, rule in enumerate(by_decision[name]) if is_refusal(rule, rulebook)]
    vetoes = [n for n, rule in enumerate(rules) if any(vetoed for _, _, vetoed in rule.effects)]
    everyone = (1 << len(rules)) - 1
    untouched = tuple(RankedOption(option, 0, False, ()) for option in options)
    return Stretch(
        decision=name,
        options=options,
        rules=tuple(rules),
        picked=Picker(rules),
        offset=offset,
        mask=everything & everyone << offset,
        evidence=everyone & ~mask_of(refusals, len(rules)),
        vetoes=mask_of(vetoes, len(rules)),
        veto=veto,
        tie=tie,
        width=width,
        bias=sum(1 << shift + width - 1 for shift in shifts) + ranks,
        shifts=shifts,
        total=PackedSums(weights, shifts),
        untouched=untouched,
        nothing=RankedDecision(name, None, "no_evidence", None, untouched),
    )


def is_refusal(rule: Rule, rulebook: Rulebook) -> bool:
    """Tell whether a rule only says what the owner refuses: a constraint, and no evidence for anything."""
    named = [rulebook.questions[name].rules_out_named for name in rule.when if name in rulebook.questions]
    return all(named) and len(named) == len(rule.when) and not rule.points
