from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from advisor.engine import compile_rulebook
from advisor.rulebook.coverage import coverage, decisive
from advisor.rulebook.files import load_rulebook_from_files
from advisor.rulebook.scenarios import Scenario
from tests.engine.books import book, number, question, rule

from .conftest import SMALL

BLANK = Scenario("blank", "requirement", "Blank", 1, None, {}, {}, {})


@pytest.fixture(scope="module")
def loaded():
    rulebook, scenarios = load_rulebook_from_files(SMALL)
    return compile_rulebook(rulebook), scenarios


def test_names_what_never_and_what_always_holds_and_what_never_wins(loaded):
    found = coverage(*loaded)
    assert found.never == ("no-database",)
    assert found.always == ("watch-it",)
    assert found.without_effect == ("no-database",)
    assert found.losing == (("database", "none"),)
    assert found.fired == {
        "no-source-code": 1,
        "source-code": 1,
        "java-functions": 1,
        "rehosted-vm": 1,
        "no-database": 0,
        "small-sql": 1,
        "watch-it": 2,
    }
    assert not found.complete


def test_is_complete_once_the_scenarios_show_everything(loaded):
    compiled, scenarios = loaded
    nothing_known = replace(scenarios[0], slug="open", profile={"databases": ["none"]})
    found = coverage(compiled, [*scenarios, nothing_known])
    assert found.complete, found


def test_one_of_two_vetoes_has_no_effect_of_its_own(loaded):
    compiled, scenarios = loaded
    rule = compiled.rulebook.rules["no-source-code"]
    twin = replace(rule, slug="twin", points={})
    rules = {**compiled.rulebook.rules, "twin": twin}
    both = compile_rulebook(replace(compiled.rulebook, rules=dict(sorted(rules.items()))))
    assert "twin" in coverage(both, scenarios).without_effect


def test_counts_the_scenarios_that_one_rule_decides(loaded):
    compiled, scenarios = loaded
    counts = decisive(compiled.rulebook, scenarios)
    assert counts["small-sql"] == 1
    assert counts["no-database"] == 0
    assert "watch-it" not in counts  # supporting services are not an outcome of their own


def test_a_profile_that_cannot_be_read_is_left_out(loaded):
    compiled, scenarios = loaded
    wrong = replace(scenarios[0], slug="wrong", profile={"colour": "red"})
    assert coverage(compiled, [*scenarios, wrong]).scenarios == len(scenarios)


def test_the_command_fails_on_dead_weight_and_names_it(capsys):
    with pytest.raises(CommandError, match="dead weight"):
        call_command("check_coverage", "--fixtures", str(SMALL), "--removal", "--verbose")
    out = capsys.readouterr().out
    assert "rule no-database: holds in no scenario" in out
    assert "option database/none: wins in no scenario" in out
    assert "5 of 7 rules" in out
    assert "removing small-sql changes 1 scenarios" in out


def demands_of(rule, profiles):
    """Return what no profile shows at work of one rule's conditions, and the number of its demands."""
    questions = [
        question("one", "a", "b", "c"),
        question("many", "x", "y", "z", kind="many"),
        number("size", min=0, below=100),
        question("hidden", "h", asked_when={"one": ["b"]}),
    ]
    compiled = book(questions, [rule])
    scenarios = [replace(BLANK, slug=str(n), profile=profile) for n, profile in enumerate(profiles)]
    found = coverage(compiled, scenarios)
    return {(d.operator, d.choice) for d in found.untried}, found.demands


@pytest.mark.parametrize(
    ("when", "profiles", "untried"),
    [
        ({"one": ["a", "b"]}, [{"one": "a"}, {"one": "c"}], {("any_of", "b")}),
        ({"one": {"none_of": ["a", "b"]}}, [{"one": "a"}, {"one": "c"}], {("none_of", "b")}),
        ({"many": {"all_of": ["x", "y"]}}, [{"many": ["x"]}], {("all_of", "x"), ("all_of", "y")}),
        ({"many": {"all_of": ["x", "y"]}}, [{"many": ["x", "y", "z"]}], set()),
        (
            {"many": {"any_of": ["x", "y"], "none_of": ["z"]}},
            [{"many": ["x", "z"]}],
            {("any_of", "x"), ("any_of", "y")},
        ),
        ({"size": {"min": 3, "below": 9}}, [{"size": 1}], {("minimum", ""), ("below", "")}),
        ({"size": {"min": 3, "below": 9}}, [{"size": 3}], set()),
        ({"one": ["a"]}, [{"one": None}, {}], {("any_of", "a")}),
        ({"hidden": ["h"]}, [{"one": "a", "hidden": "h"}], {("any_of", "h")}),
        ({"hidden": ["h"]}, [{"one": "b", "hidden": "h"}], set()),
    ],
)
def test_a_part_of_a_condition_is_exercised_where_it_is_at_work(when, profiles, untried):
    found, count = demands_of(rule("r", when, {"rehost": 1}), profiles)
    assert found == untried
    assert count >= len(untried)


def test_conditions_on_earlier_outcomes_are_exercised_by_them():
    first = rule("first", {"one": ["a"]}, {"rehost": 1})
    later = rule("later", {"strategy": ["rehost", "refactor"]}, {"vm": 1}, "compute")
    compiled = book([question("one", "a")], [first, later])
    found = coverage(compiled, [replace(BLANK, slug="s", profile={"one": "a"})])
    assert [(d.rule, d.name, d.operator, d.choice) for d in found.untried] == [
        ("later", "strategy", "any_of", "refactor")
    ]
    assert found.demands == 3
