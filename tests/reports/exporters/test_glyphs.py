import pytest
from django.utils.translation import override

from advisor.pictures.drawing import Box, Drawing, Group, Words
from advisor.pictures.fonts import can_be_set
from advisor.reports.exporters.glyphs import spelled, spelled_drawing


@pytest.mark.parametrize("text", ["", "Plain", "한국어 문장입니다.", "①②③ → ■●▲◆ ‹›", "⚠"])
def test_what_can_be_set_stays_as_it_is(text: str):
    assert spelled(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Go 🚀!", "Go ‹U+1F680 rocket›!"),
        ("🚀🚀 🚀", "‹U+1F680 rocket ×3›"),
        ("🚀 and 🚀", "‹U+1F680 rocket› and ‹U+1F680 rocket›"),
        ("🚀🦀", "‹U+1F680 rocket, U+1F980 crab›"),
        ("👨‍👩‍👧👨‍👩‍👧", "‹U+1F468 man + U+1F469 woman + U+1F467 girl ×2›"),
        ("大韓民國", "‹U+5927 U+97D3 U+6C11 U+570B›"),
        ("漢", "‹U+6F22›"),
        ("⚠️ hot", "⚠ hot"),
        ("བོ", "‹U+0F56 tibetan letter ba + U+0F7C tibetan vowel sign o›"),
    ],
)
def test_missing_characters_are_told_by_code_point_and_name(text: str, told: str):
    assert spelled(text) == told


def test_halves_of_flags_are_told_together():
    assert spelled("🇰🇷🇰🇷").endswith("regional indicator symbol letter r ×2›")


def test_of_many_different_ones_only_the_first_are_told_and_how_many_more():
    text = "".join(chr(code) for code in range(0x1F400, 0x1F400 + 60)) * 100
    with override("en"):
        told = spelled(text)
    assert told.endswith("U+1F40B and 5,988 more›")
    assert len(told) < 150


def test_marks_piled_on_one_letter_are_cut_short():
    told = spelled("e" + "\u0321" * 5_000)
    assert told.startswith("e" + "\u0321" * 4 + "‹U+0321 ")
    assert len(told) < 400


def test_what_is_told_can_be_set_itself():
    assert all(map(can_be_set, spelled("🚀 漢字 ﾊ مرحبا བོད་ཡིག " + "é\u0f71" * 20)))


def test_words_of_a_drawing_are_told_and_stay_in_their_place():
    words = Words(0, 20, "🚀🦀🚀🦀🚀 App", 20)
    drawing = Drawing(100, 50, "T", "D", (Box(0, 0, 9, 9), Group((words, Words(0, 40, "Portal")))))
    box, group = spelled_drawing(drawing).shapes
    assert box == drawing.shapes[0]
    assert isinstance(group, Group)
    changed, same = group.shapes
    assert same == Words(0, 40, "Portal")
    assert isinstance(changed, Words)
    assert changed.text == "‹U+1F680 U+1F980 U+1F680 U+1F980 U+1F680› App"
    assert changed.size < words.size
    assert changed.size >= words.size * 0.6
