"""Rulebooks to export: the real one, and a small one with all that is hard to write down."""

from advisor.engine import Rulebook, read_document
from tests import books
from tests.engine.books import document, number, question, rule

HOSTILE = "Ein <b>\"Größe\"</b> & 'more' ]]> \x0b\n🚀 한국어 {{x}} \\"


def real_rulebook() -> Rulebook:
    """Return the rulebook of the repository's fixtures."""
    return books.compiled(books.REAL).rulebook


def hostile_rulebook() -> Rulebook:
    """Return a rulebook whose texts and slugs are hard on every format."""
    text = {"en": HOSTILE, "ko": f"한국어 {HOSTILE}"}
    questions = [
        {**question("count", "yes", "no", "null"), "text": text, "label": text},
        question("2nd-tier", "a-b", "1e3", asked_when={"count": ["yes"]}),
        question("2nd_tier", "none", "a", "b", kind="many", asked_when={"2nd-tier": ["a-b"]}),
        number("size", min=0.000001, below=2**41),
        question("gone", "a", "b", retired=True),
        question("strategy_points_rehost", "none", "vm", "app", kind="many", rules_out_named=True),
    ]
    rules = [
        rule("r-1", {"count": {"none_of": ["no"]}}, {"rehost": 3, "rebuild": "rules_out"}),
        rule("2", {"2nd-tier": {"any_of": ["1e3", "a-b"], "none_of": ["1e3"]}}, {"refactor": -2}),
        rule("r-3", {"2nd_tier": {"all_of": ["a", "b"]}, "size": {"below": 2**40}}, {"rehost": 1}),
        rule("r-4", {"gone": {"any_of": ["a"]}}, {"rehost": 10}),
        rule("r-5", {"size": {"min": 0.00001}, "strategy": {"none_of": ["rebuild"]}}, {"vm": 1}, "compute"),
        rule("r-6", {"strategy": {"any_of": ["rehost"]}}, {"vault": 2, "monitor": "rules_out"}, "supporting"),
    ]
    for row in rules:
        row["because"] = text
        row["sources"] = ["s"]
    made = document(
        questions, rules, sources=[{"slug": "s", "title": HOSTILE, "url": "https://a.example/?a=1&b"}]
    )
    for decision in made["decisions"]:
        decision["title"] = text
        for option in decision["options"]:
            option["name"] = text
    return read_document(made, "sha256:hostile")
