"""Services side by side."""

import pytest

from advisor.catalogue.comparison import chosen, comparison, problem_with
from advisor.catalogue.writer import Writer

from .conftest import TODAY


@pytest.mark.parametrize(
    ("slugs", "problem"),
    [
        ((), "Choose at least two services to compare."),
        (("functions",), "Choose at least two services to compare."),
        (("functions", "toys"), "The catalogue has no service “toys”."),
        (("toys", "x" * 100), f"The catalogue has no service “toys”, “{'x' * 60}”."),
        (("functions", "virtual_machines"), ""),
        (("functions", "virtual_machines", "azure_monitor", "sets"), ""),
    ],
)
def test_compares_two_to_four_services_that_are_there(book, slugs, problem):
    assert problem_with(book, slugs) == problem


def test_five_are_too_many(real):
    assert problem_with(real, tuple(real.services)[:5]) == "Choose at most four services: 5 are chosen."


def test_a_service_chosen_twice_counts_once():
    assert chosen(["a", "", "b", "a"]) == ("a", "b")


def test_a_line_for_each_aspect_that_any_of_them_has(writer):
    found = comparison(writer, ("functions", "sets"))
    lines = {line.label: line.cells for line in found.lines}
    assert lines["What is billed"][0][1][0].text == "By execution."
    assert lines["What is billed"][1][1][0].text == "Not stated"
    assert [name for name, _ in lines["Service level"]] == ["Azure Functions", "Sets"]
    assert list(lines)[-1] == "Sources"


def test_an_aspect_that_none_of_them_has_is_left_out(writer):
    labels = [line.label for line in comparison(writer, ("azure_monitor", "sets")).lines]
    assert "What is billed" not in labels
    assert "Lifecycle" in labels


def test_functions_and_logic_apps_have_a_page_of_their_own(real):
    def in_a_table(*slugs):
        return comparison(Writer(real, "en", TODAY), slugs).in_a_table

    assert in_a_table("logic_apps", "functions")
    assert not in_a_table("functions", "batch")
    assert not in_a_table("functions", "logic_apps", "batch")
