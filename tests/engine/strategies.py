"""Hypothesis strategies: small random rulebooks and profiles, with all that conditions can say."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.engine import plainly
from tests.engine.books import document, number, question, rule

COMPUTE = ("vm", "app", "aks")
DATABASE = ("iaas", "paas", "none")
OUTCOMES = {
    "strategy": ("rehost", "refactor", "rearchitect", "rebuild"),
    "compute": COMPUTE,
    "database": DATABASE,
}


def a_document(random: Random, most_questions: int = 5, most_rules: int = 14) -> dict[str, Any]:
    """Return a random document; small enough for brute force."""
    questions: list[dict[str, Any]] = []
    for n in range(random.randint(2, most_questions)):
        questions.append(_question(random, f"q{n}", questions))
    if random.random() < 0.3:
        choices = ("none", "vm", "app", "iaas")
        questions.append(question("refused", *choices, kind="many", rules_out_named=True))
    rules = [_rule(random, f"r{n:02}", questions) for n in range(random.randint(1, most_rules))]
    return document(questions, rules, compute=COMPUTE, database=DATABASE)


def _question(random: Random, slug: str, earlier: list[dict[str, Any]]) -> dict[str, Any]:
    more: dict[str, Any] = {"retired": random.random() < 0.03}
    parents = [row for row in earlier if row["kind"] != "number"]
    if parents and random.random() < 0.35:
        parent = random.choice(parents)
        slugs = [choice["slug"] for choice in parent["choices"]]
        more["asked_when"] = {parent["slug"]: random.sample(slugs, random.randint(1, len(slugs) - 1))}
    kind = random.choice(("one", "one", "many", "number"))
    if kind == "number":
        return number(slug, min=0, below=20, whole=random.random() < 0.5, **more)
    choices = ("a", "b", "c")[: random.randint(2, 3)]
    if kind == "many" and random.random() < 0.8:
        choices = ("none", *choices)
    return question(slug, *choices, kind=kind, **more)


def _rule(random: Random, slug: str, questions: list[dict[str, Any]]) -> dict[str, Any]:
    decision = random.choice(("strategy", "strategy", "compute", "database", "supporting"))
    earlier = list(OUTCOMES)[: {"compute": 1, "database": 2, "supporting": 3}.get(decision, 0)]
    asked = [row for row in questions if not row.get("rules_out_named")]
    when = {
        row["slug"]: _condition(random, row)
        for row in random.sample(asked, random.randint(1, min(3, len(asked))))
    }
    if earlier and random.random() < 0.4:
        name = random.choice(earlier)
        operator = random.choice(("any_of", "none_of"))
        when[name] = {operator: random.sample(OUTCOMES[name], random.randint(1, 2))}
        if random.random() < 0.3:
            when = {name: when[name]}
    options = OUTCOMES.get(decision, ("vault", "monitor"))
    effects: dict[str, Any] = {}
    for option in random.sample(options, random.randint(1, 2)):
        effects[option] = "rules_out" if random.random() < 0.15 else random.choice((-2, -1, 1, 1, 2, 3))
    return rule(slug, when, effects, decision)


def _condition(random: Random, row: dict[str, Any]) -> dict[str, Any]:
    if row["kind"] == "number":
        low, high = sorted(random.sample((3, 5, 8, 12.5), 2))
        return random.choice(({"min": low}, {"below": high}, {"min": low, "below": high}))
    slugs = [choice["slug"] for choice in row["choices"]]

    def some(most: int) -> list[str]:
        return random.sample(slugs, random.randint(1, min(most, len(slugs) - 1)))

    kinds = [{"any_of": some(2)}, {"any_of": some(1)}, {"none_of": some(2)}]
    if row["kind"] == "many":
        kinds += [{"all_of": some(2)}, {"any_of": some(2), "none_of": some(1)}]
    return random.choice(kinds)


def a_profile(random: Random, doc: dict[str, Any], given: float, closed: float = 0.1) -> dict[str, Any]:
    """Return a random profile; each question is answered or closed with the probabilities given."""
    profile: dict[str, Any] = {}
    for row in doc["questions"]:
        chance = random.random()
        if chance < given:
            profile[row["slug"]] = random.choice(plainly.all_answers(doc, row))
        elif chance < given + closed:
            profile[row["slug"]] = None
    return profile


#: A source of chance for the functions above, which Hypothesis can replay.
randoms = st.integers(0, 2**48).map(Random)
