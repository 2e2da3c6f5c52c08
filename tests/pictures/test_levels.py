"""A scale of levels: equal boxes, one of them filled."""

import pytest
from django.template.loader import render_to_string

from advisor.pictures.levels import levels


@pytest.mark.parametrize("place", [0, 1, 3])
def test_one_box_a_level_and_only_the_one_that_applies_is_filled(place):
    boxes = levels(4, place)
    assert [box.here for box in boxes] == [n == place for n in range(4)]
    assert [box.x for box in boxes] == ["0%", "25%", "50%", "75%"]
    assert {box.width for box in boxes} == {"24%"}


def test_no_level_is_an_empty_scale():
    assert levels(0, None) == ()
    assert not any(box.here for box in levels(4, None))


def test_the_picture_is_hidden_from_screen_readers_because_the_level_is_written_beside_it():
    page = render_to_string("pictures/levels.html", {"boxes": levels(4, 2)})
    assert 'aria-hidden="true"' in page
    assert page.count("<rect") == 4
    assert page.count("fill-opacity") == 3
