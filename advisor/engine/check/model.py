"""The rulebook as a 0-1 program: answers, conditions, rules and outcomes as literals.

Only what a claim asks for is built, with all that it rests on: a rule for ``database`` that reads the
strategy brings in the strategy's rules, and nothing of ``compute``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.engine.check.program import FALSE, Literal, Program
from advisor.engine.check.space import Space
from advisor.engine.conditions import holds
from advisor.engine.rulebook import NONE, RANKED_DECISIONS, Answer, Condition, Conditions, Profile, Rule

#: Coefficient and literal of each part of a sum.
Terms = list[tuple[int, Literal]]


class Model(Program):
    """A program whose solutions are profiles; :meth:`profile` reads one.

    Of a decision, ``without`` names a rule that is left out.
    """

    def __init__(self, space: Space) -> None:
        super().__init__()
        self.space = space
        self._answers: dict[str, dict[Answer, Literal]] = {}
        self._outcomes: dict[tuple[str, str], dict[str, Literal]] = {}
        self._rules: dict[str, Literal] = {}
        self._points: dict[tuple[str, str, str], Terms] = {}

    def profile(self, values: Sequence[bool]) -> Profile:
        """Return the profile that a solution says: answers in the rulebook's order."""
        found: dict[str, Answer] = {}
        for slug in self.space.values:
            said = [value for value, literal in self._answers.get(slug, {}).items() if values[literal]]
            if said:
                several = self.space.rulebook.questions[slug].kind == "many"
                found[slug] = tuple(str(choice) for choice in said) if several else said[0]
        return found

    def answers(self, slug: str) -> dict[Answer, Literal]:
        """Return value → whether this is the answer to a question (or, of several choices, among them)."""
        if slug not in self._answers:
            found = {value: self.variable() for value in self.space.values.get(slug, ())}
            self._answers[slug] = found
            if self.space.rulebook.questions[slug].kind == "many":
                self._keep_none_alone(found)
            else:
                self.at_most_one(list(found.values()))
        return self._answers[slug]

    def _keep_none_alone(self, found: Mapping[Answer, Literal]) -> None:
        if NONE not in found:
            return
        for value, literal in found.items():
            if value != NONE:
                self.require(~found[NONE], ~literal)

    def condition(self, name: str, condition: Condition) -> Literal:
        """Return whether a condition on a question or an earlier outcome holds."""
        if name in RANKED_DECISIONS:
            outcome = self.outcome(name)
            return self.any_of(literal for option, literal in outcome.items() if holds(condition, option))
        answers = self.answers(name)
        if self.space.rulebook.questions[name].kind != "many":
            return self.any_of(literal for value, literal in answers.items() if holds(condition, value))
        parts = [self.any_of(answers.values())]
        if condition.any_of:
            parts.append(self.any_of(answers.get(choice, FALSE) for choice in condition.any_of))
        parts += [answers.get(choice, FALSE) for choice in condition.all_of]
        parts += [~answers.get(choice, FALSE) for choice in condition.none_of]
        return self.all_of(parts)

    def holds(self, when: Conditions) -> Literal:
        """Return whether all conditions hold, on questions that are asked."""
        pairs = self.space.pairs(when)
        return FALSE if pairs is None else self.all_of(self.condition(*pair) for pair in pairs)

    def rule(self, rule: Rule) -> Literal:
        """Return whether a rule holds."""
        if rule.slug not in self._rules:
            self._rules[rule.slug] = self.holds(rule.when)
        return self._rules[rule.slug]

    def ruled_out(self, decision: str, option: str, without: str = "") -> Literal:
        """Return whether an option is ruled out."""
        rules = self.space.rules_of(decision, without)
        return self.any_of(self.rule(rule) for rule in rules if option in rule.rules_out)

    def picked(self, decision: str, option: str, without: str = "") -> Literal:
        """Return whether a collecting decision picks an option: it has points and nothing rules it out."""
        enough = self.variable()
        points = self.points(decision, option, without)
        self.at_least(points, 1, (enough,))
        self.at_least([(-worth, literal) for worth, literal in points], 0, (~enough,))
        return self.all_of((enough, ~self.ruled_out(decision, option, without)))

    def ahead(self, decision: str, option: str, other: str, without: str = "") -> Terms:
        """Return the sum of an option's points less another's."""
        behind = self.points(decision, other, without)
        return self.points(decision, option, without) + [(-worth, literal) for worth, literal in behind]

    def points(self, decision: str, option: str, without: str = "") -> Terms:
        """Return the sum of an option's points."""
        key = (decision, option, without)
        if key not in self._points:
            rules = [rule for rule in self.space.rules_of(decision, without) if option in rule.points]
            self._points[key] = [(rule.points[option], self.rule(rule)) for rule in rules]
        return self._points[key]

    def outcome(self, decision: str, without: str = "") -> dict[str, Literal]:
        """Return option → whether it is the outcome of a ranked decision; none is without evidence."""
        key = (decision, without)
        if key not in self._outcomes:
            self._outcomes[key] = self._ranked(decision, without)
        return self._outcomes[key]

    def _ranked(self, decision: str, without: str) -> dict[str, Literal]:
        options = [option.slug for option in self.space.rulebook.decisions[decision].options]
        out = {option: self.ruled_out(decision, option, without) for option in options}
        won = {option: self.variable() for option in options}
        evidence = self.any_of(self.rule(rule) for rule in self.space.rules_of(decision, without))
        self.at_most_one(list(won.values()))
        self.require(~evidence, *won.values())
        nothing_left = self.all_of(out.values())
        for place, option in enumerate(options):
            self.require(~won[option], evidence)
            self.require(~won[option], nothing_left, ~out[option])
            for other_place, other in enumerate(options):
                if option != other:
                    least = int(other_place < place)  # of equals, the earlier one
                    ahead = self.ahead(decision, option, other, without)
                    self.at_least(ahead, least, (won[option], ~nothing_left, ~out[other]))
                    if nothing_left != FALSE:
                        ahead += self._fewer_vetoes(decision, option, other, without, ahead)
                        self.at_least(ahead, least, (won[option], nothing_left))
        return won

    def _fewer_vetoes(self, decision: str, option: str, other: str, without: str, ahead: Terms) -> Terms:
        """Return the sum of another option's vetoes less this one's, each worth more than all points."""
        worth = 1 + sum(abs(points) for points, _ in ahead)
        differences = [
            ((other in rule.rules_out) - (option in rule.rules_out), self.rule(rule))
            for rule in self.space.rules_of(decision, without)
        ]
        return [(worth * difference, literal) for difference, literal in differences if difference]
