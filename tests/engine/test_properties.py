"""What must hold for any rulebook and any answers."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from hypothesis import given, settings

from advisor.engine import (
    Compiled,
    asked,
    compile_rulebook,
    conditions_hold,
    decide,
    outcomes,
    pair_changes,
    parse_profile,
    read_document,
    recommendation_data,
    recommendation_hash,
    settle,
    single_changes,
)
from advisor.engine.recommendation import RankedDecision, Recommendation
from tests.engine import plainly
from tests.engine.books import question
from tests.engine.strategies import a_document, a_profile, randoms

some = settings(max_examples=150, deadline=None)


def compiled(doc: dict[str, Any]) -> Compiled:
    """Return a document compiled."""
    return compile_rulebook(read_document(doc, "sha256:test"))


def a_case(random: Random, share: float = 0.7) -> tuple[dict[str, Any], Compiled, dict[str, Any]]:
    """Return a random document, compiled, with a random profile."""
    doc = a_document(random)
    book = compiled(doc)
    return doc, book, parse_profile(book.rulebook, a_profile(random, doc, share))[0]


def ranked(recommendation: Recommendation) -> tuple[RankedDecision, ...]:
    """Return the three ranked decisions."""
    return recommendation.strategy, recommendation.compute, recommendation.database


@some
@given(randoms)
def test_the_engine_agrees_with_the_plain_reading_of_the_nine_points(random: Random) -> None:
    doc, book, profile = a_case(random)
    expected = plainly.outcomes(doc, profile)
    assert outcomes(book, profile) == expected
    assert tuple(decision.outcome for decision in ranked(decide(book, profile))) == expected
    assert asked(book, profile) == {
        row["slug"]
        for row in doc["questions"]
        if plainly.asked_answers(doc, {**dict.fromkeys([row["slug"]]), **profile}).keys() & {row["slug"]}
    }


@some
@given(randoms)
def test_every_point_traces_to_a_rule_that_holds(random: Random) -> None:
    _, book, profile = a_case(random)
    recommendation = decide(book, profile)
    facts = {slug: answer for slug, answer in profile.items() if slug in asked(book, profile)}
    for decision in ranked(recommendation):
        held = {slug for slug, r in book.rulebook.rules.items() if conditions_hold(r.when, facts)}
        for option in decision.ranking:
            assert option.points == sum(one.points for one in option.because)
            assert option.ruled_out == any(one.rules_out for one in option.because)
            rules = [r for r in book.rulebook.rules.values() if r.decision == decision.decision]
            speaking = [
                r.slug for r in rules if option.option in (*r.points, *r.rules_out) and r.slug in held
            ]
            assert [one.rule for one in option.because] == speaking
        facts[decision.decision] = decision.outcome


@some
@given(randoms)
def test_the_order_of_answers_and_of_rules_does_not_matter(random: Random) -> None:
    doc, book, profile = a_case(random)
    shuffled = dict(random.sample(sorted(profile.items()), len(profile)))
    other = compiled({**doc, "rules": random.sample(doc["rules"], len(doc["rules"]))})
    one, two = decide(book, profile), decide(other, shuffled)
    assert json.dumps(recommendation_data(one)) == json.dumps(recommendation_data(two))
    assert recommendation_hash(one) == recommendation_hash(two)
    assert settle(book, profile) == settle(other, shuffled)
    assert single_changes(book, profile) == single_changes(other, shuffled)
    assert pair_changes(book, profile) == pair_changes(other, shuffled)


@some
@given(randoms)
def test_an_answer_that_nothing_reads_changes_nothing(random: Random) -> None:
    doc, _, profile = a_case(random)
    book = compiled({**doc, "questions": [*doc["questions"], question("unread", "a", "b")]})
    without, answered = profile, {**profile, "unread": "a"}
    one, two = recommendation_data(decide(book, without)), recommendation_data(decide(book, answered))
    assert one["decisions"] == two["decisions"]
    assert settle(book, without) == settle(book, answered)
    assert single_changes(book, without) == single_changes(book, answered)
    assert pair_changes(book, without) == pair_changes(book, answered)


@some
@given(randoms)
def test_an_unknown_answer_never_argues(random: Random) -> None:
    doc, book, profile = a_case(random)
    known = {slug: answer for slug, answer in profile.items() if answer is not None}
    closed = {row["slug"]: profile.get(row["slug"]) for row in doc["questions"]}
    one, two = decide(book, known), decide(book, closed)
    assert recommendation_data(one)["decisions"] == recommendation_data(two)["decisions"]
    assert one.ignored == two.ignored


@some
@given(randoms)
def test_what_is_ruled_out_never_wins_while_another_is_not(random: Random) -> None:
    _, book, profile = a_case(random)
    for decision in ranked(decide(book, profile)):
        assert [option.ruled_out for option in decision.ranking] == sorted(
            option.ruled_out for option in decision.ranking
        )
        if decision.outcome is not None:
            assert decision.outcome == decision.ranking[0].option
            assert (decision.status == "no_clean_fit") == decision.ranking[0].ruled_out


@some
@given(randoms)
def test_the_same_comes_out_to_the_byte_whatever_was_asked_before(random: Random) -> None:
    doc, book, profile = a_case(random, 0.5)
    first = (decide(book, profile), settle(book, profile), single_changes(book, profile))
    for _ in range(3):
        other = parse_profile(book.rulebook, a_profile(random, doc, 0.6))[0]
        decide(book, other)
        settle(book, other)
    fresh = compiled(doc)
    assert (decide(fresh, profile), settle(fresh, profile), single_changes(fresh, profile)) == first
    assert (decide(book, profile), settle(book, profile), single_changes(book, profile)) == first
