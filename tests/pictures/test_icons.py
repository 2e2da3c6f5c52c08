"""Icons: every one stays on its grid, is an outline, and differs from the others."""

import re

import pytest

from advisor.pictures.drawing import Drawing, Path
from advisor.pictures.icons import GRID, ICONS, icon
from advisor.pictures.svg import file_svg

#: How many numbers follow each command, and which of them are the point that it leads to.
NUMBERS = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "a": 7, "z": 0}


def steps(d):
    """Yield each step of a path as (command, numbers); raise where a path is not well formed."""
    assert re.fullmatch(r"[MmLlHhVvCcSsAaZz0-9 .-]+", d)
    for command, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", d):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", rest)]
        size = NUMBERS[command.lower()]
        assert (not numbers) if size == 0 else (numbers and len(numbers) % size == 0), (d, command, rest)
        for start in range(0, max(len(numbers), 1), size or 1):
            yield command, numbers[start : start + size]


def points(d):
    """Return all points that a path leads to."""
    x = y = 0.0
    begin = (x, y)
    found = []
    for command, numbers in steps(d):
        kind, relative = command.lower(), command.islower()
        if kind == "z":
            x, y = begin
            continue
        if kind == "h":
            x = numbers[0] + (x if relative else 0)
        elif kind == "v":
            y = numbers[0] + (y if relative else 0)
        else:
            x, y = numbers[-2] + (x if relative else 0), numbers[-1] + (y if relative else 0)
        if kind == "m":
            begin = (x, y)
        found.append((x, y))
    return found


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_stays_on_its_grid(name):
    assert all(1 <= x <= GRID - 1 and 1 <= y <= GRID - 1 for x, y in points(ICONS[name]))


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_fills_most_of_its_grid(name):
    xs, ys = zip(*points(ICONS[name]), strict=True)
    assert max(max(xs) - min(xs), max(ys) - min(ys)) >= 10


def test_no_two_icons_are_alike():
    assert len(set(ICONS.values())) == len(ICONS)


def test_an_icon_is_an_outline_in_the_colour_asked_for_at_its_place():
    group = icon("key", 7, 9, tone="soft")
    (path,) = group.shapes
    assert isinstance(path, Path)
    assert (group.x, group.y, path.fill, path.stroke) == (7, 9, "none", "soft")
    svg = file_svg(Drawing(30, 30, "t", "d", (group,)))
    assert f'd="{ICONS["key"]}"' in svg
    assert "translate(7 9)" in svg


def test_an_icon_that_is_not_drawn_is_an_error():
    with pytest.raises(KeyError):
        icon("no-such", 0, 0)
