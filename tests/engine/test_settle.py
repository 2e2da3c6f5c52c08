"""Settled means proved: no completion of the open questions changes a settled outcome."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, settings

from advisor.engine import compile_rulebook, parse_profile, read_document, settle
from tests.engine import plainly
from tests.engine.books import book, number, question, rule
from tests.engine.strategies import a_document, a_profile, randoms


def mattering(doc: dict[str, Any], profile: dict[str, Any]) -> set[str]:
    """Return the open questions of which two answers, all else alike, give different outcomes."""
    found = set()
    reached = [(whole, plainly.outcomes(doc, whole)) for whole in plainly.completions(doc, profile)]
    for row in doc["questions"]:
        slug = row["slug"]
        if slug in profile or row.get("rules_out_named"):
            continue
        groups: dict[Any, set[Any]] = {}
        for whole, outcome in reached:
            rest = tuple(answer for name, answer in whole.items() if name != slug)
            groups.setdefault(rest, set()).add(outcome)
        if any(len(outcomes) > 1 for outcomes in groups.values()):
            found.add(slug)
    return found


@settings(max_examples=300, deadline=None)
@given(randoms)
def test_no_completion_changes_a_settled_outcome(random: Random) -> None:
    doc = a_document(random, most_questions=4)
    compiled = compile_rulebook(read_document(doc, "sha256:test"))
    profile = parse_profile(compiled.rulebook, a_profile(random, doc, given=0.5))[0]
    found = settle(compiled, profile)
    now = plainly.outcomes(doc, profile)
    reached = {plainly.outcomes(doc, complete) for complete in plainly.completions(doc, profile)}
    for n, name in enumerate(plainly.RANKED):
        if found.settled[name]:
            assert {outcome[n] for outcome in reached} == {now[n]}
    assert all(found.settled.values()) == (not found.open_questions)
    assert mattering(doc, profile) <= {one.question for one in found.open_questions}


@settings(max_examples=200, deadline=None)
@given(randoms)
def test_on_small_rulebooks_nothing_settled_goes_unnoticed(random: Random) -> None:
    doc = a_document(random, most_questions=3)
    compiled = compile_rulebook(read_document(doc, "sha256:test"))
    profile = parse_profile(compiled.rulebook, a_profile(random, doc, given=0.6))[0]
    reached = [plainly.outcomes(doc, complete) for complete in plainly.completions(doc, profile)]
    expected = {name: len({outcome[n] for outcome in reached}) == 1 for n, name in enumerate(plainly.RANKED)}
    assert settle(compiled, profile).settled == expected


@settings(max_examples=200, deadline=None)
@given(randoms)
def test_a_closed_question_matters_when_one_answer_to_it_changes_an_outcome(random: Random) -> None:
    doc = a_document(random)
    compiled = compile_rulebook(read_document(doc, "sha256:test"))
    profile = parse_profile(compiled.rulebook, a_profile(random, doc, given=0.4, closed=0.4))[0]
    now = plainly.outcomes(doc, profile)
    expected = [
        row["slug"]
        for row in doc["questions"]
        if row["slug"] in profile and profile[row["slug"]] is None and not row.get("rules_out_named")
        if any(
            plainly.outcomes(doc, {**profile, row["slug"]: answer}) != now
            for answer in plainly.all_answers(doc, row)
        )
    ]
    assert list(settle(compiled, profile).unknown_that_matter) == expected


YES_NO = question("code", "yes", "no")


def test_what_the_bounds_alone_cannot_show_a_search_within_the_budget_can() -> None:
    compiled = book(
        [YES_NO, question("b", "x"), question("c", "x"), question("a", "x", "y")],
        [
            rule("known", {"code": ["yes"]}, {"refactor": 3}),
            rule("one", {"a": ["x"], "b": ["x"]}, {"rebuild": 2}),
            rule("two", {"a": ["y"], "c": ["x"]}, {"rebuild": 2}),
        ],
    )
    assert settle(compiled, {"code": "yes"}).settled["strategy"] is True
    assert settle(compiled, {"code": "yes"}, budget=0).settled["strategy"] is False


def test_an_open_question_has_one_answer_only() -> None:
    rules = [rule("lead", {"code": ["yes"]}, {"rehost": 4})]
    rules += [rule(f"for-{choice}", {"size": [choice]}, {"rebuild": 3}) for choice in "abc"]
    compiled = book([YES_NO, question("size", "a", "b", "c")], rules)
    assert settle(compiled, {"code": "yes"}).settled["strategy"] is True


def test_what_equals_the_leader_counts_by_the_order_of_the_options() -> None:
    def settled(option: str, leader: str) -> bool:
        rules = [rule("lead", {"code": ["yes"]}, {leader: 2}), rule("rival", {"q": ["a"]}, {option: 2})]
        compiled = book([YES_NO, question("q", "a", "b")], rules)
        return settle(compiled, {"code": "yes"}).settled["strategy"]

    assert settled("rebuild", leader="rehost") is True
    assert settled("rehost", leader="rebuild") is False


def test_refusing_services_is_never_varied() -> None:
    refused = question("refused", "none", "vm", "app", kind="many", rules_out_named=True)
    compiled = book([YES_NO, refused], [rule("r", {"code": ["yes"]}, {"vm": 1}, "compute")])
    found = settle(compiled, {"code": "yes"})
    assert found.settled == {"strategy": True, "compute": True, "database": True}
    assert found.open_questions == ()


def test_a_stored_answer_that_may_come_back_keeps_a_decision_open() -> None:
    child = question("child", "a", "b", asked_when={"parent": ["y"]})
    rules = [rule("lead", {"code": ["yes"]}, {"rehost": 1}), rule("r", {"child": ["a"]}, {"rebuild": 2})]
    compiled = book([YES_NO, question("parent", "x", "y"), child], rules)
    found = settle(compiled, {"code": "yes", "child": "a"})
    assert found.settled["strategy"] is False
    assert [one.question for one in found.open_questions] == ["parent"]
    assert settle(compiled, {"code": "yes", "child": "b"}).settled["strategy"] is True
    assert settle(compiled, {"code": "yes", "child": "a", "parent": "x"}).settled["strategy"] is True


def test_questions_come_after_those_that_decide_whether_they_are_asked() -> None:
    child = question("child", "a", "b", asked_when={"parent": ["y"]})
    rules = [rule("lead", {"code": ["yes"]}, {"rehost": 1}), rule("r", {"child": ["a"]}, {"rebuild": 9})]
    compiled = book([child, YES_NO, question("parent", "x", "y")], rules)
    order = [one.question for one in settle(compiled, {"code": "yes"}).open_questions]
    assert order == ["parent", "child"]


def test_reach_is_in_points_and_vetoes_are_told_apart() -> None:
    rules = [
        rule("lead", {"code": ["yes"]}, {"rehost": 3}),
        rule("up", {"size": {"min": 10}}, {"rebuild": 2, "rehost": -2}),
        rule("veto", {"q": ["a"]}, {"rehost": "rules_out"}),
    ]
    compiled = book([YES_NO, number("size", min=0, below=100), question("q", "a", "b")], rules)
    found = {one.question: one for one in settle(compiled, {"code": "yes"}).open_questions}
    assert (found["size"].reach, found["size"].may_rule_out) == (4, False)
    assert (found["q"].reach, found["q"].may_rule_out) == (0, True)


def test_a_later_decision_is_open_while_an_earlier_outcome_may_change_it() -> None:
    rules = [
        rule("s1", {"code": ["yes"]}, {"refactor": 3}),
        rule("c1", {"strategy": ["refactor"]}, {"app": 1}, "compute"),
        rule("c2", {"strategy": ["rehost"]}, {"vm": 1}, "compute"),
    ]
    compiled = book([YES_NO, question("q", "a")], [*rules, rule("s2", {"q": ["a"]}, {"rehost": 5})])
    assert settle(compiled, {"code": "yes"}).settled == {
        "strategy": False,
        "compute": False,
        "database": True,
    }
    assert settle(compiled, {"code": "yes", "q": None}).settled["compute"] is True
