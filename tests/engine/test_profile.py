"""Reading profiles: what is taken, and what is said about the rest."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.engine import Compiled, parse_profile
from tests.engine.books import book, number, question


@pytest.fixture(scope="module")
def compiled() -> Compiled:
    retired = {**question("old", "a", retired=True)}
    code = question("code", "yes", "no", "gone")
    code["choices"][2]["retired"] = True
    databases = question("databases", "none", "oracle", "mysql", kind="many")
    size = number("size", min=0.5, below=100, unit={"en": "GiB", "ko": "GiB"})
    return book([code, databases, size, number("count", min=1, below=10, whole=True), retired], [])


@pytest.mark.parametrize(
    ("slug", "given", "taken"),
    [
        ("code", "yes", "yes"),
        ("code", "gone", "gone"),
        ("code", None, None),
        ("databases", ["mysql", "oracle"], ("oracle", "mysql")),
        ("databases", ("none",), ("none",)),
        ("size", 0.5, 0.5),
        ("size", 99, 99),
        ("size", 4.0, 4),
        ("count", 3.0, 3),
        ("old", "a", "a"),
    ],
)
def test_valid_answers_are_taken_in_one_form(compiled: Compiled, slug: str, given: Any, taken: Any) -> None:
    answers, errors = parse_profile(compiled.rulebook, {slug: given})
    assert answers == {slug: taken}
    assert type(answers[slug]) is type(taken)
    assert errors == ()


@pytest.mark.parametrize(
    ("slug", "given", "reason", "named"),
    [
        ("code", "maybe", "unknown_choice", "maybe"),
        ("code", ["yes"], "wrong_type", ["yes"]),
        ("code", True, "wrong_type", True),
        ("databases", "oracle", "wrong_type", "oracle"),
        ("databases", {"oracle": True}, "wrong_type", {"oracle": True}),
        ("databases", [], "empty", []),
        ("databases", ["oracle", "db3"], "unknown_choice", "db3"),
        ("databases", ["oracle", 3], "wrong_type", 3),
        ("databases", ["oracle", "oracle"], "repeated", ["oracle", "oracle"]),
        ("databases", ["none", "oracle"], "none_stands_alone", ["none", "oracle"]),
        ("size", "12", "wrong_type", "12"),
        ("size", True, "wrong_type", True),
        ("size", 0.4, "out_of_range", 0.4),
        ("size", 100, "out_of_range", 100),
        ("size", float("inf"), "out_of_range", float("inf")),
        ("count", 2.5, "not_whole", 2.5),
        ("colour", "red", "unknown_question", "red"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_reason(
    compiled: Compiled, slug: str, given: Any, reason: str, named: Any
) -> None:
    answers, (error,) = parse_profile(compiled.rulebook, {slug: given})
    assert answers == {}
    assert (error.question, error.reason, error.given) == (slug, reason, named)


def test_a_number_that_is_none_is_out_of_range(compiled: Compiled) -> None:
    assert parse_profile(compiled.rulebook, {"size": float("nan")})[1][0].reason == "out_of_range"


def test_errors_name_the_choices_that_can_be_given_today(compiled: Compiled) -> None:
    _, (error,) = parse_profile(compiled.rulebook, {"code": "maybe"})
    assert error.allowed == ("yes", "no")


def test_good_answers_are_kept_beside_bad_ones_in_the_rulebooks_order(compiled: Compiled) -> None:
    raw = {"colour": "red", "size": 5, "databases": ["nothing"], "code": "yes"}
    answers, errors = parse_profile(compiled.rulebook, raw)
    assert list(answers.items()) == [("code", "yes"), ("size", 5)]
    assert [error.question for error in errors] == ["databases", "colour"]
