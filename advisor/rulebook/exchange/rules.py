"""What every export asks of a rulebook: whose rules, what they read, in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from advisor.engine.compile import is_refusal
from advisor.engine.rulebook import RANKED_DECISIONS, DecisionTable, Kind, Question, Rule, Rulebook, Text

AnswerKind = Kind | Literal["outcome"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """One decision with its rules by slug.

    ``evidence`` are those that speak for or against something, ``refusals`` those that only say what the
    owner refuses; together they are the ``rules``.
    """

    decision: DecisionTable
    rules: tuple[Rule, ...]
    evidence: tuple[Rule, ...]
    refusals: tuple[Rule, ...]

    @property
    def slug(self) -> str:
        """The decision's name."""
        return self.decision.slug

    @property
    def options(self) -> tuple[str, ...]:
        """The options that it can pick; their order is the tie-break."""
        return tuple(option.slug for option in self.decision.options)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A rulebook on its way out: in one language, and with ``names`` that the other side can read.

    ``names`` maps each slug, and whatever else gets a name there, to one identifier.
    """

    rulebook: Rulebook
    names: Mapping[str, str]
    language: str

    def text(self, text: Text) -> str:
        """Return a text in the language asked for."""
        return text.in_language(self.language)

    def label(self, name: str) -> str:
        """Return the short name of a question, or the title of a decision."""
        question = self.rulebook.questions.get(name)
        return self.text(question.label if question else self.rulebook.decisions[name].title) or name

    def kind(self, name: str) -> AnswerKind:
        """Return what a condition is on: a question's kind of answer, or an earlier decision's outcome."""
        question = self.rulebook.questions.get(name)
        return question.kind if question else "outcome"

    def sources(self, rule: Rule) -> str:
        """Return what a rule rests on: "title, address", one source behind the other."""
        known = [self.rulebook.sources[slug] for slug in rule.sources if slug in self.rulebook.sources]
        return "; ".join(f"{source.title}, {source.url}" if source.url else source.title for source in known)


def rulings(rulebook: Rulebook) -> tuple[Ruling, ...]:
    """Return every decision with its rules, in the order of deciding."""
    found = []
    for decision in sorted(rulebook.decisions.values(), key=_place):
        rules = tuple(rule for _, rule in sorted(rulebook.rules.items()) if rule.decision == decision.slug)
        refusals = tuple(rule for rule in rules if is_refusal(rule, rulebook))
        evidence = tuple(rule for rule in rules if not is_refusal(rule, rulebook))
        found.append(Ruling(decision, rules, evidence, refusals))
    return tuple(found)


def _place(decision: DecisionTable) -> int:
    ranked = decision.slug in RANKED_DECISIONS
    return RANKED_DECISIONS.index(decision.slug) if ranked else len(RANKED_DECISIONS)


def read_by(rules: Iterable[Rule], rulebook: Rulebook) -> tuple[str, ...]:
    """Return the questions and earlier decisions that rules read, in the rulebook's order."""
    read = {name for rule in rules for name in rule.when}
    return tuple(name for name in (*rulebook.questions, *RANKED_DECISIONS) if name in read)


def sometimes_asked(rulebook: Rulebook) -> tuple[Question, ...]:
    """Return the questions whose answer does not always count, each behind those it depends on."""
    left = [q for q in rulebook.questions.values() if q.asked_when or q.retired]
    found: list[Question] = []
    while left:
        waiting = {question.slug for question in left}
        found += [q for q in left if not waiting.intersection(q.asked_when or ())]
        left = [q for q in left if waiting.intersection(q.asked_when or ())]
    return tuple(found)
