import pytest

from advisor.rulebook.emphasis import condition_parts
from advisor.rulebook.wording import conditions_text
from tests import books


@pytest.fixture(scope="module")
def rulebook():
    return books.compiled(books.REAL).rulebook


def told(rulebook, slug, language="en"):
    return condition_parts(rulebook, rulebook.rules[slug].when, language)


def test_sets_off_questions_and_choices_without_quotation_marks(rulebook):
    assert [tuple(part) for part in told(rulebook, "strategy-code-poor")] == [
        ("Condition of the code", True),
        (" is ", False),
        ("Poor", True),
    ]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_says_the_same_as_the_plain_words_for_every_rule_and_advice(rulebook, language):
    for slug, row in {**rulebook.rules, **rulebook.advice}.items():
        plain = conditions_text(rulebook, row.when, language)
        parts = condition_parts(rulebook, row.when, language)
        bare = plain.replace("“", "").replace("”", "")
        assert "".join(part.text for part in parts).replace("“", "").replace("”", "") == bare, slug
        assert not row.when or any(part.strong for part in parts), slug


def test_numbers_are_set_off_too(rulebook):
    numbers = [
        row
        for row in (*rulebook.rules.values(), *rulebook.advice.values())
        if any(c.minimum is not None for c in row.when.values())
    ]
    parts = condition_parts(rulebook, numbers[0].when, "en")
    assert any(part.strong and part.text[0].isdigit() for part in parts)


def test_nothing_demanded_is_nothing_said(rulebook):
    assert condition_parts(rulebook, {}, "en") == ()
