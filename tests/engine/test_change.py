"""What would change a recommendation: exact, against brute force over the plain reading of the points."""

from __future__ import annotations

from itertools import combinations
from random import Random
from typing import Any

from hypothesis import given, settings

from advisor.engine import compile_rulebook, pair_changes, parse_profile, read_document, single_changes
from tests.engine import plainly
from tests.engine.books import book, number, question, rule
from tests.engine.strategies import a_document, a_profile, randoms


def as_sets(found: Any) -> dict[str, set[Any]]:
    """Return changes without their order."""
    return {
        name: {(frozenset(change.answers.items()), change.outcome) for change in changes}
        for name, changes in found.items()
    }


def brute_force(
    doc: dict[str, Any], profile: dict[str, Any]
) -> tuple[dict[str, set[Any]], dict[str, set[Any]]]:
    """Return all single changes and all minimal pairs by trying every one."""
    base = plainly.outcomes(doc, profile)
    singles: dict[str, set[Any]] = {name: set() for name in plainly.RANKED}
    pairs: dict[str, set[Any]] = {name: set() for name in plainly.RANKED}
    all_changes = list(plainly.changes(doc, profile))
    alone = [plainly.outcomes(doc, {**profile, slug: new}) for slug, _, new in all_changes]
    for (slug, _, new), outcome in zip(all_changes, alone, strict=True):
        for name, before, after in zip(plainly.RANKED, base, outcome, strict=True):
            if before != after:
                singles[name].add((frozenset({slug: new}.items()), after))
    rows = {row["slug"]: row for row in doc["questions"]}
    for (one, first), (two, second) in combinations(list(zip(all_changes, alone, strict=True)), 2):
        if one[0] != two[0]:
            answers = {one[0]: one[2], two[0]: two[2]}
        elif one[1] and two[1]:
            new = plainly.toggle(rows[one[0]], profile[one[0]], one[1], two[1])
            answers = {one[0]: new} if new else {}
        else:
            continue
        outcome = plainly.outcomes(doc, {**profile, **answers})
        for n, name in enumerate(plainly.RANKED):
            if base[n] == first[n] == second[n] != outcome[n]:
                pairs[name].add((frozenset(answers.items()), outcome[n]))
    return singles, pairs


@settings(max_examples=300, deadline=None)
@given(randoms)
def test_single_changes_and_minimal_pairs_are_those_that_brute_force_finds(random: Random) -> None:
    doc = a_document(random)
    profile = a_profile(random, doc, given=0.9, closed=0.05)
    compiled = compile_rulebook(read_document(doc, "sha256:test"))
    profile = parse_profile(compiled.rulebook, profile)[0]
    singles, pairs = brute_force(doc, profile)
    assert as_sets(single_changes(compiled, profile)) == singles
    assert as_sets(pair_changes(compiled, profile)) == pairs


YES_NO = question("code", "yes", "no")
SURE = question("sure", "yes")


def answers(found: Any, decision: str = "strategy") -> list[dict[str, Any]]:
    """Return the changed answers of one decision, in the order given."""
    return [dict(change.answers) for change in found[decision]]


def test_a_number_moves_to_the_least_number_of_another_interval() -> None:
    rules = [
        rule("base", {"sure": ["yes"]}, {"rehost": 1}),
        rule("high", {"size": {"min": 7.5}}, {"rebuild": 2}),
        rule("low", {"size": {"below": 3}}, {"refactor": 2}),
    ]
    compiled = book([SURE, number("size", min=1, below=100, whole=True)], rules)
    assert answers(single_changes(compiled, {"sure": "yes", "size": 5})) == [{"size": 1}, {"size": 8}]


def test_one_choice_of_several_is_added_or_removed_and_none_is_the_empty_set() -> None:
    rules = [
        rule("base", {"sure": ["yes"]}, {"rehost": 1}),
        rule("a", {"db": ["a"]}, {"rebuild": 2}),
        rule("none", {"db": ["none"]}, {"refactor": 2}),
    ]
    compiled = book([SURE, question("db", "none", "a", "b", kind="many")], rules)
    assert answers(single_changes(compiled, {"sure": "yes", "db": ("b",)})) == [
        {"db": ("a", "b")},
        {"db": ("none",)},
    ]
    assert {"db": ("a",)} in answers(single_changes(compiled, {"sure": "yes", "db": ("none",)}))


def test_open_and_closed_questions_refusals_and_hidden_answers_are_not_varied() -> None:
    refused = question("refused", "none", "vm", kind="many", rules_out_named=True)
    child = question("child", "a", "b", asked_when={"code": ["no"]})
    rules = [
        rule("base", {"code": ["yes"]}, {"rehost": 1}),
        rule("q", {"q": ["a"]}, {"rebuild": 3}),
        rule("child", {"child": ["a"]}, {"rearchitect": 9}),
        rule("vm", {"code": ["yes", "no"]}, {"vm": 3}, "compute"),
    ]
    compiled = book([YES_NO, question("q", "a", "b"), child, refused], rules)
    for profile in (
        {"code": "yes", "child": "b"},
        {"code": "yes", "child": "b", "q": None, "refused": ("none",)},
    ):
        assert answers(single_changes(compiled, profile)) == [{"code": "no"}]
        assert answers(single_changes(compiled, profile), "compute") == []
        assert answers(pair_changes(compiled, profile)) == []


def test_a_change_may_bring_back_a_stored_answer() -> None:
    child = question("child", "a", "b", asked_when={"code": ["no"]})
    rules = [
        rule("base", {"q": ["x"]}, {"rehost": 1}),
        rule("child", {"child": ["a"]}, {"rearchitect": 9}),
    ]
    compiled = book([YES_NO, question("q", "x"), child], rules)
    (change,) = single_changes(compiled, {"code": "yes", "q": "x", "child": "a"})["strategy"]
    assert (dict(change.answers), change.outcome) == ({"code": "no"}, "rearchitect")


def test_a_pair_is_listed_only_where_neither_half_does_it() -> None:
    rules = [
        rule("base", {"code": ["yes", "no"]}, {"rehost": 3}),
        rule("a", {"p": ["b"]}, {"rebuild": 2}),
        rule("b", {"q": ["b"]}, {"rebuild": 2}),
        rule("c", {"r": ["b"]}, {"refactor": 4}),
    ]
    compiled = book([YES_NO, *(question(slug, "a", "b") for slug in "pqr")], rules)
    profile = {"code": "yes", "p": "a", "q": "a", "r": "a"}
    assert answers(single_changes(compiled, profile)) == [{"r": "b"}]
    assert answers(pair_changes(compiled, profile)) == [{"p": "b", "q": "b"}]


def test_swapping_one_choice_of_several_for_another_is_a_pair() -> None:
    rules = [
        rule("base", {"code": ["yes"]}, {"rehost": 3}),
        rule("a", {"db": ["a"]}, {"rehost": 2}),
        rule("b", {"db": ["b"]}, {"rebuild": 4}),
    ]
    compiled = book([YES_NO, question("db", "none", "a", "b", kind="many")], rules)
    profile = {"code": "yes", "db": ("a",)}
    assert answers(single_changes(compiled, profile)) == []
    assert {"db": ("b",)} in answers(pair_changes(compiled, profile))


def test_a_strategy_that_changes_may_change_the_compute_service() -> None:
    rules = [
        rule("s1", {"code": ["yes"]}, {"rehost": 1}),
        rule("s2", {"code": ["no"]}, {"rebuild": 1}),
        rule("c1", {"strategy": ["rehost"]}, {"vm": 1}, "compute"),
        rule("c2", {"strategy": ["rebuild"]}, {"app": 1}, "compute"),
    ]
    found = single_changes(book([YES_NO], rules), {"code": "yes"})
    assert [change.outcome for change in found["compute"]] == ["app"]
