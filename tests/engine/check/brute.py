"""What an examination must find, by looking at every profile there is, as plainly as possible."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any, NamedTuple

from tests.engine import plainly
from tests.engine.plainly import RANKED, Given

Row = dict[str, Any]


class Seen(NamedTuple):
    """One profile: what is asked, the facts at the end, the rules that hold, the points and vetoes."""

    asked: Given
    facts: Given
    held: frozenset[str]
    points: dict[tuple[str, str], int]
    vetoes: dict[tuple[str, str], int]
    collected: frozenset[str]


class Brute:
    """Every profile of a document, seen once."""

    def __init__(self, document: Row) -> None:
        retired = {o["slug"] for row in document["decisions"] for o in row["options"] if o.get("retired")}
        # A rule that speaks only of retired options is no rule.
        rules = [row for row in document["rules"] if row["effects"].keys() - retired]
        document = {**document, "rules": rules}
        self.document = document
        self.rules = {row["slug"]: row for row in document["rules"]}
        self.questions = {row["slug"]: row for row in document["questions"]}
        self.options = {
            row["slug"]: [o["slug"] for o in row["options"] if not o.get("retired")]
            for row in document["decisions"]
        }
        self.offered = {
            **document,
            "decisions": [
                {**row, "options": [o for o in row["options"] if not o.get("retired")]}
                for row in document["decisions"]
            ],
            "rules": [
                {
                    **row,
                    "effects": {
                        o: e for o, e in row["effects"].items() if o in self.options[row["decision"]]
                    },
                }
                for row in document["rules"]
            ],
        }
        self.seen = [self.see(profile) for profile in self.profiles()]

    def profiles(self) -> Iterator[Given]:
        """Every way to answer the questions that can be answered, or leave them open."""
        rows = [r for r in self.questions.values() if not r.get("retired") and not r.get("rules_out_named")]
        for answers in product(*([None, *self.answers(row)] for row in rows)):
            yield {row["slug"]: a for row, a in zip(rows, answers, strict=True) if a is not None}

    def answers(self, row: Row) -> list[Any]:
        """Every answer that anything could tell from another."""
        choices = [choice["slug"] for choice in row["choices"] if not choice.get("retired")]
        if row["kind"] == "one":
            return choices
        if row["kind"] == "number":
            return self.numbers(row)
        plain = [choice for choice in choices if choice != "none"]
        sets = [subset for size in range(1, len(plain) + 1) for subset in combinations(plain, size)]
        return [("none",), *sets] if "none" in choices else sets

    def numbers(self, row: Row) -> list[float]:
        """The ends of all intervals."""
        found = {row.get("min", -99)}
        for kind in ("rules", "advice", "facts"):
            for one in self.document[kind]:
                condition = one["when"].get(row["slug"])
                if isinstance(condition, dict):
                    found |= {condition[key] for key in ("min", "below") if key in condition}
        found = {math.ceil(n) for n in found} if row["whole"] else found
        return sorted(n for n in found if row.get("min", -99) <= n < row["below"])

    def see(self, profile: Given) -> Seen:
        """Decide one profile."""
        asked = plainly.asked_answers(self.document, profile)
        facts = dict(asked)
        held: set[str] = set()
        points, vetoes = {}, {}
        collected = frozenset()
        for decision, options in self.options.items():
            rules = [row for row in self.offered["rules"] if row["decision"] == decision]
            holding = [row for row in rules if plainly.rule_holds(row["when"], facts)]
            held |= {row["slug"] for row in holding}
            for option in options:
                effects = [row["effects"].get(option, 0) for row in holding]
                points[decision, option] = sum(effect for effect in effects if effect != "rules_out")
                vetoes[decision, option] = effects.count("rules_out")
            if decision in RANKED:
                facts[decision] = plainly.rank(self.offered, decision, facts)
            else:
                collected = frozenset(
                    o for o in options if points[decision, o] > 0 and not vetoes[decision, o]
                )
        return Seen(asked, facts, frozenset(held), points, vetoes, collected)

    def without(self, rule: str, seen: Seen) -> Any:
        """What a rule's decision comes to as if the rule were not there."""
        decision = self.rules[rule]["decision"]
        if decision in RANKED:
            left = [row for row in self.offered["rules"] if row["slug"] != rule]
            earlier = {name: fact for name, fact in seen.facts.items() if name not in RANKED}
            earlier |= {name: seen.facts[name] for name in RANKED[: RANKED.index(decision)]}
            return plainly.rank({**self.offered, "rules": left}, decision, earlier)
        picked = set()
        for option in self.options[decision]:
            effect = self.effects(rule).get(option, 0)
            out = effect == "rules_out"
            points = seen.points[decision, option] - (0 if out else effect)
            if points > 0 and seen.vetoes[decision, option] - out == 0:
                picked.add(option)
        return frozenset(picked)

    def effects(self, rule: str) -> Row:
        """A rule's effects on the options that are not retired."""
        return next(row["effects"] for row in self.offered["rules"] if row["slug"] == rule)

    def outcome(self, decision: str, seen: Seen) -> Any:
        """The outcome of a decision."""
        return seen.facts[decision] if decision in RANKED else seen.collected

    def reads_refusals(self, names: Any) -> bool:
        """Whether one of these questions, or one that it depends on, is where the owner refuses options."""
        for name in names:
            if name in self.questions:
                row = self.questions[name]
                if row.get("rules_out_named") or self.reads_refusals(row.get("asked_when") or {}):
                    return not plainly.never_asked(self.document, name)
        return False

    def judged(self, kind: str) -> list[Row]:
        """The rules, advice or facts that do not depend on what the owner refuses."""
        never = [
            row["slug"]
            for row in self.document[kind]
            if any(plainly.never_asked(self.document, name) for name in row["when"])
        ]
        return [
            row for row in self.document[kind] if row["slug"] in never or not self.reads_refusals(row["when"])
        ]

    def ties(self, decision: str, option: str, other: str, seen: Seen) -> bool:
        """Whether an option wins although another has as many points, and neither is ruled out."""
        return (
            seen.facts[decision] == option
            and seen.points[decision, option] == seen.points[decision, other]
            and not seen.vetoes[decision, option]
            and not seen.vetoes[decision, other]
        )

    def findings(self) -> set[tuple[str, ...]]:
        """Kind, subject, decision, option, others; of points that never count, without the others."""
        return {*self._rules(), *self._decisions(), *self._questions(), *self._shown()}

    def _rules(self) -> Iterator[tuple[str, ...]]:
        for row in self.judged("rules"):
            slug, decision = row["slug"], row["decision"]
            holding = [seen for seen in self.seen if slug in seen.held]
            if not holding:
                yield "rule_never_fires", slug, decision, ""
                continue
            if all(self.without(slug, seen) == self.outcome(decision, seen) for seen in holding):
                yield "rule_never_matters", slug, decision, ""
            for option, effect in self.effects(slug).items():
                if effect != "rules_out" and all(seen.vetoes[decision, option] for seen in holding):
                    yield "points_never_count", slug, decision, option
            for other in self.judged("rules"):
                if other["slug"] > slug and other["decision"] == decision:
                    shared = self.effects(slug).keys() & self.effects(other["slug"]).keys()
                    if shared and all((slug in s.held) == (other["slug"] in s.held) for s in self.seen):
                        yield "duplicate_rules", other["slug"], decision, "", slug

    def _decisions(self) -> Iterator[tuple[str, ...]]:
        for decision, options in self.options.items():
            for option in options:
                outcomes = (self.outcome(decision, seen) for seen in self.seen)
                if not any(o == option or (isinstance(o, frozenset) and option in o) for o in outcomes):
                    yield "option_never_wins", option, decision, option
            if decision not in RANKED:
                continue
            if any(all(seen.vetoes[decision, o] for o in options) for seen in self.seen):
                yield "nothing_left", decision, decision, ""
            for option, other in combinations(options, 2):
                if any(self.ties(decision, option, other, seen) for seen in self.seen):
                    yield "order_decides", decision, decision, option, other

    def _questions(self) -> Iterator[tuple[str, ...]]:
        for row in self.questions.values():
            needed = row.get("asked_when") or {}
            if row.get("retired"):
                continue
            if needed and not self.reads_refusals([row["slug"]]) and not self._is_asked(row, needed):
                yield "question_never_asked", row["slug"], "", ""
            reading = [one["when"] for kind in ("rules", "advice", "facts") for one in self.document[kind]]
            reading += [r.get("asked_when") or {} for r in self.questions.values() if not r.get("retired")]
            refuses = row.get("rules_out_named") and any(
                choice["slug"] in self.options[decision] for choice in row["choices"] for decision in RANKED
            )
            if not refuses and not any(row["slug"] in when for when in reading):
                yield "question_unread", row["slug"], "", ""

    def _is_asked(self, row: Row, needed: Row) -> bool:
        return any(
            all(plainly.condition_holds({"any_of": c}, seen.asked.get(p)) for p, c in needed.items())
            for seen in self.seen
        )

    def _shown(self) -> Iterator[tuple[str, ...]]:
        for kind, name in (("advice", "advice_never_shown"), ("facts", "fact_never_shown")):
            for row in self.judged(kind):
                if not any(plainly.rule_holds(row["when"], seen.facts) for seen in self.seen):
                    yield name, row["slug"], "", ""
