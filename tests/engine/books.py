"""Small rulebooks for tests, built from the document as a version holds it."""

from __future__ import annotations

from typing import Any

from advisor.engine import Compiled, compile_rulebook, read_document

STRATEGIES = ("rehost", "refactor", "rearchitect", "rebuild")


def question(slug: str, *choices: str, kind: str = "one", **more: Any) -> dict[str, Any]:
    """Return a question's row."""
    rows = [{"slug": choice} for choice in choices]
    return {"slug": slug, "section": "all", "kind": kind, "choices": rows, **more}


def number(slug: str, **more: Any) -> dict[str, Any]:
    """Return the row of a question that takes a number."""
    return question(slug, kind="number", **more)


def rule(
    slug: str, when: dict[str, Any], effects: dict[str, Any], decision: str = "strategy"
) -> dict[str, Any]:
    """Return a rule's row."""
    because = {"en": f"Because of {slug}.", "ko": ""}
    return {"slug": slug, "decision": decision, "when": when, "effects": effects, "because": because}


def document(
    questions: list[dict[str, Any]],
    rules: list[dict[str, Any]],
    compute: tuple[str, ...] = ("vm", "app"),
    database: tuple[str, ...] = ("iaas", "paas"),
    supporting: tuple[str, ...] = ("vault", "monitor"),
    **more: Any,
) -> dict[str, Any]:
    """Return a whole document with one section."""
    options = {"strategy": STRATEGIES, "compute": compute, "database": database, "supporting": supporting}
    decisions = [
        {"slug": name, "collects": name == "supporting", "options": [{"slug": slug} for slug in slugs]}
        for name, slugs in options.items()
    ]
    sections = [{"slug": "all"}]
    return {
        "format": 1,
        "sections": sections,
        "questions": questions,
        "decisions": decisions,
        "rules": rules,
        **more,
    }


def book(questions: list[dict[str, Any]], rules: list[dict[str, Any]], **more: Any) -> Compiled:
    """Return a compiled rulebook."""
    return compile_rulebook(read_document(document(questions, rules, **more), "sha256:test"))
