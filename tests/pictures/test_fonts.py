"""Widths of lines, and breaking them."""

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from advisor.pictures.fonts import FAMILY, FILES, HANGUL_WIDTH, can_be_set, fitted, text_width, wrapped

WORDS = st.text(alphabet="abc WÄ가나다 …🚀<", max_size=80)


@pytest.mark.parametrize("bold", [False, True])
def test_the_files_are_the_family_that_they_are_called(bold):
    with TTFont(FILES[bold], lazy=True) as font:
        assert font["name"].getBestFamilyName() == FAMILY
        assert font["OS/2"].usWeightClass == (700 if bold else 400)


def test_widths_grow_with_the_size_and_the_weight():
    assert text_width("", 13) == 0
    assert text_width("Refactor", 26) == pytest.approx(2 * text_width("Refactor", 13))
    assert text_width("Refactor", 13, bold=True) > text_width("Refactor", 13)
    assert text_width("iii", 13) < text_width("WWW", 13)


def test_a_width_is_the_sum_of_the_typeface_s_advances():
    with TTFont(FILES[False], lazy=True) as font:
        advance = font["hmtx"].metrics[font.getBestCmap()[ord("A")]][0] / font["head"].unitsPerEm
    assert text_width("A", 100) == pytest.approx(100 * advance)


def test_hangul_leaves_room_for_the_widest_typeface_that_a_reader_may_have():
    assert text_width("가나다", 100) == pytest.approx(300 * HANGUL_WIDTH, rel=0.001)


def test_a_character_without_a_glyph_counts_as_a_wide_one():
    assert not can_be_set("🚀")
    assert text_width("🚀", 13) == 13


def test_both_languages_can_be_set():
    assert all(can_be_set(character) for character in "Aé–“”…·가힣漢"[:-1])


def test_lines_break_between_words():
    width = text_width("one two", 13) + 0.1
    assert wrapped("one two three", width, 13) == ["one two", "three"]
    assert wrapped("한국어 문장을 나눕니다", text_width("한국어 문장을", 13) + 0.1, 13) == [
        "한국어 문장을",
        "나눕니다",
    ]
    assert wrapped("  ", 100, 13) == []


def test_a_word_too_wide_is_broken_inside():
    lines = wrapped("W" * 10, text_width("WWWW", 13) + 0.1, 13)
    assert lines == ["WWWW", "WWWW", "WW"]


def test_a_bold_text_needs_more_lines():
    text = "Azure Virtual Machines"
    width = text_width(text, 13) + 0.1
    assert len(wrapped(text, width, 13)) == 1
    assert len(wrapped(text, width, 13, bold=True)) == 2


def test_a_text_that_fits_is_left_as_it_is():
    assert fitted("one two", 1000, 13, 1) == ["one two"]
    assert fitted("", 1000, 13, 1) == []


def test_a_text_that_does_not_fit_ends_in_an_ellipsis():
    width = text_width("one two…", 13)
    assert fitted("one two three four", width, 13, 1) == ["one two…"]
    assert fitted("one two; three four five six", text_width("three fo", 13), 13, 1)[0][-1] == "…"
    assert fitted("one, two three", text_width("one,…", 13) + 0.1, 13, 1) == ["one…"]


@given(WORDS, st.floats(30, 300), st.integers(1, 3), st.booleans())
def test_lines_are_never_too_wide_nor_too_many(text, width, most, bold):
    lines = fitted(text, width, 13, most, bold=bold)
    assert len(lines) <= most
    assert all(text_width(line, 13, bold=bold) <= width for line in lines)
    whole = wrapped(text, width, 13, bold=bold)
    assert "".join(whole).replace(" ", "") == "".join(text.split())
    assert lines == whole or (lines[:-1] == whole[: most - 1] and lines[-1].endswith("…"))
