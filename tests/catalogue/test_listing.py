"""The list of services and its filters."""

import unicodedata

import pytest
from django.http import QueryDict

from advisor.catalogue.listing import LONGEST_TEXT, Filter, listing, read_filter, selects

from .conftest import TODAY


def found(book, address, language="en", ticked=()):
    return listing(book, read_filter(book, QueryDict(address)), ticked, language, TODAY)


def slugs(shown):
    return [row.slug for group in shown.groups for row in group.rows]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", ["functions", "virtual_machines", "azure_monitor", "sets"]),
        ("q=events", ["functions"]),
        ("q=EVENTS+code", ["functions"]),
        ("q=events+servers", []),
        ("q=virtual_machines", ["virtual_machines"]),
        ("category=compute", ["functions", "virtual_machines"]),
        ("operations=high", ["virtual_machines"]),
        ("operations=low&category=compute", ["functions"]),
        ("zero=yes", ["functions"]),
        ("zero=no", []),
        ("lifecycle=current", ["functions", "sets"]),
        ("lifecycle=preview", ["azure_monitor"]),
        ("lifecycle=retiring", ["virtual_machines"]),
        ("lifecycle=retired", []),
        ("utm_source=elsewhere", ["functions", "virtual_machines", "azure_monitor", "sets"]),
    ],
)
def test_shows_what_was_asked_for(book, address, expected):
    shown = found(book, address)
    assert slugs(shown) == expected
    assert (shown.count, shown.total) == (len(expected), 4)


def test_groups_by_category(book):
    titles = [group.title for group in found(book, "").groups]
    assert titles == ["Compute", "Supporting services", "Named in advice only"]


def test_finds_text_in_both_languages_however_it_is_composed(book):
    decomposed = unicodedata.normalize("NFD", "한")
    assert read_filter(book, QueryDict(f"q={decomposed}")).text == "한"
    assert len(slugs(found(book, "q=한"))) == 4


def test_an_unknown_choice_is_named_and_asks_for_nothing(book):
    asked = read_filter(book, QueryDict("category=toys&operations=low"))
    assert asked == Filter(operations="low", unknown=(("category", "toys"),))
    assert asked.asks


def test_a_long_text_is_cut(book):
    assert len(read_filter(book, QueryDict("q=" + "x" * 5000)).text) == LONGEST_TEXT


def test_only_a_service_that_is_not_simply_current_says_its_stage(book):
    stages = {row.slug: row.stage for group in found(book, "").groups for row in group.rows}
    assert stages["functions"] == ""
    assert stages["virtual_machines"] == "Retires on 30 September 2028"


def test_what_is_ticked_stays_ticked_when_the_filter_leaves_it_out(book):
    shown = found(book, "category=supporting", ticked=("functions", "azure_monitor"))
    assert [row.slug for row in shown.elsewhere] == ["functions"]
    assert [row.ticked for group in shown.groups for row in group.rows] == [True]


def test_the_form_offers_what_there_is(book):
    category, operations, *_ = selects(book, Filter(operations="high"))
    assert [slug for slug, _, _ in category.choices] == ["compute", "supporting", "advice"]
    assert [slug for slug, _, chosen in operations.choices if chosen] == ["high"]
