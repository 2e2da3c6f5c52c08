import pytest

from advisor.engine import compile_rulebook
from advisor.rulebook.files import load_rulebook_from_files
from advisor.rulebook.scenarios import Scenario, agreement

from .conftest import SMALL


@pytest.fixture(scope="module")
def compiled():
    return compile_rulebook(load_rulebook_from_files(SMALL)[0])


def case(**over):
    values = {
        "slug": "a",
        "kind": "published_case",
        "title": "A",
        "weight": 1,
        "hard": None,
        "profile": {"source_code": "available", "databases": ["sql_server"], "size": 100},
        "expect": {"strategy": ("refactor",)},
        "expect_not": {},
    }
    return Scenario(**{**values, **over})


@pytest.mark.parametrize(
    ("weight", "hard", "weights"),
    [
        (1, None, {"strategy": 1, "database": 1}),
        (0.5, None, {"strategy": 0.5, "database": 0.5}),
        (0.5, ("database",), {"strategy": 1, "database": 0.5}),
        (0.5, (), {"strategy": 1, "database": 1}),
    ],
)
def test_the_weight_applies_to_the_decisions_that_are_hard(compiled, weight, hard, weights):
    scenario = case(weight=weight, hard=hard, expect={"strategy": ("refactor",), "database": ("none",)})
    result = agreement(compiled, [scenario])
    assert {decision: share.total for decision, share in result.shares.items()} == weights
    assert result.shares["strategy"].share == 1
    assert result.shares["database"].share == 0


@pytest.mark.parametrize(
    ("expect", "expect_not", "agrees"),
    [
        (("refactor",), (), True),
        (("rehost", "refactor"), (), True),
        (("rehost",), (), False),
        (None, ("rehost",), True),
        (None, ("refactor",), False),
        (("refactor",), ("refactor",), False),
    ],
)
def test_an_outcome_has_to_be_expected_and_not_refused(compiled, expect, expect_not, agrees):
    scenario = case(
        expect={"strategy": expect} if expect else {},
        expect_not={"strategy": expect_not} if expect_not else {},
    )
    result = agreement(compiled, [scenario])
    assert (result.shares["strategy"].share == 1) is agrees
    assert (result.disagreements == ()) is agrees


def test_says_what_was_wanted_instead(compiled):
    scenario = case(expect={}, expect_not={"strategy": ("refactor", "rehost")})
    (wrong,) = agreement(compiled, [scenario]).disagreements
    assert (wrong.decision, wrong.given, wrong.wanted) == (
        "strategy",
        ("refactor",),
        ["not refactor", "not rehost"],
    )


def test_requirements_count_apart(compiled):
    held = case(kind="requirement")
    broken = case(kind="requirement", slug="b", expect={"strategy": ("rehost",)})
    result = agreement(compiled, [held, broken])
    assert result.shares == {}
    assert result.requirements == 2
    assert [item.scenario.slug for item in result.broken] == ["b"]


@pytest.mark.parametrize(
    ("expect", "expect_not", "holds"),
    [(("azure_monitor",), (), True), ((), ("azure_monitor",), False), (("key_vault",), (), False)],
)
def test_a_requirement_may_speak_of_supporting_services(compiled, expect, expect_not, holds):
    scenario = case(
        kind="requirement",
        profile={"source_code": "unavailable"},
        expect={"supporting": expect} if expect else {},
        expect_not={"supporting": expect_not} if expect_not else {},
    )
    assert (agreement(compiled, [scenario]).broken == ()) is holds


def test_a_profile_with_errors_is_named_and_not_counted(compiled):
    result = agreement(compiled, [case(profile={"colour": "red"}), case(slug="b")])
    assert result.errors == {"a": "colour: unknown_question"}
    assert result.shares["strategy"].count == 1
