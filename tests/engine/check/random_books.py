"""Random small rulebooks in which everything that an examination looks for is likely."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.engine.books import STRATEGIES, document, number, question, rule

Row = dict[str, Any]
OPTIONS = {
    "strategy": STRATEGIES,
    "compute": ("vm", "app"),
    "database": ("iaas", "paas", "cosmos"),
    "supporting": ("vault", "monitor"),
}
#: With more profiles than this, brute force takes too long.
MOST_PROFILES = 700


def a_document(random: Random) -> Row:
    """Return a random document of 2 to 5 questions and up to 8 rules, with some advice and facts."""
    questions: list[Row] = []
    profiles = 1
    for n in range(random.randint(2, 5)):
        row = _question(random, f"q{n}", questions)
        profiles *= _size(row)
        if profiles > MOST_PROFILES:
            break
        questions.append(row)
    if random.random() < 0.2:
        questions.append(question("refused", "none", "vm", "paas", kind="many", rules_out_named=True))
    vetoes = random.choice((0.1, 0.4, 0.8))
    rules: list[Row] = []
    for n in range(random.randint(1, 8)):
        rules.append(_rule(random, f"r{n}", questions, vetoes, rules))
    advice = [
        {"slug": f"a{n}", "kind": "risk", "topic": "any", "when": _when(random, questions, list(OPTIONS)[:3])}
        for n in range(2)
    ]
    facts = [
        {"slug": f"f{n}", "service": "vm", "kind": "limit", "value": "1", "when": row["when"]}
        for n, row in enumerate(_facts(random, questions))
    ]
    services = [{"slug": "vm", "category": "compute"}]
    more = {name: OPTIONS[name] for name in ("compute", "database", "supporting")}
    found = document(questions, rules, **more, advice=advice, facts=facts, services=services)
    for decision in found["decisions"]:
        decision["options"][-1]["retired"] = random.random() < 0.1
    return found


def _facts(random: Random, questions: list[Row]) -> list[Row]:
    return [{"when": _when(random, questions, list(OPTIONS)[:3])}, {"when": {}}]


def _size(row: Row) -> int:
    if row["kind"] == "number":
        return 5
    return 1 + (2 ** len(row["choices"]) if row["kind"] == "many" else len(row["choices"]))


def _question(random: Random, slug: str, earlier: list[Row]) -> Row:
    more: Row = {"retired": random.random() < 0.06}
    parents = [row for row in earlier if row["kind"] != "number"]
    if parents and random.random() < 0.5:
        chosen = random.sample(parents, min(len(parents), random.choice((1, 1, 2))))
        more["asked_when"] = {row["slug"]: _some(random, row, len(row["choices"]) - 1) for row in chosen}
    kind = random.choice(("one", "one", "many", "number"))
    if kind == "number":
        bounds: Row = {"min": 0} if random.random() < 0.7 else {}
        return number(slug, **bounds, below=20, whole=random.random() < 0.5, **more)
    choices = ("a", "b", "c")[: random.randint(2, 3)]
    if kind == "many" and random.random() < 0.7:
        choices = ("none", *choices)
    row = question(slug, *choices, kind=kind, **more)
    row["choices"][-1]["retired"] = random.random() < 0.1
    return row


def _some(random: Random, row: Row, most: int) -> list[str]:
    slugs = [choice["slug"] for choice in row["choices"]]
    return random.sample(slugs, random.randint(1, max(1, min(most, len(slugs)))))


def _rule(random: Random, slug: str, questions: list[Row], vetoes: float, earlier: list[Row]) -> Row:
    decision = random.choice(("strategy", "strategy", "compute", "compute", "database", "supporting"))
    when = _when(random, questions, list(OPTIONS)[: list(OPTIONS).index(decision)])
    if earlier and random.random() < 0.25:
        # The same conditions again, with another threshold or another word for them where there is one.
        decision, when = earlier[-1]["decision"], dict(earlier[-1]["when"])
    options = OPTIONS[decision]
    effects: Row = {}
    for option in random.sample(options, random.randint(1, min(3, len(options)))):
        effects[option] = "rules_out" if random.random() < vetoes else random.choice((-2, -1, 1, 1, 2, 10))
    return rule(slug, when, effects, decision)


def _when(random: Random, questions: list[Row], decided: list[str]) -> Row:
    asked = [row for row in questions if not row.get("rules_out_named") or random.random() < 0.1]
    when = {
        row["slug"]: _condition(random, row)
        for row in random.sample(asked, min(len(asked), random.randint(1, 2)))
    }
    if decided and random.random() < 0.6:
        name = random.choice(decided)
        operator = random.choice(("any_of", "any_of", "none_of"))
        when[name] = {operator: random.sample(OPTIONS[name], random.randint(1, 2))}
        if random.random() < 0.3:
            when = {name: when[name]}
    return when


def _condition(random: Random, row: Row) -> Any:
    if row["kind"] == "number":
        low, high = sorted(random.sample((-3, 3, 4, 8, 12.5), 2))
        return random.choice(({"min": low}, {"below": high}, {"min": low, "below": high}))
    kinds: list[Any] = [
        {"any_of": _some(random, row, 2)},
        _some(random, row, 1),
        {"none_of": _some(random, row, 2)},
    ]
    if row["kind"] == "many":
        kinds += [
            {"all_of": _some(random, row, 2)},
            {"any_of": _some(random, row, 2), "none_of": _some(random, row, 1)},
            {"all_of": _some(random, row, 1), "none_of": _some(random, row, 1)},
        ]
    return random.choice(kinds)
