"""Rulebooks and profiles to measure with: the real one from the fixtures, and made-up ones of any size."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import yaml

from advisor.engine import Answer, Compiled, compile_rulebook, parse_profile, read_document
from advisor.engine.rulebook import Question

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
STRATEGIES = ("rehost", "refactor", "rearchitect", "rebuild")


def records(model: str, folder: Path = FIXTURES) -> list[dict[str, Any]]:
    """Return the fields of all records of a model, in the rulebook's order."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found = []
    for path in sorted(folder.glob("*.yaml")):
        for record in yaml.load(path.read_text(encoding="utf-8"), loader) or []:
            if record["model"] == f"rulebook.{model}":
                found.append(record["fields"])
    return sorted(found, key=lambda row: (row.get("order", 0), row["slug"]))


def fixture_document(folder: Path = FIXTURES) -> dict[str, Any]:
    """Return what the fixtures decide from, as a document without texts."""
    choices = records("choice", folder)
    questions = []
    sections = [row["slug"] for row in records("section", folder)]
    rows = sorted(
        records("question", folder),
        key=lambda row: (sections.index(row["section"][0]), row["order"], row["slug"]),
    )
    for row in rows:
        keep = ("slug", "kind", "min", "below", "whole", "asked_when", "rules_out_named", "retired")
        own = [
            {"slug": c["slug"], "retired": c["retired"]} for c in choices if c["question"] == [row["slug"]]
        ]
        questions.append({**{key: row[key] for key in keep}, "section": row["section"][0], "choices": own})
    options = records("option", folder)
    decisions = [
        {
            "slug": row["slug"],
            "collects": row["collects"],
            "options": [{"slug": o["slug"]} for o in options if o["decision"] == [row["slug"]]],
        }
        for row in records("decision", folder)
    ]
    rules = [
        {"slug": r["slug"], "decision": r["decision"][0], "when": r["when"], "effects": r["effects"]}
        for r in records("rule", folder)
    ]
    return {
        "format": 1,
        "sections": [{"slug": slug} for slug in sections],
        "questions": questions,
        "decisions": decisions,
        "rules": rules,
    }


def compiled(document: dict[str, Any]) -> Compiled:
    """Return a document compiled."""
    return compile_rulebook(read_document(document, "sha256:benchmark"))


def full_profiles(book: Compiled, count: int, seed: int = 1, given: float = 1.0) -> list[dict[str, Answer]]:
    """Return random profiles, each question answered with the probability given and open otherwise."""
    random = Random(seed)
    questions = book.rulebook.questions.values()
    profiles = []
    for _ in range(count):
        raw = {q.slug: _random_answer(q, random) for q in questions if random.random() < given}
        profile, errors = parse_profile(book.rulebook, raw)
        if errors:
            raise ValueError(f"made-up profile: {errors}")
        profiles.append(profile)
    return profiles


def _random_answer(question: Question, random: Random) -> Any:
    """Return a random answer; services are never refused."""
    if question.kind == "number":
        low = question.minimum or 0
        return round(min(low + random.expovariate(1 / 200) + 1, (question.below or 1e9) - 1))
    if question.rules_out_named:
        return ["none"]
    if question.kind == "many":
        plain = [c for c in question.choice_slugs if c != "none"]
        return random.sample(plain, min(len(plain), random.randint(1, 3)))
    return random.choice(question.choice_slugs)


def case_profiles(book: Compiled, folder: Path = FIXTURES) -> list[tuple[str, dict[str, Answer]]]:
    """Return the published cases kept with the fixtures: slug and profile."""
    cases = [row for row in records("scenario", folder) if row["kind"] == "published_case"]
    return [(row["slug"], parse_profile(book.rulebook, row["profile"])[0]) for row in cases]


def synthetic_document(rules: int, seed: int = 7) -> dict[str, Any]:
    """Return a rulebook of 30 questions with 4 choices; 1 to 4 conditions to a rule, of 1 or 2
    choices each, all for ``strategy``."""
    random = Random(seed)
    slugs = [f"q{n:02}" for n in range(30)]
    choices = [f"c{n}" for n in range(4)]
    rows = [
        {
            "slug": slug,
            "section": "all",
            "kind": "one",
            "choices": [{"slug": choice} for choice in choices],
        }
        for slug in slugs
    ]
    options = {"strategy": STRATEGIES, "compute": ("vm",), "database": ("none",), "supporting": ()}
    return {
        "format": 1,
        "sections": [{"slug": "all"}],
        "questions": rows,
        "decisions": [
            {"slug": name, "collects": name == "supporting", "options": [{"slug": o} for o in found]}
            for name, found in options.items()
        ],
        "rules": [
            {
                "slug": f"r{n:05}",
                "decision": "strategy",
                "when": {
                    q: random.sample(choices, random.randint(1, 2))
                    for q in random.sample(slugs, random.randint(1, 4))
                },
                "effects": {
                    o: random.choice((-3, -2, -1, 1, 2, 3))
                    for o in random.sample(STRATEGIES, random.randint(1, 2))
                },
            }
            for n in range(rules)
        ],
    }


def stand_in_rules(document: dict[str, Any], seed: int = 3) -> list[dict[str, Any]]:
    """Return made-up rules over a document's questions: 45 for strategy, 45 for compute, 35 for database."""
    random = Random(seed)
    questions = [row for row in document["questions"] if not row["rules_out_named"]]
    rules: list[dict[str, Any]] = []
    for decision, count in (("strategy", 45), ("compute", 45), ("database", 35)):
        options = [
            o["slug"] for row in document["decisions"] if row["slug"] == decision for o in row["options"]
        ]
        pool = random.sample(questions, {"strategy": 28, "compute": 30, "database": 14}[decision])
        for n in range(count):
            when = {
                row["slug"]: _made_up(random, row)
                for row in random.sample(pool, random.choice((1, 1, 1, 2, 2, 3)))
            }
            if decision != "strategy" and random.random() < 0.15:
                when["strategy"] = random.sample(STRATEGIES, 2)
            effects: dict[str, Any] = {
                o: random.choice((-2, -1, 1, 2, 2, 3, 4)) for o in random.sample(options, 2)
            }
            if random.random() < 0.1:
                effects[random.choice(options)] = "rules_out"
            rules.append(
                {"slug": f"{decision}-{n:03}", "decision": decision, "when": when, "effects": effects}
            )
    return rules


def _made_up(random: Random, row: dict[str, Any]) -> Any:
    if row["kind"] == "number":
        return {random.choice(("min", "below")): random.choice((10, 100, 500))}
    slugs = [choice["slug"] for choice in row["choices"]]
    return random.sample(slugs, random.randint(1, min(3, len(slugs) - 1)))


def real_book() -> Compiled:
    """Return the fixtures' rulebook; with made-up rules as long as it has none."""
    document = fixture_document()
    if not document["rules"]:
        document["rules"] = stand_in_rules(document)
    return compiled(document)
