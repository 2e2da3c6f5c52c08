"""Whoever sees the counts, and knows how they are made, cannot work out one below five."""

from collections import defaultdict
from itertools import chain, combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.editor.hiding import LEAST, hide

CELLS = ("a", "b", "c")


def seen(world):
    """Return all that is shown of a world: what is in each cell, and in none."""
    *cells, _rest = world
    shown = hide(dict(zip(CELLS, cells, strict=False)), sum(world))
    return shown.everybody, tuple(sorted(shown.cells.items()))


def sums(world):
    """Return every sum of places that somebody could ask for, from one place to all but none."""
    places = range(len(world))
    chosen = chain.from_iterable(combinations(places, n) for n in range(1, len(world)))
    return {some: sum(world[place] for place in some) for some in chosen}


@pytest.fixture(scope="module")
def alike():
    """All worlds of up to 17 people, by what is shown of them."""
    found = defaultdict(list)
    for everybody in range(18):
        for cells in product(range(everybody + 1), repeat=len(CELLS)):
            if sum(cells) <= everybody:
                world = (*cells, everybody - sum(cells))
                found[seen(world)].append(sums(world))
    return found


def test_no_small_count_and_no_small_sum_of_counts_can_be_worked_out(alike):
    for shown, worlds in alike.items():
        for places in worlds[0]:
            possible = {world[places] for world in worlds}
            assert len(possible) > 1 or min(possible) >= LEAST, (shown, places, possible)


def test_so_with_few_people_nothing_is_said(alike):
    assert all(shown == (None, ()) for shown in map(seen, [(0, 0, 0, 0), (4, 0, 0, 0), (1, 1, 1, 1)]))


def test_what_is_large_among_many_is_shown():
    shown = hide({"a": 9, "b": 2, "c": 6}, 340)
    assert (shown.everybody, shown.cells, shown.rest) == (340, {"a": 9, "c": 6}, 325)


def test_the_smallest_is_hidden_where_it_would_tell_of_the_rest():
    assert hide({"a": 9, "b": 7}, 18).cells == {"a": 9}
    assert hide({"a": 9, "b": 7}, 21).cells == {"a": 9, "b": 7}


@given(st.dictionaries(st.integers(), st.integers(0, 30), max_size=8), st.integers(0, 30))
def test_nothing_shown_is_small_nor_is_what_is_left(cells, rest):
    everybody = sum(cells.values()) + rest
    shown = hide(cells, everybody)
    assert all(count >= LEAST and cells[cell] == count for cell, count in shown.cells.items())
    assert shown.everybody == (everybody if everybody >= LEAST else None)
    assert shown.rest >= LEAST or shown.everybody is None
