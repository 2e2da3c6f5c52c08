"""The same answers under two versions of a rulebook: which outcomes move, and because of which rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from advisor.engine.compile import Compiled, compile_rulebook
from advisor.engine.decide import Outcomes, all_outcomes, decide, outcomes
from advisor.engine.masks import Masks
from advisor.engine.recommendation import Recommendation
from advisor.engine.rulebook import COLLECTING_DECISION, RANKED_DECISIONS, Profile, Rule, Rulebook

#: One option, none, or for ``supporting`` every option picked.
Outcome = str | tuple[str, ...] | None
ByDecision = Mapping[str, Outcome]
#: Rule → the outcomes with this rule as it was.
Restored = Mapping[str, ByDecision]
#: So many variants of the later version are kept compiled.
_KEPT = 64


class Move(NamedTuple):
    """A decision with another outcome.

    ``because``: each of these rules, taken back alone, restores the outcome. Where no single one does, they
    do it ``together``: all changed rules that say something else now and can have to do with it. Empty
    where no rule is to blame, but a question or an option.
    """

    decision: str
    before: Outcome
    after: Outcome
    because: tuple[str, ...]
    together: bool


class Versions:
    """Two versions to be compared on many profiles.

    ``changed``: the rules that decide otherwise. ``read_alike``: whether every answer means the same in both.
    """

    def __init__(self, before: Compiled, after: Compiled) -> None:
        self.before = before
        self.after = after
        self.changed = changed_rules(before.rulebook, after.rulebook)
        self.read_alike = _questions(before.rulebook) == _questions(after.rulebook)
        self._same_but_for_rules = self.read_alike and _options(before.rulebook) == _options(after.rulebook)
        self._picks_otherwise = any(self._decision_of(rule) == COLLECTING_DECISION for rule in self.changed)
        self._triggers = self._masks()
        self._without: dict[str, Compiled | None] = {}

    def moves(self, before: Profile, after: Profile) -> tuple[Move, ...]:
        """Return what moves: the profiles hold the same answers, each as its version can read them."""
        if self._same_but_for_rules and not self._may_move(before, after):
            return ()
        then, now = (
            _by_decision(all_outcomes(compiled, profile))
            for compiled, profile in ((self.before, before), (self.after, after))
        )
        moved = [decision for decision in then if then[decision] != now[decision]]
        if not moved:
            return ()
        restored = {rule: self._taken_back(rule, after) for rule in self.differing(before, after)}
        return tuple(
            self._move(decision, then, now, self._concerned(restored, decision, moved)) for decision in moved
        )

    def _masks(self) -> Masks:
        """Return the conditions on answers of every changed rule, as it was and as it is."""
        books = (self.before.rulebook, self.after.rulebook)
        rules = [book.rules[slug] for slug in self.changed for book in books if slug in book.rules]
        asked = [
            tuple((name, c) for name, c in rule.when.items() if name not in RANKED_DECISIONS)
            for rule in rules
        ]
        return Masks(asked, [*self.before.rulebook.questions, *self.after.rulebook.questions])

    def _may_move(self, before: Profile, after: Profile) -> bool:
        """Tell, where only rules differ, whether it takes a closer look. It takes most of the time."""
        if not self._triggers.holding(after):
            return False  # no changed rule could hold
        return self._picks_otherwise or outcomes(self.before, before) != outcomes(self.after, after)

    def differing(self, before: Profile, after: Profile) -> tuple[str, ...]:
        """Return the changed rules that say something else of these answers than they did."""
        then, now = _said(decide(self.before, before)), _said(decide(self.after, after))
        return tuple(rule for rule in self.changed if then.get(rule) != now.get(rule))

    def _concerned(self, restored: Restored, decision: str, moved: Sequence[str]) -> Restored:
        """Leave out the rules of other decisions, but for earlier ones that moved: they are facts."""
        earlier = moved[: moved.index(decision) + 1]
        return {rule: found for rule, found in restored.items() if self._decision_of(rule) in earlier}

    def _decision_of(self, rule: str) -> str:
        return (self.after.rulebook.rules.get(rule) or self.before.rulebook.rules[rule]).decision

    @staticmethod
    def _move(decision: str, then: ByDecision, now: ByDecision, restored: Restored) -> Move:
        before = then[decision]
        alone = tuple(r for r, found in restored.items() if decision in found and found[decision] == before)
        together = not alone and bool(restored)
        return Move(decision, before, now[decision], alone or tuple(restored), together)

    def _taken_back(self, rule: str, profile: Profile) -> ByDecision:
        """Return the outcomes under the later version with one rule as it was; {} if it cannot be so."""
        if rule not in self._without:
            if len(self._without) >= _KEPT:
                self._without.clear()
            self._without[rule] = self._variant(rule)
        variant = self._without[rule]
        return _by_decision(all_outcomes(variant, profile)) if variant else {}

    def _variant(self, slug: str) -> Compiled | None:
        earlier, later = self.before.rulebook.rules.get(slug), self.after.rulebook
        rules = {name: rule for name, rule in later.rules.items() if name != slug}
        if earlier is None:
            return compile_rulebook(replace(later, rules=rules))
        if any(name not in later.questions and name not in RANKED_DECISIONS for name in earlier.when):
            return None
        return compile_rulebook(replace(later, rules={**rules, slug: earlier}))


def changed_rules(before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """Return the rules that were added, removed, or decide otherwise; other texts or sources do not count."""
    slugs = dict.fromkeys([*after.rules, *before.rules])
    return tuple(s for s in slugs if _decides(before.rules.get(s)) != _decides(after.rules.get(s)))


def _questions(rulebook: Rulebook) -> object:
    """Return what the questions mean to the rules: all but their texts and their order."""
    return {
        q.slug: (
            (q.kind, q.minimum, q.below, q.whole, q.rules_out_named, q.retired),
            dict(q.asked_when or {}),
            tuple(choice.slug for choice in q.choices),
        )
        for q in rulebook.questions.values()
    }


def _options(rulebook: Rulebook) -> object:
    return {name: [option.slug for option in table.options] for name, table in rulebook.decisions.items()}


def _decides(rule: Rule | None) -> object:
    if rule is None:
        return None
    return rule.decision, dict(rule.when), dict(rule.points), frozenset(rule.rules_out)


def _by_decision(found: tuple[Outcomes, tuple[str, ...]]) -> ByDecision:
    ranked, supporting = found
    return {**dict(zip(RANKED_DECISIONS, ranked, strict=True)), COLLECTING_DECISION: supporting}


def _said(recommendation: Recommendation) -> dict[str, frozenset[tuple[str, int, bool]]]:
    """Return rule → what it says for which option."""
    ranked = (recommendation.strategy, recommendation.compute, recommendation.database)
    said: dict[str, set[tuple[str, int, bool]]] = {}
    for decision in (*ranked, recommendation.supporting):
        for option in decision.ranking:
            for one in option.because:
                said.setdefault(one.rule, set()).add((option.option, one.points, one.rules_out))
    return {rule: frozenset(words) for rule, words in said.items()}
