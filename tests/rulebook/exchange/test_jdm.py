import json
from random import Random

import pytest
import zen
from hypothesis import given
from hypothesis import strategies as st

from advisor.engine import compile_rulebook, decide, parse_profile, read_document
from advisor.engine.recommendation import CollectedDecision
from advisor.rulebook.exchange.jdm import jdm_json
from tests.engine.strategies import a_document, a_profile, randoms
from tests.rulebook.exchange.books import HOSTILE, hostile_rulebook, real_rulebook
from tests.rulebook.exchange.profiles import as_json, random_profile

PROFILES = 2_000


def zen_decision(text):
    return zen.ZenEngine().create_decision(text)


def ours(compiled, profile):
    """What our engine finds, decision by decision: points by option, what is ruled out, and the outcome."""
    found = decide(compiled, profile)
    return {
        decision.decision: (
            {option.option: option.points for option in decision.ranking},
            {option.option for option in decision.ranking if option.ruled_out},
            list(decision.outcome) if isinstance(decision, CollectedDecision) else decision.outcome,
        )
        for decision in (found.strategy, found.compute, found.database, found.supporting)
    }


def theirs(decision, profile):
    found = decision.evaluate(as_json(profile))["result"]
    return {
        name: (
            one["points"],
            {option for option, count in one["vetoes"].items() if count},
            one["outcome"],
        )
        for name, one in found.items()
    }


def test_zen_engine_finds_the_same_points_vetoes_and_outcomes_for_random_profiles():
    rulebook, random = real_rulebook(), Random(2026)
    compiled, decision = compile_rulebook(rulebook), zen_decision(jdm_json(rulebook))
    outcomes = set()
    for _ in range(PROFILES):
        profile = random_profile(rulebook, random)
        expected = ours(compiled, profile)
        assert theirs(decision, profile) == expected, profile
        outcomes |= {(name, one[2]) for name, one in expected.items() if name != "supporting"}
    # The profiles are worth comparing: nothing decided, and every strategy, come up among them.
    assert {outcome for name, outcome in outcomes if name == "strategy"} == {
        None,
        *(option.slug for option in rulebook.decisions["strategy"].options),
    }
    assert len(outcomes) > 20


@given(randoms, st.sampled_from((0.3, 0.6, 1.0)))
def test_zen_engine_finds_the_same_for_random_rulebooks(random, given):
    doc = a_document(random)
    rulebook = read_document(doc, "sha256:random")
    compiled, decision = compile_rulebook(rulebook), zen_decision(jdm_json(rulebook))
    for _ in range(10):
        profile, errors = parse_profile(rulebook, a_profile(random, doc, given))
        assert not errors
        assert theirs(decision, profile) == ours(compiled, profile)


def test_slugs_that_other_languages_cannot_name_are_decided_alike():
    rulebook = hostile_rulebook()
    compiled, decision = compile_rulebook(rulebook), zen_decision(jdm_json(rulebook))
    random = Random(1)
    for _ in range(300):
        profile = random_profile(rulebook, random)
        assert theirs(decision, profile) == ours(compiled, profile), profile


def test_the_rules_that_held_are_named():
    found = zen_decision(jdm_json(real_rulebook())).evaluate({"source_code": "unavailable"})["result"]
    assert found["strategy"]["rules"] == ["strategy-no-source-code"]
    assert found["strategy"]["vetoes"]["refactor"] == 1


def test_every_question_rule_and_option_occurs_under_its_own_name():
    rulebook = real_rulebook()
    graph = json.loads(jdm_json(rulebook))
    nodes = {node["id"]: node for node in graph["nodes"]}
    keys = {row["key"] for row in nodes["answers"]["content"]["expressions"]}
    assert keys == {f"answers.{slug}" for slug in rulebook.questions}
    tables = [node["content"] for node in graph["nodes"] if node["type"] == "decisionTableNode"]
    assert sorted(row["_id"] for table in tables for row in table["rules"]) == sorted(rulebook.rules)
    for slug, decision in rulebook.decisions.items():
        keys = {row["key"] for row in nodes[slug]["content"]["expressions"]}
        assert {f"{slug}.points.{option.slug}" for option in decision.options} <= keys
    assert graph["metadata"]["rulebook"] == rulebook.hash


def test_edges_join_nodes_that_stand_apart():
    graph = json.loads(jdm_json(real_rulebook()))
    places = {node["id"]: node["position"] for node in graph["nodes"]}
    assert len({tuple(place.values()) for place in places.values()}) == len(graph["nodes"])
    assert all(places[edge["sourceId"]]["x"] < places[edge["targetId"]]["x"] for edge in graph["edges"])
    assert len({edge["id"] for edge in graph["edges"]}) == len(graph["edges"])


def test_a_rule_says_why_and_what_it_rests_on():
    rulebook = real_rulebook()
    rule = rulebook.rules["strategy-no-source-code"]
    for language in ("en", "ko"):
        tables = [node["content"] for node in json.loads(jdm_json(rulebook, language))["nodes"]]
        rows = {row["_id"]: row for table in tables for row in table.get("rules", ())}
        said = rows[rule.slug]["_description"]
        assert said.startswith(f"{rule.because.in_language(language)} (")
        assert all(rulebook.sources[slug].title in said for slug in rule.sources)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_texts_of_any_kind_stay_what_they_are(language):
    graph = json.loads(jdm_json(hostile_rulebook(), language))
    rows = [row for node in graph["nodes"] for row in node["content"].get("rules", ())]
    assert any(HOSTILE in row["_description"] for row in rows)


def test_the_same_rulebook_gives_the_same_file():
    assert jdm_json(real_rulebook()) == jdm_json(real_rulebook())
    assert jdm_json(real_rulebook(), "ko") != jdm_json(real_rulebook())
