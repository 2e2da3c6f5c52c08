"""The nine points again, as plainly as possible over the document: what the engine must agree with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from math import ceil
from typing import Any

Given = dict[str, Any]
RANKED = ("strategy", "compute", "database")


def condition_holds(condition: dict[str, Any], answer: Any) -> bool:
    """Point 1, for one condition."""
    if answer is None:
        return False
    if "min" in condition or "below" in condition:
        return condition.get("min", answer) <= answer < condition.get("below", answer + 1)
    chosen = set(answer) if isinstance(answer, tuple) else {answer}
    return (
        ("any_of" not in condition or bool(chosen & set(condition["any_of"])))
        and not chosen & set(condition.get("none_of", ()))
        and set(condition.get("all_of", ())) <= chosen
    )


def rule_holds(when: dict[str, Any], facts: Given) -> bool:
    """Points 1 and 2, for all conditions of a rule."""
    named = {name: {"any_of": c} if isinstance(c, list) else c for name, c in when.items()}
    return all(condition_holds(condition, facts.get(name)) for name, condition in named.items())


def asked_answers(document: dict[str, Any], profile: Given) -> Given:
    """The answers of the questions that are asked."""
    rows = {row["slug"]: row for row in document["questions"]}

    def is_asked(slug: str) -> bool:
        if rows[slug].get("retired"):
            return False
        for parent, choices in (rows[slug].get("asked_when") or {}).items():
            if not is_asked(parent) or not condition_holds({"any_of": choices}, profile.get(parent)):
                return False
        return True

    return {slug: answer for slug, answer in profile.items() if slug in rows and is_asked(slug)}


def rank(document: dict[str, Any], decision: str, facts: Given) -> str | None:
    """Points 2, 3, 4 and 6, for one ranked decision."""
    options = next(row["options"] for row in document["decisions"] if row["slug"] == decision)
    points = {option["slug"]: 0 for option in options}
    vetoes = dict.fromkeys(points, 0)
    evidence = False
    for rule in document["rules"]:
        if rule["decision"] == decision and rule_holds(rule["when"], facts):
            evidence = True
            for option, effect in rule["effects"].items():
                if effect == "rules_out":
                    vetoes[option] += 1
                else:
                    points[option] += effect
    for row in document["questions"]:
        if row.get("rules_out_named"):
            for option in facts.get(row["slug"]) or ():
                if option != "none" and option in points:
                    vetoes[option] += 1
    if not evidence:
        return None
    return min(points, key=lambda option: (vetoes[option], -points[option]))


def outcomes(document: dict[str, Any], profile: Given) -> tuple[str | None, ...]:
    """The three outcomes, one after the other."""
    facts = asked_answers(document, profile)
    for decision in RANKED:
        facts[decision] = rank(document, decision, facts)
    return tuple(facts[decision] for decision in RANKED)


def never_asked(document: dict[str, Any], slug: str) -> bool:
    """Whether a question, or one that it depends on, is retired."""
    rows = {row["slug"]: row for row in document["questions"]}
    if slug not in rows:
        return False
    parents = rows[slug].get("asked_when") or {}
    return bool(rows[slug].get("retired")) or any(never_asked(document, parent) for parent in parents)


def thresholds(document: dict[str, Any], slug: str) -> set[float]:
    """The numbers that the ranked decisions' rules compare a question with, if they can hold at all."""
    found = set()
    for rule in document["rules"]:
        if any(never_asked(document, name) for name in rule["when"]):
            continue
        condition = rule["when"].get(slug, {})
        if rule["decision"] in RANKED and isinstance(condition, dict):
            found |= {condition[key] for key in ("min", "below") if key in condition}
    return found


def all_answers(document: dict[str, Any], row: dict[str, Any]) -> list[Any]:
    """Every answer to a question that could make a difference."""
    choices = [choice["slug"] for choice in row["choices"] if not choice.get("retired")]
    if row["kind"] == "one":
        return choices
    if row["kind"] == "number":
        numbers = {row["min"], *thresholds(document, row["slug"])}
        numbers = {ceil(n) for n in numbers} if row.get("whole") else numbers
        return sorted(n for n in numbers if row["min"] <= n < row["below"])
    plain = [choice for choice in choices if choice != "none"]
    sets = [subset for size in range(1, len(plain) + 1) for subset in combinations(plain, size)]
    return [("none",), *sets] if "none" in choices else sets


def completions(document: dict[str, Any], profile: Given, also: tuple[str, ...] = ()) -> Iterator[Given]:
    """Every way to answer the open questions (and those in ``also``), or leave them unanswered."""
    rows = [
        row
        for row in document["questions"]
        if (row["slug"] not in profile or row["slug"] in also) and not row.get("rules_out_named")
    ]
    for answers in product(*([None, *all_answers(document, row)] for row in rows)):
        yield {**profile, **{row["slug"]: answer for row, answer in zip(rows, answers, strict=True)}}


def changes(document: dict[str, Any], profile: Given) -> Iterator[tuple[str, str | None, Any]]:
    """Every single change as question, choice toggled, new answer."""
    for row in document["questions"]:
        slug = row["slug"]
        answer = asked_answers(document, profile).get(slug)
        if answer is None or row.get("rules_out_named"):
            continue
        if row["kind"] == "many":
            for choice in row["choices"]:
                if choice["slug"] != "none" and (choice["slug"] in answer or not choice.get("retired")):
                    new = toggle(row, answer, choice["slug"])
                    if new:
                        yield slug, choice["slug"], new
        elif row["kind"] == "one":
            yield from ((slug, None, other) for other in all_answers(document, row) if other != answer)
        else:
            starts = all_answers(document, row)
            here = max(start for start in starts if start <= answer)
            yield from ((slug, None, start) for start in starts if start != here)


def toggle(row: dict[str, Any], answer: tuple[str, ...], *toggled: str) -> tuple[str, ...] | None:
    """A *many* answer with choices added or removed."""
    chosen = (set(answer) - {"none"}) ^ set(toggled)
    slugs = [choice["slug"] for choice in row["choices"]]
    return tuple(slug for slug in slugs if slug in chosen) or (("none",) if "none" in slugs else None)
