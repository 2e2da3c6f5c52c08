"""What an open question may still come to: its answers, as far as any ranked rule can tell them apart.

An answer is worth no more than the set of rules it lets hold, so a state is such a mask, and answers with
the same mask are one state. The choices of a *many* question fall into parts that no rule reads together;
each part varies by itself, so that twelve choices need not be 4096 states. ``none`` excludes all parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advisor.engine.masks import Table, bits
from advisor.engine.rulebook import NONE, Condition, Question
from advisor.engine.variants import representatives

#: A part of more choices than this is split into its rules: sound (it allows more), less sharp.
_MOST_CHOICES = 6


@dataclass(frozen=True, slots=True, eq=False)
class Domain:
    """The states of one question.

    ``reads``: all rules that read it. Unanswered, none of them holds. Answered, those of ``alone`` hold
    (the answer ``none``), or one state of every part, together. ``shares``: for each rule, the share of
    the answers that let it hold.
    """

    slug: str
    reads: int
    parts: tuple[tuple[int, ...], ...]
    alone: int
    parents: frozenset[str]
    shares: Mapping[int, float]

    def states(self, rules: int, most: int) -> list[int] | None:
        """Return one state for each set of these rules that an answer can let hold.

        The question unanswered (0) is the first. ``None`` when there are more than ``most``.
        """
        found = {0: 0}
        for part in self.parts:
            kept = {state & rules: state for state in part}
            found = {one | key: of | state for one, of in found.items() for key, state in kept.items()}
            if len(found) > most:
                return None
        found[self.alone & rules] = self.alone
        found[0] = 0
        return [found[key] for key in sorted(found)]


def domain(question: Question, table: Table) -> Domain:
    """Return a question's domain from the table of the ranked rules."""
    parents = frozenset(question.asked_when or {})
    if question.kind == "many":
        alone = table[(NONE,)] & table.reads if NONE in question.choice_slugs else 0
        parts = _parts(question, table)
        shares = {r: s for part in parts for r, s in _shares(part, table.reads).items() if s}
        for rule in bits(table.reads):
            shares.setdefault(rule, 1 / len(question.choices))
        return Domain(question.slug, table.reads, parts, alone, parents, shares)
    if question.kind == "one":
        masks = [table[choice] for choice in question.choice_slugs]
    else:
        masks = [table[number] for number in representatives(question, table.conditions)]
    masks = [mask & table.reads for mask in masks]
    return Domain(question.slug, table.reads, (_distinct(masks),), 0, parents, _shares(masks, table.reads))


def _shares(masks: Sequence[int], reads: int) -> dict[int, float]:
    """Return for each rule the share of the masks that have it."""
    return {rule: sum(mask >> rule & 1 for mask in masks) / max(1, len(masks)) for rule in bits(reads)}


def _distinct(masks: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(masks)))


def _parts(question: Question, table: Table) -> tuple[tuple[int, ...], ...]:
    """Split a *many* question's choices into parts that no rule reads together."""
    plain = [slug for slug in question.choice_slugs if slug != NONE]
    readable = {choice for condition in table.conditions for choice in _named(condition)}
    stands_for_empty = NONE in question.choice_slugs and table[(NONE,)] == table[()]
    if set(plain) <= readable and len(plain) <= _MOST_CHOICES and not stands_for_empty:
        # Nothing can be chosen that no rule reads, so that one choice at least must be one that a rule does.
        return (_part_states(plain, table.reads, table, 1),)
    groups: list[tuple[set[str], int]] = []
    for rule in bits(table.reads):
        named = {c for condition in _conditions(table, rule) for c in _named(condition) if c in plain}
        rules = 1 << rule
        for group in [group for group in groups if group[0] & named]:
            groups.remove(group)
            named |= group[0]
            rules |= group[1]
        groups.append((named, rules))
    parts = []
    for named, rules in groups:
        if len(named) <= _MOST_CHOICES:
            parts.append(_part_states(sorted(named), rules, table))
        else:
            parts.extend((0, 1 << rule) for rule in bits(rules))
    return tuple(part for part in parts if part != (0,))


def _conditions(table: Table, rule: int) -> list[Condition]:
    return [condition for condition, rules in table.conditions.items() if rules >> rule & 1]


def _named(condition: Condition) -> tuple[str, ...]:
    return (*condition.any_of, *condition.none_of, *condition.all_of)


def _part_states(choices: list[str], rules: int, table: Table, least: int = 0) -> tuple[int, ...]:
    """Return the states of a part: one for each set of choices, of ``least`` choices or more."""
    subsets: list[tuple[str, ...]] = [()]
    for choice in choices:
        subsets += [(*subset, choice) for subset in subsets]
    return _distinct(table[subset] & rules for subset in subsets if len(subset) >= least)
