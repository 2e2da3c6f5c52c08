"""Documents that are no rulebook are refused, and the message says where."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest

from advisor.engine import RulebookError, read_document
from advisor.engine.rulebook import Condition
from tests.engine.books import document, number, question, rule


def good() -> dict[str, Any]:
    """Return a document with one of everything."""
    return document(
        [
            question("code", "yes", "no"),
            question("db", "none", "a", "b", kind="many"),
            number("size", min=0, below=10, unit={"en": "GiB", "ko": "GiB"}),
            question("detail", "x", asked_when={"db": ["a", "b"]}),
        ],
        [
            rule("z", {"code": ["yes"], "size": {"min": 2}}, {"rehost": 3, "rebuild": "rules_out"}),
            rule("a", {"strategy": {"none_of": ["rehost"]}}, {"vm": -2}, "compute"),
        ],
        services=[{"slug": "vm", "category": "compute", "lifecycle_on": "2028-01-01", "sources": ["s"]}],
        facts=[
            {
                "slug": "f",
                "service": "vm",
                "kind": "limit",
                "value": "4",
                "when": {"compute": ["vm"]},
                "checked_on": "2026-11-21",
            }
        ],
        advice=[{"slug": "adv", "kind": "risk", "topic": "data", "when": {"db": {"all_of": ["a", "b"]}}}],
        tables=[
            {
                "slug": "sizes",
                "columns": [{"slug": "name", "kind": "text"}, {"slug": "cpus", "kind": "number"}],
                "rows": [{"name": {"en": "Small", "ko": "작음"}, "cpus": 2}],
            }
        ],
        sources=[{"slug": "s", "title": "A page", "url": None, "published_on": "2025-07"}],
        glossary=[{"slug": "t", "term": {"en": "Term", "ko": "용어"}}],
    )


def test_a_good_document_becomes_typed_values() -> None:
    book = read_document(good(), "sha256:x")
    assert book.hash == "sha256:x"
    assert list(book.rules) == ["a", "z"]
    assert book.rules["z"].when == {"code": Condition(any_of=("yes",)), "size": Condition(minimum=2)}
    assert (book.rules["z"].points, book.rules["z"].rules_out) == ({"rehost": 3}, ("rebuild",))
    assert book.questions["detail"].asked_when == {"db": ("a", "b")}
    assert book.services["vm"].lifecycle_on == date(2028, 1, 1)
    assert book.facts["f"].when == {"compute": Condition(any_of=("vm",))}
    assert book.tables["sizes"].rows[0]["name"] == ("Small", "작음")
    assert book.sources["s"].published_on == "2025-07"


def test_refusing_a_service_is_a_veto_rule_with_the_questions_reason() -> None:
    doc = good()
    reason = {"en": "Refused by the owner.", "ko": ""}
    refused = question("refused", "none", "vm", "paas", kind="many", rules_out_named=True, because=reason)
    doc["questions"].append(refused)
    doc["decisions"][2]["options"].append({"slug": "none"})
    rules = read_document(doc, "x").rules
    assert [slug for slug in rules if slug.startswith("refused--")] == ["refused--paas", "refused--vm"]
    assert rules["refused--vm"].rules_out == ("vm",)
    assert rules["refused--vm"].decision == "compute"
    assert rules["refused--vm"].because.en == "Refused by the owner."


def _set(*path: Any, to: Any) -> Any:
    def change(doc: dict[str, Any]) -> None:
        target: Any = doc
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = to

    return change


WRONG = [
    (_set("format", to=2), "format: 2 given"),
    (_set("rules", to={}), "rules: is not a list"),
    (_set("rules", 0, to="z"), "rules: row 1 is not a mapping"),
    (_set("rules", 1, "slug", to="z"), "rules z: slug: is used twice"),
    (_set("rules", 0, "slug", to=None), "rules row 1: slug: is missing"),
    (_set("rules", 0, "decision", to="colour"), "rules z: decision: 'colour' is none of"),
    (_set("rules", 0, "effects", to={"vm": 1}), "rules z: effects: vm: is no option of strategy"),
    (_set("rules", 0, "effects", to={"rehost": 11}), "rules z: effects: rehost: 11"),
    (_set("rules", 0, "effects", to={"rehost": 0}), "rules z: effects: rehost: 0"),
    (_set("rules", 0, "effects", to={"rehost": 1.5}), "rules z: effects: rehost: 1.5"),
    (_set("rules", 0, "effects", to={"rehost": True}), "rules z: effects: rehost: True"),
    (_set("rules", 0, "effects", to={}), "rules z: effects: there must be at least one"),
    (_set("rules", 0, "when", to={}), "rules z: when: a rule needs at least one condition"),
    (_set("rules", 0, "when", to={"colour": ["red"]}), "rules z: when: colour: is no question"),
    (_set("rules", 0, "when", to={"code": ["maybe"]}), "rules z: when: code: 'maybe' is unknown"),
    (_set("rules", 0, "when", to={"code": []}), "rules z: when: code: names no choice"),
    (_set("rules", 0, "when", to={"code": {"min": 1}}), "rules z: when: code: min and below are for numbers"),
    (_set("rules", 0, "when", to={"code": {"all_of": ["yes"]}}), "rules z: when: code: all_of"),
    (_set("rules", 0, "when", to={"code": {"some": ["yes"]}}), "rules z: when: code: 'some' is none of"),
    (_set("rules", 0, "when", to={"size": ["yes"]}), "rules z: when: size: a number needs min"),
    (_set("rules", 0, "when", to={"size": {"min": "2"}}), "min: '2' is not a number"),
    (_set("rules", 0, "when", to={"compute": ["vm"]}), "rules z: when: compute: is not decided yet"),
    (_set("rules", 1, "when", to={"compute": ["vm"]}), "rules a: when: compute: is not decided yet"),
    (_set("rules", 0, "checked_on", to="soon"), "rules z: checked_on: 'soon' is not a date"),
    (_set("rules", 0, "because", to="So."), "rules z: because: is not a text"),
    (_set("questions", 0, "kind", to="some"), "questions code: kind: 'some' is none of"),
    (_set("questions", 0, "section", to="none"), "questions code: section: 'none' is unknown"),
    (_set("questions", 0, "choices", to=[]), "questions code: choices: there must be at least one"),
    (_set("questions", 0, "choices", 1, "slug", to="yes"), "questions code: choices: one slug is used twice"),
    (_set("questions", 2, "choices", to=[{"slug": "x"}]), "questions size: choices: a number has none"),
    (_set("questions", 0, "slug", to="strategy"), "questions strategy: the name is reserved"),
    (
        _set("questions", 3, "asked_when", to={"db": ["c"]}),
        "detail: asked_when: db: 'c' is unknown",
    ),
    (_set("questions", 3, "asked_when", to={"size": ["a"]}), "asked_when: size: is no question with choices"),
    (_set("questions", 3, "asked_when", to={"detail": ["x"]}), "asked_when: depends on its own answer"),
    (_set("questions", 0, "whole", to="yes"), "questions code: whole: is not true or false"),
    (_set("decisions", 0, "options", to=[]), "decisions strategy: options: there must be at least one"),
    (_set("decisions", 0, "slug", to="colour"), "decisions: strategy is missing"),
    (_set("decisions", 3, "collects", to=False), "decisions supporting: collects"),
    (_set("advice", 0, "kind", to="joke"), "advice adv: kind: 'joke' is none of"),
    (_set("tables", 0, "rows", 0, "cpus", to="two"), "tables sizes: rows row 1: cpus: 'two' is not a number"),
]


@pytest.mark.parametrize(("change", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_is_wrong_is_said_with_its_place(change: Any, message: str) -> None:
    doc = copy.deepcopy(good())
    change(doc)
    with pytest.raises(RulebookError) as caught:
        read_document(doc, "x")
    assert message in str(caught.value)


def test_a_list_is_no_document() -> None:
    with pytest.raises(RulebookError, match="not a mapping"):
        read_document([], "x")  # type: ignore[arg-type]
