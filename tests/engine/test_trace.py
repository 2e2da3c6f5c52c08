import pytest
from hypothesis import given, settings

from advisor.engine import decide
from advisor.engine.trace import trace
from tests.engine import strategies
from tests.engine.books import book, number, question, rule
from tests.engine.plainly import asked_answers, condition_holds
from tests.engine.plainly import outcomes as plain_outcomes

QUESTIONS = [
    question("shape", "round", "square"),
    question("parts", "none", "x", "y", kind="many"),
    question("colour", "red", "blue", asked_when={"shape": ["round"]}),
    question("shade", "dark", "pale", asked_when={"colour": ["red"]}),
    number("size", min=0, below=100),
    question("old", "a", "b", retired=True),
]
RULES = [
    rule("one", {"shape": ["round"]}, {"rehost": 1}),
    rule("two", {"shape": ["round"], "size": {"min": 5, "below": 10}}, {"refactor": 1}),
    rule("deep", {"shade": ["dark"]}, {"rebuild": 1}),
    rule("gone", {"old": ["a"]}, {"rebuild": 1}),
    rule("later", {"strategy": ["rehost"], "parts": {"none_of": ["x"]}}, {"vm": 1}, "compute"),
    rule("last", {"database": ["paas"]}, {"vault": 1}, "supporting"),
]
BOOK = book(QUESTIONS, RULES)


def traced(profile):
    return {one.rule: one for one in trace(BOOK, profile)}


def states(profile):
    return {slug: (one.state, [c.state for c in one.conditions]) for slug, one in traced(profile).items()}


def test_tells_of_every_rule_in_the_order_of_the_rulebook():
    found = trace(BOOK, {})
    assert [one.rule for one in found] == ["deep", "gone", "last", "later", "one", "two"]
    assert [one.decision for one in found[2:4]] == ["supporting", "compute"]


@pytest.mark.parametrize(
    ("profile", "rule", "state", "conditions"),
    [
        ({"shape": "round"}, "one", "held", ["held"]),
        ({"shape": "square"}, "one", "failed", ["failed"]),
        ({}, "one", "silent", ["unanswered"]),
        ({"shape": None}, "one", "silent", ["unanswered"]),
        ({"shape": "round"}, "two", "silent", ["held", "unanswered"]),
        ({"shape": "round", "size": 9.5}, "two", "held", ["held", "held"]),
        ({"shape": "round", "size": 10}, "two", "failed", ["held", "failed"]),
        ({"size": 10}, "two", "failed", ["unanswered", "failed"]),
        ({"shape": "square", "colour": "red", "shade": "dark"}, "deep", "silent", ["not_asked"]),
        ({"shape": "round", "colour": "red", "shade": "dark"}, "deep", "held", ["held"]),
        ({"old": "a"}, "gone", "silent", ["not_asked"]),
    ],
)
def test_says_what_became_of_a_rule(profile, rule, state, conditions):
    assert states(profile)[rule] == (state, conditions)


def test_the_outcome_of_an_earlier_decision_is_a_fact():
    assert states({"shape": "round", "parts": ("y",)})["later"] == ("held", ["held", "held"])
    assert states({"shape": "round", "parts": ("x", "y")})["later"] == ("failed", ["failed", "held"])
    without = traced({"shape": "square", "parts": ("y",)})["later"]
    assert (without.state, without.conditions[1].state, without.conditions[1].answer) == (
        "silent",
        "unanswered",
        None,
    )


def test_says_which_answer_a_condition_met():
    conditions = traced({"shape": "round", "parts": ("x", "y")})["later"].conditions
    assert [(c.name, c.answer) for c in conditions] == [("parts", ("x", "y")), ("strategy", "rehost")]
    assert conditions[0].condition.none_of == ("x",)


def test_an_answer_that_has_no_effect_is_still_told():
    (condition,) = traced({"shape": "square", "colour": "red", "shade": "dark"})["deep"].conditions
    assert condition.answer == "dark"


def test_what_the_owner_refuses_is_traced_too():
    refused = question("refused", "none", "vm", kind="many", rules_out_named=True)
    (one,) = trace(book([refused], []), {"refused": ("vm",)})
    assert (one.rule, one.state) == ("refused--vm", "held")


def contributing(recommendation):
    decisions = (
        recommendation.strategy,
        recommendation.compute,
        recommendation.database,
        recommendation.supporting,
    )
    return {said.rule for decision in decisions for option in decision.ranking for said in option.because}


@settings(max_examples=300)
@given(strategies.randoms)
def test_the_rules_that_hold_are_those_that_contribute(random):
    document = strategies.a_document(random)
    compiled = book(
        document["questions"], document["rules"], compute=strategies.COMPUTE, database=strategies.DATABASE
    )
    for _ in range(8):
        profile = strategies.a_profile(random, document, given=random.choice((0.4, 0.8)))
        held = {one.rule for one in trace(compiled, profile) if one.state == "held"}
        assert held == contributing(decide(compiled, profile))


@settings(max_examples=150)
@given(strategies.randoms)
def test_the_state_of_each_condition_is_what_plain_reading_gives(random):
    document = strategies.a_document(random)
    compiled = book(
        document["questions"], document["rules"], compute=strategies.COMPUTE, database=strategies.DATABASE
    )
    profile = strategies.a_profile(random, document, given=0.6)
    live = asked_answers(document, profile)
    outcomes = dict(zip(("strategy", "compute", "database"), plain_outcomes(document, profile), strict=True))
    rules = {row["slug"]: row["when"] for row in document["rules"]}
    for one in trace(compiled, profile):
        if one.rule not in rules:
            continue  # what the owner refuses is not written in the document
        for condition in one.conditions:
            name = condition.name
            fact = outcomes[name] if name in outcomes else live.get(name)
            if name in profile and name not in live:
                assert condition.state == "not_asked"
            elif fact is None:
                assert condition.state in ("unanswered", "not_asked")
            else:
                given_condition = rules[one.rule][name]
                if isinstance(given_condition, list):
                    given_condition = {"any_of": given_condition}
                assert condition.state == ("held" if condition_holds(given_condition, fact) else "failed")
        states_of_it = {condition.state for condition in one.conditions}
        assert (one.state == "failed") == ("failed" in states_of_it)
        assert (one.state == "held") == (states_of_it == {"held"})
