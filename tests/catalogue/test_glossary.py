"""Words in alphabetical order."""

from dataclasses import replace

import pytest

from advisor.catalogue.glossary import glossary, letter_of
from advisor.engine.rulebook import Term, Text


@pytest.mark.parametrize(
    ("term", "letter"),
    [
        ("Zone", "Z"),
        ("zone", "Z"),
        ("가용성", "ㄱ"),
        ("까치", "ㄱ"),
        ("하위", "ㅎ"),
        ("힣", "ㅎ"),
        ("12요소", "#"),
        ("", "#"),
    ],
)
def test_a_term_stands_under_its_letter(term, letter):
    assert letter_of(term) == letter


@pytest.fixture
def words(small):
    pairs = {
        "zone": ("Zone", "영역"),
        "app": ("app", "앱"),
        "12": ("12 factors", "12요소"),
        "vm": ("VM", "VM"),
    }
    terms = {slug: Term(slug, Text(*pair), Text("It is.", "입니다.")) for slug, pair in pairs.items()}
    return replace(small, glossary=terms)


def test_english_order(words):
    found = glossary(words, "en")
    assert [(letter.letter, [word.slug for word in letter.words]) for letter in found] == [
        ("A", ["app"]),
        ("V", ["vm"]),
        ("Z", ["zone"]),
        ("#", ["12"]),
    ]


def test_korean_order_puts_hangul_before_latin_letters(words):
    found = glossary(words, "ko")
    assert [(letter.letter, [word.slug for word in letter.words]) for letter in found] == [
        ("ㅇ", ["app", "zone"]),
        ("V", ["vm"]),
        ("#", ["12"]),
    ]


def test_a_term_has_its_name_in_the_other_language_where_that_differs(words):
    found = {word.slug: word for letter in glossary(words, "ko") for word in letter.words}
    assert (found["app"].term, found["app"].elsewhere) == ("앱", "app")
    assert found["vm"].elsewhere == ""
    assert found["vm"].definition == "입니다."
