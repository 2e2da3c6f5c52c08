from dataclasses import replace

import pytest

from advisor.engine import read_document
from advisor.engine.rulebook import NO_TEXT, Condition, Option, Rule, Text
from advisor.rulebook.document import document_of
from advisor.rulebook.files import read_records
from advisor.rulebook.rule_words import rule_sentence
from tests.rulebook.conftest import SMALL


@pytest.fixture(scope="module")
def rulebook():
    small = read_document(document_of(read_records(SMALL)), "sha256:small")
    strategy = small.decisions["strategy"]
    more = tuple(Option(name.lower(), Text(name, "")) for name in ("Rearchitect", "Rebuild"))
    strategy = replace(strategy, options=strategy.options + more)
    return replace(small, decisions={**small.decisions, "strategy": strategy})


def said(rulebook, points, rules_out=(), language="en", when=None):
    when = {"source_code": Condition(any_of=("unavailable",))} if when is None else when
    return rule_sentence(rulebook, Rule("r", "strategy", when, points, rules_out, NO_TEXT), language)


def test_vetoes_come_first_then_points_from_the_most_to_the_least(rulebook):
    rule = said(rulebook, {"rehost": -2, "rebuild": 3}, ("rearchitect", "refactor"))
    assert rule == (
        "When “Source code” is “Not available”, "
        "Refactor and Rearchitect are ruled out, Rebuild gets +3 and Rehost gets −2."
    )


def test_options_with_the_same_points_share_a_clause_in_the_order_of_the_decision(rulebook):
    assert said(rulebook, {"rebuild": 1, "rehost": 1, "refactor": 1}).endswith(
        ", Rehost, Refactor and Rebuild get +1."
    )


def test_an_option_that_the_rulebook_does_not_know_keeps_its_slug(rulebook):
    assert said(rulebook, {"gone": 2}).endswith(", gone gets +2.")


def test_what_is_still_missing_shows_where_it_will_stand(rulebook):
    assert said(rulebook, {}, when={}) == "When …, …."
