"""What people typed becomes text that can be seen, and loses nothing else."""

import unicodedata

import pytest

from advisor.reports.harmless import visible


@pytest.mark.parametrize(
    "unseen",
    [
        *"\x00\x01\x08\x0e\x1b\x1f\x7f\x80\x9f",
        *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
        *"\u200b\u2060\ufeff\ufff9\ufffb\U000e0041",
        *"\ud800\udbff\udc00\udfff",
        *"\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff",
    ],
)
def test_what_cannot_be_seen_is_dropped(unseen):
    assert visible(f"a{unseen}b") == "ab"


@pytest.mark.parametrize(
    "text",
    [
        "Plain text, with = + - @ | < > & ` * _ # and \\",
        "한국어 문장입니다. 日本語 العربية עברית",
        "family 👨\u200d👩\u200d👧, heart ❤\ufe0f, rocket 🚀, joined क\u094d\u200dष",
        "private use \ue000, unassigned \u0378",
        "  spaces at both ends  ",
        "",
    ],
)
def test_what_can_be_seen_stays(text):
    assert visible(text) == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_is_one(end):
    assert visible(f"one{end}two") == "one two"
    assert visible(f"one{end}two", keep_lines=True) == "one\ntwo"


def test_empty_lines_are_kept_with_the_lines():
    assert visible("one\r\n\r\ntwo", keep_lines=True) == "one\n\ntwo"


def test_a_tab_is_a_space():
    assert visible("=1\t2", keep_lines=True) == "=1 2"


def test_letters_are_composed():
    assert visible(unicodedata.normalize("NFD", "é 한국")) == "é 한국"


def test_letters_that_something_unseen_kept_apart_are_composed_too():
    assert visible("e\u200b\u0301") == "é"


def test_the_result_can_always_be_written_as_utf_8_and_xml():
    every = "".join(map(chr, range(0x110000)))
    seen = visible(every, keep_lines=True)
    assert seen.encode().decode() == seen
    assert not set(seen) & set(map(chr, [*range(10), *range(11, 32), 0xFFFE, 0xFFFF]))
    assert visible(seen, keep_lines=True) == seen
