"""Drawings as SVG: colours, escaping, arrows, and always well-formed."""

import re
from pathlib import Path as FilePath
from typing import get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.pictures.drawing import Box, Drawing, Group, Path, Tone, Words
from advisor.pictures.fonts import FAMILY
from advisor.pictures.svg import LIGHT, TINT, file_svg, page_svg

STYLES = FilePath(__file__).resolve().parents[2] / "advisor" / "static" / "advisor"
SVG = "{http://www.w3.org/2000/svg}"
#: What a tone is called in the style sheet, where that is another name.
TOKENS = {"soft": "ink-soft", "control": "ink-control", "quiet": "paper-quiet"}
TONES = [tone for tone in get_args(Tone) if tone != "none"]


def drawn(*shapes, title="T", description="D"):
    return Drawing(200, 100, title, description, shapes)


def file_elements(*shapes):
    """Return the shapes of a file as elements, without title and description."""
    return list(ElementTree.fromstring(file_svg(drawn(*shapes))))[2:]


def test_the_colours_of_files_are_the_light_ones_of_the_style_sheet():
    styles = (STYLES / "tokens.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}),", styles))
    assert {tone: light[TOKENS.get(tone, tone)] for tone in TONES} == {t: LIGHT[t] for t in TONES}
    assert LIGHT["none"] == "none"


@pytest.mark.parametrize("tone", TONES)
def test_the_style_sheet_has_a_class_for_every_tone(tone):
    styles = (STYLES / "pictures.css").read_text(encoding="utf-8")
    assert f".f-{tone} {{ fill: var(--{TOKENS.get(tone, tone)}); }}" in styles
    assert f".s-{tone} {{ stroke: var(--{TOKENS.get(tone, tone)}); }}" in styles


def test_what_is_left_out_of_the_markup_is_said_by_the_style_sheet():
    styles = (STYLES / "pictures.css").read_text(encoding="utf-8")
    assert "font: 13px var(--font); fill: none; stroke-width: 1.5;" in styles
    assert page_svg(drawn(Box(0, 0, 1, 1), Words(0, 9, "a")), "n").endswith(
        '<rect x="0" y="0" width="1" height="1"/><text x="0" y="9">a</text></svg>'
    )


def test_a_page_names_colours_by_class_and_a_file_writes_them():
    box = Box(1, 2, 30, 40, fill="refactor", stroke="ink", stroke_width=2, corner=3, dashed=True, tint=True)
    page = page_svg(drawn(box), "n")
    assert 'class="f-refactor s-ink"' in page
    assert "#" not in page
    (rect,) = file_elements(box)
    assert rect.attrib == {
        "x": "1",
        "y": "2",
        "width": "30",
        "height": "40",
        "rx": "3",
        "fill": LIGHT["refactor"],
        "fill-opacity": TINT,
        "stroke": LIGHT["ink"],
        "stroke-width": "2",
        "stroke-dasharray": "4 3",
    }


def test_a_file_needs_no_style_sheet():
    root = ElementTree.fromstring(file_svg(drawn()))
    assert (root.get("width"), root.get("viewBox"), root.get("font-family")) == ("200", "0 0 200 100", FAMILY)
    box, text = file_elements(Box(0, 0, 1, 1, stroke="line"), Words(0, 9, "a"))
    assert (box.get("fill"), box.get("stroke-width"), text.get("font-size")) == ("none", "1.5", "13")


def test_words_have_their_size_weight_anchor_and_colour():
    (text,) = file_elements(Words(1.25, 2, "a", 15, bold=True, tone="soft", anchor="end"))
    assert text.attrib == {
        "x": "1.2",
        "y": "2",
        "font-size": "15",
        "text-anchor": "end",
        "font-weight": "700",
        "fill": LIGHT["soft"],
    }


def test_words_in_a_file_are_never_without_a_colour():
    (text,) = file_elements(Words(0, 9, "a"))
    assert text.get("fill") == LIGHT["ink"]


@pytest.mark.parametrize(
    ("d", "place"),
    [
        ("M0 0H10", "translate(10 0) rotate(0)"),
        ("M10 0H0", "translate(0 0) rotate(180)"),
        ("M0 0V10", "translate(0 10) rotate(90)"),
        ("M5 5H20V0.5", "translate(20 0.5) rotate(-90)"),
        ("M0 0L10 10", "translate(10 10) rotate(45)"),
    ],
)
def test_an_arrow_points_along_the_end_of_its_line(d, place):
    line, head = file_elements(Path(d, stroke="ink", arrow=True))
    assert line.get("d") == d
    assert head.get("transform") == place
    assert head.get("fill") == LIGHT["ink"]


def test_paths_carry_no_decimals_that_say_nothing():
    (path,) = file_elements(Path("M10.00 2.50L0.25 100.10", stroke="ink"))
    assert path.get("d") == "M10 2.5L0.25 100.1"


def test_a_group_is_moved_and_scaled_and_is_a_link_on_a_page_only():
    group = Group((Box(0, 0, 1, 1),), 5, 6, scale=0.833333, href='/a?b="c"&d')
    page = page_svg(drawn(group), "n")
    assert '<a href=\'/a?b="c"&amp;d\'><g transform="translate(5 6) scale(0.8333)"><rect' in page
    assert "<a " not in file_svg(drawn(group))


def test_a_group_that_stays_where_it_is_needs_no_transform():
    assert "transform" not in file_svg(drawn(Group((Box(0, 0, 1, 1),))))


def test_the_title_and_description_name_the_picture_on_a_page():
    page = page_svg(drawn(title="A & B", description="1 < 2"), "plan")
    assert 'role="img" aria-labelledby="plan-t" aria-describedby="plan-d"' in page
    assert '<title id="plan-t">A &amp; B</title><desc id="plan-d">1 &lt; 2</desc>' in page


HOSTILE = st.text(alphabet=st.characters()) | st.sampled_from(
    ["]]><!--", "&#0;", "</text>", "\ud800\uffff\x0b"]
)


@given(HOSTILE, HOSTILE)
def test_whatever_is_written_is_text(words, href):
    drawing = drawn(Group((Words(0, 9, words),), href=href), title=words, description=words)
    root = ElementTree.fromstring(file_svg(drawing))
    assert [element.tag for element in root] == [f"{SVG}title", f"{SVG}desc", f"{SVG}g"]
    assert [element.tag for element in root[2]] == [f"{SVG}text"]
    kept = re.sub("[\x00-\x1f\ud800-\udfff\ufffe\uffff]", "", words)
    assert (root[0].text or "") == (root[2][0].text or "") == kept
    ElementTree.fromstring(page_svg(drawing, "n"))
