"""The shapes of the strategies are the same in drawings as in the templates."""

import re

import pytest
from django.template.loader import render_to_string

from advisor.pictures.drawing import Box, Drawing, Path
from advisor.pictures.marks import TONES, mark
from advisor.pictures.svg import page_svg


@pytest.mark.parametrize("strategy", TONES)
def test_a_strategy_has_its_own_colour(strategy):
    (shape,) = mark(strategy, 0, 0, 14)
    assert shape.fill == strategy


def test_the_shapes_differ():
    shapes = {
        (type(shape), getattr(shape, "d", "").count("L"), "A" in getattr(shape, "d", ""))
        for strategy in [*TONES, ""]
        for shape in mark(strategy, 0, 0, 14)
    }
    assert len(shapes) == 5


def test_square_and_diamond_stand_where_the_templates_put_them():
    template = render_to_string("pictures/shape.html", {"strategy": "rehost"})
    x, y, width, height = (float(n) for n in re.findall(r'(?:x|y|width|height)="(\d+)"', template)[:4])
    assert mark("rehost", 0, 0, 14) == (Box(x, y, width, height, fill="rehost"),)
    svg = page_svg(Drawing(14, 14, "", "", mark("rebuild", 0, 0, 14)), "n")
    assert 'd="M7 0L14 7L7 14L0 7z"' in svg
    assert 'd="M7 0l7 7-7 7-7-7z"' in render_to_string("pictures/shape.html", {"strategy": "rebuild"})


@pytest.mark.parametrize("strategy", [*TONES, "", "unheard-of"])
def test_a_mark_stays_in_its_square(strategy):
    for shape in mark(strategy, 100, 200, 28):
        if isinstance(shape, Path):
            points = re.findall(r"[ML ](\d+\.\d\d) (\d+\.\d\d)(?=[MLAz]|$)", shape.d)
            corners = [(float(x), float(y)) for x, y in points]
        else:
            corners = [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
        assert len(corners) >= 2
        assert all(100 <= x <= 128 and 200 <= y <= 228 for x, y in corners)


def test_what_is_no_strategy_is_a_dash_in_ink():
    (dash,) = mark("", 0, 0, 14)
    assert (dash.fill, dash.stroke) == ("none", "ink")
