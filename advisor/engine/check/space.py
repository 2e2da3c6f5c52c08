"""What a profile can say today, as far as anything in the rulebook tells answers apart.

A question that is retired, a choice that is, and a question by which the owner refuses options
(``rules_out_named``: no property of the rules) have no answer here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advisor.engine.compile import Compiled, compile_rulebook
from advisor.engine.masks import Pairs, with_asked_when
from advisor.engine.rulebook import Answer, Condition, Conditions, Question, Rule, Rulebook
from advisor.engine.variants import representatives

#: What can be said of a question: for *many* the choices, otherwise the answers (numbers: one an interval).
Values = tuple[Answer, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """A compiled rulebook and, for each question that can be answered, its values in the rulebook's order.

    ``rules``: by decision, those that can hold although nothing is refused; ``refusing`` names the
    questions whose answers refuse options.
    """

    compiled: Compiled
    values: Mapping[str, Values]
    rules: Mapping[str, tuple[Rule, ...]]
    refusing: frozenset[str]

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook examined."""
        return self.compiled.rulebook

    def rules_of(self, decision: str, without: str = "") -> list[Rule]:
        """Return the rules of a decision that read only what is varied, one of them left out."""
        return [rule for rule in self.rules.get(decision, ()) if rule.slug != without]

    def pairs(self, when: Conditions) -> Pairs | None:
        """Return conditions with those under which their questions are asked; None: they never hold."""
        return with_asked_when(when, self.rulebook.questions)

    def examined(self, when: Conditions) -> bool:
        """Tell whether conditions read only what is varied here."""
        return not reads_any(when, self.rulebook, self.refusing)


def space_of(rulebook: Rulebook) -> Space:
    """Return what the profiles of a rulebook can say."""
    conditions: dict[str, list[Condition]] = {}
    for when in all_conditions(rulebook):
        for name, condition in when.items():
            conditions.setdefault(name, []).append(condition)
    refusing = frozenset(q.slug for q in rulebook.questions.values() if q.rules_out_named)
    values = {
        slug: _values(question, conditions.get(slug, []))
        for slug, question in rulebook.questions.items()
        if not question.retired and slug not in refusing
    }
    rules: dict[str, tuple[Rule, ...]] = {}
    for rule in rulebook.rules.values():
        if not reads_any(rule.when, rulebook, refusing):
            rules[rule.decision] = (*rules.get(rule.decision, ()), rule)
    return Space(compile_rulebook(rulebook), values, rules, refusing)


def reads_any(when: Conditions, rulebook: Rulebook, names: frozenset[str]) -> bool:
    """Tell whether conditions read one of these questions, be it to know whether another is asked."""
    pairs = with_asked_when(when, rulebook.questions) or ()
    return any(name in names for name, _ in pairs)


def all_conditions(rulebook: Rulebook) -> Iterator[Conditions]:
    """Yield the conditions of all rules, advice and facts."""
    yield from (rule.when for rule in rulebook.rules.values())
    yield from (advice.when for advice in rulebook.advice.values())
    yield from (fact.when for fact in rulebook.facts.values())


def _values(question: Question, conditions: list[Condition]) -> Values:
    if question.kind == "number":
        return representatives(question, conditions)
    return question.choice_slugs
