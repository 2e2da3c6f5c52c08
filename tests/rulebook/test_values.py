import pytest

from advisor.rulebook.schema import KINDS, Field
from advisor.rulebook.values import conform


def test_says_how_long_a_text_may_be():
    about = KINDS["advice"].field("about")
    assert conform(about, "x" * about.longest) == "x" * about.longest
    with pytest.raises(ValueError, match="at most 100 characters"):
        conform(about, "x" * (about.longest + 1))


@pytest.mark.parametrize(
    ("type_", "given", "canonical"),
    [
        ("text", "  Cafe\u0301\r\nbar ", "Café\nbar"),
        ("number", 5.0, 5),
        ("number", 0.5, 0.5),
        ("ref", ["code"], ["code"]),
        ("refs", [["a"], ["b"]], [["a"], ["b"]]),
        ("date", "2026-11-21", "2026-11-21"),
        ("partial_date", "2025-07", "2025-07"),
        ("conditions", {"q": {"any_of": ["a"]}}, {"q": ["a"]}),
        (
            "conditions",
            {"q": {"none_of": ["a"], "any_of": ["b"]}},
            {"q": {"any_of": ["b"], "none_of": ["a"]}},
        ),
        ("conditions", {"q": {"min": 1.0}}, {"q": {"min": 1}}),
        ("effects", {"rehost": 3.0, "rebuild": "rules_out"}, {"rehost": 3, "rebuild": "rules_out"}),
        ("answers", {"q": None, "r": ["a"], "s": 2.5}, {"q": None, "r": ["a"], "s": 2.5}),
        ("rows", [{"a": {"en": "x"}}], [{"a": {"en": "x", "ko": ""}}]),
        ("url", "https://example.org/a", "https://example.org/a"),
    ],
)
def test_brings_a_value_into_its_one_form(type_, given, canonical):
    result = conform(Field("f", type_), given)
    assert result == canonical
    assert repr(result) == repr(canonical)


@pytest.mark.parametrize(
    ("type_", "given", "complaint"),
    [
        ("slug", False, "put it in quotes"),
        ("slug", "Not A Slug", "small letters"),
        ("text", 12, "put it in quotes"),
        ("ref", "code", "natural key"),
        ("ref", ["a", "b"], "natural key"),
        ("refs", [["a"], ["a"]], "twice"),
        ("number", True, "must be a number"),
        ("number", float("nan"), "must be a number"),
        ("number", 10**400, "must be a number"),
        ("integer", 1.5, "whole number"),
        ("integer", -1, "whole number"),
        ("integer", 2**31, "whole number"),
        ("flag", "yes", "true or false"),
        ("date", "2026-02-30", "date like"),
        ("partial_date", "2026-13", "date like"),
        ("digest", 12345678, "in quotes"),
        ("conditions", ["a"], "mapping"),
        ("conditions", {"q": "a"}, "q: must be a list"),
        ("conditions", {"q": []}, "q: must not be an empty list"),
        ("conditions", {"q": {}}, "it has nothing"),
        ("conditions", {"q": {"is": ["a"]}}, "it has is"),
        ("conditions", {"q": {"min": "3"}}, "q: must be a number"),
        ("effects", {"rehost": 1.5}, "whole number of points"),
        ("effects", {"rehost": "ruled_out"}, "rules_out"),
        ("answers", {"q": []}, "empty list"),
        ("columns", [{"slug": "a"}], "a column has slug"),
        ("columns", [], "a list of columns"),
        ("rows", [{"a": {"de": "x"}}], "a text cell"),
        ("url", "javascript:alert(1)", "https://"),
        ("url", "https://example.org/" + "a" * 500, "https://"),
    ],
)
def test_says_what_is_wrong_with_a_value(type_, given, complaint):
    with pytest.raises(ValueError, match=complaint):
        conform(Field("f", type_), given)


def test_refuses_a_word_outside_the_closed_set():
    with pytest.raises(ValueError, match="one of one, many, number"):
        conform(KINDS["question"].field("kind"), "several")


def test_refuses_null_where_a_value_is_needed():
    with pytest.raises(ValueError, match="null"):
        conform(KINDS["question"].field("text_en"), None)
    assert conform(KINDS["question"].field("min"), None) is None
