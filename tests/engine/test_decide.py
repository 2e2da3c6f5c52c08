"""The design's points 1 to 6, one by one."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.engine import (
    asked,
    conditions_hold,
    decide,
    holds,
    outcomes,
    recommendation_data,
    recommendation_hash,
)
from advisor.engine.rulebook import Answer, Condition
from tests.engine.books import book, number, question, rule

YES_NO = question("code", "yes", "no")
MANY = question("db", "none", "a", "b", "c", kind="many")


@pytest.mark.parametrize(
    ("condition", "answer", "expected"),
    [
        (Condition(any_of=("a", "b")), "a", True),
        (Condition(any_of=("a", "b")), "c", False),
        (Condition(any_of=("a",)), ("a", "c"), True),
        (Condition(any_of=("a",)), ("b", "c"), False),
        (Condition(none_of=("a",)), "b", True),
        (Condition(none_of=("a",)), ("a", "b"), False),
        (Condition(none_of=("a",)), ("b", "c"), True),
        (Condition(all_of=("a", "b")), ("a", "b", "c"), True),
        (Condition(all_of=("a", "b")), ("a",), False),
        (Condition(any_of=("a", "b"), none_of=("c",)), ("a",), True),
        (Condition(any_of=("a", "b"), none_of=("c",)), ("a", "c"), False),
        (Condition(minimum=5), 5, True),
        (Condition(minimum=5), 4.9, False),
        (Condition(below=5), 5, False),
        (Condition(minimum=0, below=5), 4.9, True),
        (Condition(any_of=("a",)), None, False),
        (Condition(none_of=("a",)), None, False),
        (Condition(below=5), None, False),
        (Condition(below=5), "a", False),
        (Condition(any_of=("a",)), 5, False),
    ],
)
def test_a_condition_holds_as_its_operators_say(condition: Condition, answer: Answer, expected: bool) -> None:
    assert holds(condition, answer) is expected


def test_all_conditions_must_hold_and_none_at_all_always_do() -> None:
    conditions = {"x": Condition(any_of=("a",)), "y": Condition(minimum=1)}
    assert conditions_hold(conditions, {"x": "a", "y": 1})
    assert not conditions_hold(conditions, {"x": "a"})
    assert conditions_hold({}, {})


def test_a_question_that_is_not_asked_counts_as_unanswered_and_keeps_its_answer() -> None:
    child = question("child", "a", "b", asked_when={"db": ["a"]})
    grandchild = question("grandchild", "x", asked_when={"child": ["a"]})
    rules = [rule("r", {"grandchild": ["x"]}, {"rebuild": 1})]
    compiled = book([MANY, child, grandchild], rules)
    profile: dict[str, Answer] = {"db": ("a", "b"), "child": "a", "grandchild": "x"}
    assert asked(compiled, profile) == {"db", "child", "grandchild"}
    assert outcomes(compiled, profile)[0] == "rebuild"
    hidden: dict[str, Answer] = {**profile, "db": ("b",)}
    found = decide(compiled, hidden)
    assert asked(compiled, hidden) == {"db"}
    assert found.strategy.outcome is None
    assert found.ignored == ("child", "grandchild")
    assert found.profile == hidden


def test_a_retired_question_is_not_asked() -> None:
    compiled = book([{**YES_NO, "retired": True}], [rule("r", {"code": ["yes"]}, {"rebuild": 1})])
    assert asked(compiled, {"code": "yes"}) == frozenset()
    assert decide(compiled, {"code": "yes"}).strategy.status == "no_evidence"


def test_points_add_up_and_each_is_explained() -> None:
    rules = [
        rule("one", {"code": ["yes"]}, {"rehost": 3, "rebuild": -2}),
        rule("two", {"db": ["a", "b"], "size": {"min": 2}}, {"rehost": 4}),
        rule("three", {"db": ["none"]}, {"rehost": 5}),
    ]
    compiled = book([YES_NO, MANY, number("size", min=0, below=10)], rules)
    best = decide(compiled, {"code": "yes", "db": ("b", "c"), "size": 2.5}).strategy.ranking[0]
    assert (best.option, best.points) == ("rehost", 7)
    assert [(one.rule, one.points, dict(one.answers)) for one in best.because] == [
        ("one", 3, {"code": "yes"}),
        ("two", 4, {"db": ("b",), "size": 2.5}),
    ]


def test_a_veto_puts_an_option_last_whatever_its_points() -> None:
    rules = [
        rule("for", {"code": ["yes"]}, {"rehost": 10, "refactor": -10, "rearchitect": 1, "rebuild": 2}),
        rule("veto", {"code": ["yes"]}, {"rehost": "rules_out"}),
    ]
    found = decide(book([YES_NO], rules), {"code": "yes"}).strategy
    assert [option.option for option in found.ranking] == ["rebuild", "rearchitect", "refactor", "rehost"]
    assert (found.ranking[-1].points, found.ranking[-1].ruled_out) == (10, True)
    assert [one.rules_out for one in found.ranking[-1].because] == [False, True]
    assert (found.outcome, found.status, found.margin) == ("rebuild", "clear", 1)


def test_equal_points_go_to_the_least_change_and_are_called_a_tie() -> None:
    found = decide(
        book([YES_NO], [rule("r", {"code": ["yes"]}, {"rebuild": 2, "refactor": 2})]), {"code": "yes"}
    )
    assert (found.strategy.outcome, found.strategy.status, found.strategy.margin) == ("refactor", "tie", 0)


def test_the_margin_counts_only_options_that_are_not_ruled_out() -> None:
    rules = [
        rule("p", {"code": ["yes"]}, {"rehost": 5, "refactor": 4, "rearchitect": 1}),
        rule("v", {"code": ["yes"]}, {"refactor": "rules_out", "rebuild": "rules_out"}),
        rule("w", {"db": ["a"]}, {"rearchitect": "rules_out"}),
    ]
    compiled = book([YES_NO, MANY], rules)
    assert decide(compiled, {"code": "yes"}).strategy.margin == 4
    alone = decide(compiled, {"code": "yes", "db": ("a",)}).strategy
    assert (alone.outcome, alone.status, alone.margin) == ("rehost", "clear", None)


def test_without_evidence_there_is_no_outcome_and_no_fact_for_later_decisions() -> None:
    rules = [
        rule("s", {"code": ["yes"]}, {"rehost": 1}),
        rule("c", {"strategy": {"none_of": ["rebuild"]}}, {"vm": 1}, "compute"),
    ]
    compiled = book([YES_NO], rules)
    found = decide(compiled, {"code": "no"})
    assert (found.strategy.outcome, found.strategy.status, found.strategy.margin) == (
        None,
        "no_evidence",
        None,
    )
    assert found.compute.outcome is None
    assert [option.option for option in found.strategy.ranking] == [
        "rehost",
        "refactor",
        "rearchitect",
        "rebuild",
    ]
    assert outcomes(compiled, {"code": "yes"}) == ("rehost", "vm", None)


def test_where_all_is_ruled_out_the_fewest_vetoes_then_points_then_order_win() -> None:
    everything = dict.fromkeys(("rehost", "refactor", "rearchitect", "rebuild"), "rules_out")
    rules = [
        rule("all", {"code": ["yes"]}, everything),
        rule("again", {"code": ["yes"]}, {"rehost": "rules_out"}),
        rule("points", {"code": ["yes"]}, {"rehost": 10, "rebuild": 1, "rearchitect": 1}),
    ]
    found = decide(book([YES_NO], rules), {"code": "yes"}).strategy
    assert (found.outcome, found.status, found.margin) == ("rearchitect", "no_clean_fit", None)
    assert [option.option for option in found.ranking] == ["rearchitect", "rebuild", "refactor", "rehost"]


def test_earlier_outcomes_are_facts_for_later_decisions() -> None:
    rules = [
        rule("s", {"code": ["yes"]}, {"refactor": 1}),
        rule("c", {"strategy": ["refactor"]}, {"app": 1}, "compute"),
        rule("d", {"compute": ["app"], "strategy": ["refactor"]}, {"paas": 1}, "database"),
        rule("x", {"database": ["paas"]}, {"monitor": 1, "vault": 1}, "supporting"),
        rule("y", {"compute": ["app"]}, {"vault": "rules_out"}, "supporting"),
    ]
    found = decide(book([YES_NO], rules), {"code": "yes"})
    assert (found.strategy.outcome, found.compute.outcome, found.database.outcome) == (
        "refactor",
        "app",
        "paas",
    )
    assert found.supporting.outcome == ("monitor",)
    assert [option.option for option in found.supporting.ranking] == ["monitor", "vault"]
    assert dict(found.database.ranking[0].because[0].answers) == {"compute": "app", "strategy": "refactor"}


def test_supporting_picks_what_has_points_above_zero_in_the_rulebooks_order() -> None:
    rules = [
        rule("a", {"code": ["yes"]}, {"c": 3, "a": 1}, "supporting"),
        rule("b", {"code": ["yes"]}, {"b": -1}, "supporting"),
    ]
    found = decide(book([YES_NO], rules, supporting=("a", "b", "c")), {"code": "yes"}).supporting
    assert found.outcome == ("a", "c")
    assert [option.option for option in found.ranking] == ["c", "a", "b"]


def test_a_refused_service_is_vetoed_but_speaks_for_no_other() -> None:
    refused = question("refused", "none", "vm", kind="many", rules_out_named=True)
    compiled = book([YES_NO, refused], [rule("r", {"code": ["yes"]}, {"vm": 9}, "compute")])
    found = decide(compiled, {"code": "yes", "refused": ("vm",)}).compute
    assert (found.outcome, found.status) == ("app", "clear")
    assert found.ranking[-1].because[-1].rule == "refused--vm"
    alone = decide(compiled, {"refused": ("vm",)}).compute
    assert (alone.outcome, alone.status) == (None, "no_evidence")
    assert alone.ranking[-1].ruled_out
    assert decide(compiled, {"code": "yes", "refused": ("none",)}).compute.outcome == "vm"


def test_advice_is_shown_where_its_conditions_hold() -> None:
    advice = [
        {"slug": "always", "kind": "practice", "topic": "cost", "when": {}},
        {"slug": "with-vm", "kind": "risk", "topic": "compute", "when": {"compute": ["vm"]}},
        {"slug": "without", "kind": "step", "topic": "plan", "when": {"code": ["no"]}},
    ]
    compiled = book([YES_NO], [rule("r", {"code": ["yes"]}, {"vm": 1}, "compute")], advice=advice)
    assert decide(compiled, {"code": "yes"}).advice == ("always", "with-vm")
    assert decide(compiled, {}).advice == ("always",)


def test_data_holds_everything_and_its_hash_changes_with_any_of_it() -> None:
    compiled = book([YES_NO, MANY], [rule("r", {"code": ["yes"]}, {"rehost": 1})])
    one = decide(compiled, {"code": "yes", "db": ("a",)})
    data: dict[str, Any] = recommendation_data(one)
    assert data["profile"] == {"code": "yes", "db": ["a"]}
    assert data["decisions"]["strategy"]["ranking"][0] == {
        "option": "rehost",
        "points": 1,
        "ruled_out": False,
        "because": [{"rule": "r", "points": 1, "rules_out": False, "answers": {"code": "yes"}}],
    }
    hashes = {
        recommendation_hash(decide(compiled, profile))
        for profile in ({"code": "yes", "db": ("a",)}, {"code": "yes"}, {"code": "no"}, {})
    }
    assert len(hashes) == 4
    assert all(name.startswith("sha256:") and len(name) == 71 for name in hashes)


def test_large_rulebooks_are_ranked_by_counting_and_come_to_the_same() -> None:
    rules = [
        rule(f"r{n:04}", {"code": ["yes" if n % 3 else "no"]}, {"rehost": 1 + n % 4, "rebuild": -1 - n % 3})
        for n in range(700)
    ]
    rules.append(rule("veto", {"code": ["no"]}, {"rehost": "rules_out"}))
    compiled = book([YES_NO], rules)
    for answer in ("yes", "no"):
        found = decide(compiled, {"code": answer}).strategy
        for option in found.ranking:
            assert option.points == sum(one.points for one in option.because)
        assert outcomes(compiled, {"code": answer})[0] == found.outcome
    assert outcomes(compiled, {"code": "no"})[0] == "refactor"
