"""Two versions of a rulebook on the same answers: what moves, and because of which rule."""

from dataclasses import replace
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.engine import all_outcomes, compile_rulebook, decide
from advisor.engine.versions import Move, Versions, changed_rules
from tests.engine.books import book, question, rule

QUESTIONS = [question("runtime", "java", "php"), question("code", "there", "lost")]
JAVA = {"runtime": "java"}


def moves(before, after, profile):
    return Versions(before, after).moves(profile, profile)


def rules(**effects):
    """Return rules on Java, one for each name."""
    return [rule(name, {"runtime": ["java"]}, effect) for name, effect in effects.items()]


def test_nothing_moves_between_equal_versions():
    one = book(QUESTIONS, rules(a={"rehost": 1}))
    assert moves(one, one, JAVA) == ()


def test_one_rule_alone_is_to_blame():
    before = book(QUESTIONS, rules(a={"rehost": 2}, b={"refactor": 1}, c={"rebuild": 1}))
    after = book(QUESTIONS, rules(a={"rehost": 2}, b={"refactor": 3}, c={"rebuild": 2}))
    assert moves(before, after, JAVA) == (Move("strategy", "rehost", "refactor", ("b",), False),)
    assert moves(before, after, {"runtime": "php"}) == ()


def test_each_of_several_that_would_do_is_named():
    before = book(QUESTIONS, rules(a={"rehost": 2}, b={"refactor": 1}))
    after = book(QUESTIONS, rules(a={"rehost": 1}, b={"refactor": 2}))
    assert moves(before, after, JAVA)[0].because == ("a", "b")
    assert not moves(before, after, JAVA)[0].together


def test_where_no_single_one_does_they_do_it_together():
    before = book(QUESTIONS, rules(a={"rehost": 1}))
    after = book(QUESTIONS, rules(a={"rehost": 1}, b={"refactor": 2}, c={"refactor": 2}))
    assert moves(before, after, JAVA) == (Move("strategy", "rehost", "refactor", ("b", "c"), True),)


def test_a_rule_that_went_is_to_blame_too():
    before = book(QUESTIONS, rules(a={"rehost": 1}, b={"refactor": 2}))
    after = book(QUESTIONS, rules(a={"rehost": 1}))
    assert moves(before, after, JAVA) == (Move("strategy", "refactor", "rehost", ("b",), False),)


def test_a_later_decision_follows_the_rule_of_the_earlier_one():
    later = [
        rule("vm", {"strategy": ["rehost"]}, {"vm": 1}, "compute"),
        rule("app", {"strategy": ["refactor"]}, {"app": 1, "vm": -1}, "compute"),
        rule("vault", {"compute": ["app"]}, {"vault": 1}, "supporting"),
    ]
    other = rule("paas", {"runtime": ["java"]}, {"paas": 1}, "database")
    before = book(QUESTIONS, [*rules(a={"rehost": 2}, b={"refactor": 1}), *later])
    after = book(QUESTIONS, [*rules(a={"rehost": 2}, b={"refactor": 3}), *later, other])
    assert moves(before, after, JAVA) == (
        Move("strategy", "rehost", "refactor", ("b",), False),
        Move("compute", "vm", "app", ("b",), False),
        Move("database", None, "paas", ("paas",), False),
        Move("supporting", (), ("vault",), ("b",), False),
    )


def test_rules_of_another_decision_are_not_blamed():
    before = book(QUESTIONS, rules(a={"rehost": 1}))
    more = rule("x", {"runtime": ["java"]}, {"paas": 1}, "database")
    after = book(QUESTIONS, [*rules(a={"rehost": 1}, b={"refactor": 2}, c={"refactor": 2}), more])
    assert moves(before, after, JAVA)[0].because == ("b", "c")


def test_no_rule_is_to_blame_for_another_order_of_options():
    only = [rule("x", {"runtime": ["java"]}, {"vm": 1, "app": 1}, "compute")]
    before = book(QUESTIONS, only)
    after = book(QUESTIONS, only, compute=("app", "vm"))
    assert moves(before, after, JAVA) == (Move("compute", "vm", "app", (), False),)


def test_a_rule_on_a_question_that_went_cannot_be_taken_back():
    before = book(QUESTIONS, [*rules(a={"rehost": 1}), rule("l", {"code": ["lost"]}, {"rebuild": 2})])
    after = book(QUESTIONS[:1], rules(a={"rehost": 1}))
    found = Versions(before, after).moves({**JAVA, "code": "lost"}, JAVA)
    assert found == (Move("strategy", "rebuild", "rehost", ("l",), True),)


def test_more_rules_than_are_kept_compiled_still_get_their_answer(monkeypatch):
    monkeypatch.setattr("advisor.engine.versions._KEPT", 1)
    before = book(QUESTIONS, rules(a={"rehost": 2}, b={"refactor": 1}, c={"rebuild": 1}))
    after = book(QUESTIONS, rules(a={"rehost": 1}, b={"refactor": 3}, c={"rebuild": 2}))
    versions = Versions(before, after)
    assert versions.moves(JAVA, JAVA) == versions.moves(JAVA, JAVA)


@pytest.mark.parametrize(
    ("changed", "counts"),
    [
        ({"because": {"en": "Otherwise.", "ko": ""}}, False),
        ({"effects": {"rehost": 2}}, True),
        ({"when": {"runtime": ["php"]}}, True),
    ],
)
def test_only_what_decides_is_a_change(changed, counts):
    row = rules(a={"rehost": 1})[0]
    before, after = (book(QUESTIONS, [one]).rulebook for one in (row, row | changed))
    assert changed_rules(before, after) == (("a",) if counts else ())


# ── against a plain reading of the promise ──

effects = st.dictionaries(
    st.sampled_from(["rehost", "refactor", "rebuild"]),
    st.one_of(st.integers(-2, 3).filter(bool), st.just("rules_out")),
    min_size=1,
    max_size=2,
)
conditions = st.sampled_from([{"runtime": ["java"]}, {"runtime": ["php"]}, {"code": ["lost"]}])
rulebooks = st.dictionaries(st.sampled_from("abcd"), st.tuples(conditions, effects), max_size=4).map(
    lambda found: book(QUESTIONS, [rule(name, when, effect) for name, (when, effect) in found.items()])
)
profiles = st.fixed_dictionaries(
    {}, optional={"runtime": st.sampled_from(["java", "php"]), "code": st.sampled_from(["there", "lost"])}
)


def with_back(before, after, slugs):
    """Return the later version with some rules as they were."""
    later = {s: r for s, r in after.rulebook.rules.items() if s not in slugs}
    earlier = {s: before.rulebook.rules[s] for s in slugs if s in before.rulebook.rules}
    return compile_rulebook(replace(after.rulebook, rules={**later, **earlier}))


@given(rulebooks, rulebooks, profiles)
def test_the_rules_to_blame_are_those_that_restore_the_outcome(before, after, profile):
    found = moves(before, after, profile)
    then, now = (decide(one, profile).strategy.outcome for one in (before, after))
    assert bool(found) == (then != now)
    if not found:
        return
    (move,) = found
    every = changed_rules(before.rulebook, after.rulebook)
    alone = {s for s in every if decide(with_back(before, after, {s}), profile).strategy.outcome == then}
    assert (move.before, move.after) == (then, now)
    if alone:
        assert (set(move.because), move.together) == (alone, False)
    else:
        assert move.together
        several = chain.from_iterable(combinations(move.because, n) for n in range(2, len(every) + 1))
        assert any(
            decide(with_back(before, after, set(some)), profile).strategy.outcome == then for some in several
        )


picks = st.dictionaries(
    st.sampled_from(["vault", "monitor"]),
    st.one_of(st.integers(-2, 3).filter(bool), st.just("rules_out")),
    min_size=1,
)


@given(st.lists(st.tuples(conditions, effects, picks), max_size=4), profiles)
def test_all_outcomes_are_those_of_the_decision(made, profile):
    rows = [
        row
        for n, (when, effect, pick) in enumerate(made)
        for row in (
            rule(f"r{n}", when, effect),
            rule(f"s{n}", when, pick, "supporting"),
        )
    ]
    one = book(QUESTIONS, rows)
    found = decide(one, profile)
    ranked, supporting = all_outcomes(one, profile)
    assert ranked == (found.strategy.outcome, found.compute.outcome, found.database.outcome)
    assert supporting == found.supporting.outcome
