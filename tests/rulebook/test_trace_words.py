"""What became of a rule, in words, on a rulebook with all that a condition can say."""

import pytest
from django.utils.translation import override
from hypothesis import given, settings

from advisor.engine import compile_rulebook, read_document
from advisor.engine.trace import trace
from advisor.rulebook.trace_words import trace_words
from tests.engine import strategies
from tests.engine.books import document, number, question, rule

LABELS = {
    "shape": ("Shape", "모양"),
    "parts": ("Parts", "부품"),
    "colour": ("Colour", "색"),
    "shade": ("Shade", "명암"),
    "size": ("Size", "크기"),
    "old": ("Old", "예전"),
    "heir": ("Heir", "후계"),
}


def two(text):
    return {"en": text[0], "ko": text[1]}


def labelled(rows):
    for row in rows:
        row["label"] = two(LABELS[row["slug"]])
        for choice in row["choices"]:
            choice["label"] = two((choice["slug"].title(), f"가{choice['slug']}"))
    return rows


QUESTIONS = labelled(
    [
        question("shape", "round", "square"),
        question("parts", "none", "x", "y", "z", kind="many"),
        question("colour", "red", "blue", asked_when={"shape": ["round"]}),
        question("shade", "dark", "pale", asked_when={"colour": ["red"]}),
        number("size", min=0, below=1000, unit={"en": "GiB", "ko": "개"}),
        question("old", "a", "b", retired=True),
        question("heir", "a", "b", asked_when={"old": ["a"]}),
    ]
)
RULES = [
    rule("is", {"shape": ["round"]}, {"rehost": 1}),
    rule("either", {"shape": {"none_of": ["round", "square"]}}, {"rehost": 1}),
    rule("among", {"parts": ["x", "y"]}, {"rehost": 1}),
    rule("all", {"parts": {"all_of": ["x", "y"]}}, {"rehost": 1}),
    rule("without", {"parts": {"none_of": ["x"]}}, {"rehost": 1}),
    rule("mixed", {"parts": {"any_of": ["y"], "none_of": ["x"]}}, {"rehost": 1}),
    rule("between", {"size": {"min": 4, "below": 500}}, {"rehost": 1}),
    rule("least", {"size": {"min": 500}}, {"rehost": 1}),
    rule("most", {"size": {"below": 4}}, {"rehost": 1}),
    rule("shaded", {"shade": ["dark"]}, {"rehost": 1}),
    rule("retired", {"old": ["a"]}, {"rehost": 1}),
    rule("heirs", {"heir": ["a"]}, {"rehost": 1}),
    rule("two", {"shape": ["round"], "size": {"min": 500}, "parts": ["x"]}, {"rehost": 1}),
    rule("later", {"strategy": ["refactor"]}, {"vm": 1}, "compute"),
]


def whole():
    doc = document(QUESTIONS, RULES)
    doc["decisions"][0]["title"] = {"en": "Strategy", "ko": "전략"}
    for option in doc["decisions"][0]["options"]:
        option["name"] = two((option["slug"].title(), option["slug"].title()))
    return doc


BOOK = compile_rulebook(read_document(whole(), "sha256:test"))


def words(rule, profile, language="en"):
    traced = next(one for one in trace(BOOK, profile) if one.rule == rule)
    return trace_words(BOOK.rulebook, traced, profile, language)


@pytest.mark.parametrize(
    ("rule", "profile", "sentence"),
    [
        ("is", {"shape": "round"}, "Held: “Shape” is “Round”"),
        ("is", {"shape": "square"}, "Did not hold: “Shape” is “Square”, the rule wants “Round”"),
        ("is", {}, "Silent: “Shape” is not answered"),
        ("is", {"shape": None}, "Silent: “Shape” is “I don't know”"),
        (
            "either",
            {"shape": "round"},
            "Did not hold: “Shape” is “Round”, the rule wants anything but “Round” or “Square”",
        ),
        (
            "among",
            {"parts": ("z",)},
            "Did not hold: “Parts” is “Z”, the rule wants “X” or “Y” among the answers",
        ),
        (
            "all",
            {"parts": ("x", "z")},
            "Did not hold: “Parts” is “X”, “Z”, the rule wants all of “X” and “Y”",
        ),
        ("without", {"parts": ("x",)}, "Did not hold: “Parts” is “X”, the rule wants an answer without “X”"),
        (
            "mixed",
            {"parts": ("x",)},
            "Did not hold: “Parts” is “X”, the rule wants “Y” among the answers, an answer without “X”",
        ),
        (
            "between",
            {"size": 500},
            "Did not hold: “Size” is 500 GiB, the rule wants at least 4 GiB and below 500 GiB",
        ),
        ("least", {"size": 2.5}, "Did not hold: “Size” is 2.5 GiB, the rule wants 500 GiB or more"),
        ("most", {"size": 4}, "Did not hold: “Size” is 4 GiB, the rule wants less than 4 GiB"),
        ("shaded", {}, "Silent: “Shade” is not asked, because “Shape” is not answered"),
        (
            "shaded",
            {"shape": "square", "colour": "red"},
            "Silent: “Shade” is not asked, because “Shape” is “Square”",
        ),
        (
            "shaded",
            {"shape": "round", "colour": None},
            "Silent: “Shade” is not asked, because “Colour” is “I don't know”",
        ),
        ("retired", {"old": "a"}, "Silent: “Old” is not asked, because it is retired"),
        ("heirs", {"old": "a"}, "Silent: “Heir” is not asked, because “Old” is retired"),
        ("later", {}, "Silent: “Strategy” has no outcome"),
        (
            "later",
            {"shape": "round"},
            "Did not hold: the outcome of “Strategy”: “Rehost”, the rule wants “Refactor”",
        ),
    ],
)
def test_says_in_one_sentence_what_became_of_a_rule(rule, profile, sentence):
    assert words(rule, profile) == sentence


def test_names_all_that_held_but_only_what_failed_or_is_missing():
    held = words("two", {"shape": "round", "size": 600, "parts": ("x", "y")})
    assert held == "Held: “Shape” is “Round”; “Parts” is “X”, “Y”; “Size” is 600 GiB"
    failed = words("two", {"shape": "square", "size": 5})
    assert failed == (
        "Did not hold: “Shape” is “Square”, the rule wants “Round”;"
        " “Size” is 5 GiB, the rule wants 500 GiB or more"
    )
    silent = words("two", {"size": 600})
    assert silent == "Silent: “Shape” is not answered; “Parts” is not answered"


def test_speaks_the_language_named_by_the_caller():
    with override("en"):
        korean = words("least", {"size": 2}, "ko")
    assert "“크기”" in korean
    assert "500개" in korean
    with override("ko"):
        assert words("least", {"size": 2}) == "Did not hold: “Size” is 2 GiB, the rule wants 500 GiB or more"


@settings(max_examples=60)
@given(strategies.randoms)
def test_every_rule_has_its_sentence(random):
    doc = strategies.a_document(random)
    compiled = compile_rulebook(read_document(doc, "sha256:test"))
    profile = strategies.a_profile(random, doc, given=0.5)
    beginnings = {"held": "Held: ", "failed": "Did not hold: ", "silent": "Silent: "}
    for one in trace(compiled, profile):
        sentence = trace_words(compiled.rulebook, one, profile, "en")
        assert sentence.startswith(beginnings[one.state])
        assert sentence != beginnings[one.state]
        assert "%(" not in sentence
        assert not sentence.endswith("because ")
