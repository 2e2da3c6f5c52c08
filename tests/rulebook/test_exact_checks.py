from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from advisor.engine import read_document
from advisor.engine.check import examine, search
from advisor.rulebook.checks import check, exact
from advisor.rulebook.checks.exact import exact_findings
from advisor.rulebook.checks.meanings import meaning_of
from advisor.rulebook.document import document_of
from advisor.rulebook.files import read_records
from advisor.rulebook.findings import Finding, errors
from advisor.rulebook.phrases import Phrase
from advisor.rulebook.scenarios import scenarios_of

ROOT = Path(__file__).resolve().parents[2]
UNREAD = "question servers"


@pytest.fixture(autouse=True)
def small_sample(monkeypatch, request):
    """Try few profiles: the rulebook is small."""
    if "slow" not in request.keywords:
        monkeypatch.setattr(search, "SAMPLE", 200)


@pytest.fixture
def add(small):
    """Append a copy of a rule to its file, with some of its text replaced."""

    def append(name, slug, *replaced):
        path = next(small.glob(f"{name}*.yaml"))
        records = path.read_text().split("- model: ")
        text = next(one for one in records if f"slug: {slug}\n" in one)
        for old, new in [(f"slug: {slug}\n", f"slug: {slug}-again\n"), *replaced]:
            assert old in text
            text = text.replace(old, new)
        path.write_text(f"{path.read_text().rstrip()}\n\n- model: {text.rstrip()}\n")

    return append


def findings(directory):
    records = read_records(directory)
    return exact_findings(read_document(document_of(records), ""), records, scenarios_of(records))


def found(directory, code):
    return [item for item in findings(directory) if item.code == code]


def told(directory, code):
    return [(str(item).removeprefix(f"{directory}/"), item.witness) for item in found(directory, code)]


def test_a_sound_rulebook_has_nothing_but_a_question_that_nobody_reads(small):
    assert told(small, "question_unread") == [
        (
            f"21_questions.yaml:141: warning: {UNREAD}: no rule, advice or fact reads its answer, "
            "and no question waits for it",
            None,
        )
    ]
    assert len(findings(small)) == 1


def test_a_rule_that_waits_for_an_impossible_outcome_is_an_error_and_so_is_its_option(small, edit):
    edit("51", "      runtime: [java]\n", "      runtime: [java]\n      databases: [mysql]\n")
    assert told(small, "rule_never_fires") == [
        (
            "51_rules_compute.yaml:5: error: rule java-functions: when: "
            "can never hold: no profile fulfils all its conditions",
            None,
        )
    ]
    ((words, witness),) = told(small, "option_never_wins")
    assert words.endswith("error: option compute/functions: never wins: no profile makes it an outcome")
    assert witness is None


def test_a_rule_beside_a_stronger_one_never_matters(small, add):
    add("53", "watch-it", ("virtual_machines, functions", "virtual_machines"))
    ((words, witness),) = told(small, "rule_never_matters")
    assert words.startswith("53_rules_supporting.yaml:")
    assert ": warning: rule watch-it-again: effects: never matters" in words
    assert witness


def test_points_that_a_veto_takes_name_the_veto_and_stand_at_the_option(small, add):
    add("50", "no-source-code", ("effects: {rehost: 1, refactor: rules_out}", "effects: {refactor: 2}"))
    ((words, witness),) = told(small, "points_never_count")
    assert words.endswith(
        "warning: rule no-source-code-again: effects: its points for refactor never count: "
        "no-source-code rules it out whenever this holds"
    )
    assert witness == {"source_code": "unavailable"}


def test_points_that_several_vetoes_take_name_them_all(small, add, edit):
    edit("50", "{rehost: 1, refactor: rules_out}", "{rehost: rules_out}")
    edit("50", "{refactor: 3}", "{refactor: 3, rehost: rules_out}")
    given = "source_code: [available, unavailable]\n      databases: {none_of: [mysql]}"
    effects = ("effects: {rehost: rules_out}", "effects: {rehost: 2}")
    add("50", "no-source-code", ("source_code: [unavailable]", given), effects)
    ((words, _),) = told(small, "points_never_count")
    assert words.endswith("one of no-source-code, source-code rules it out whenever this holds")


def test_the_same_rule_twice_is_an_error_however_it_is_written(small, add):
    add("51", "rehosted-vm", ("strategy: [rehost]", "strategy: {none_of: [refactor]}"))
    ((words, witness),) = told(small, "duplicate_rules")
    assert words.endswith(
        "error: rule rehosted-vm-again: when: is the same as rehosted-vm: it holds for the same profiles"
    )
    assert witness


def test_the_same_reason_counted_twice_is_a_warning(small, add):
    add(
        "51",
        "rehosted-vm",
        ("strategy: [rehost]", "strategy: {none_of: [refactor]}"),
        ("{virtual_machines: 2}", "{virtual_machines: 1, functions: rules_out}"),
    )
    ((words, _),) = told(small, "duplicate_rules")
    assert "warning: rule rehosted-vm-again: when: holds for the same profiles as rehosted-vm" in words
    assert words.endswith("and both speak of virtual_machines")


def test_what_the_plain_checks_say_of_two_rules_is_not_said_again(small, add):
    add("51", "rehosted-vm", ("{virtual_machines: 2}", "{virtual_machines: 1}"))
    assert "same-conditions" in [item.code for item in check(read_records(small))]
    assert not told(small, "duplicate_rules")


def test_two_rules_that_are_the_same_are_an_error_all_the_same(small, add):
    add("51", "rehosted-vm")
    ((words, _),) = told(small, "duplicate_rules")
    assert "error: rule rehosted-vm-again: when: is the same as rehosted-vm" in words


def test_a_profile_shows_that_nothing_is_left(small, edit):
    edit("50", "{rehost: 1, refactor: rules_out}", "{rehost: rules_out, refactor: rules_out}")
    assert told(small, "nothing_left") == [
        (
            "40_decisions.yaml:1: warning: decision strategy: "
            "there are profiles in which every option is ruled out",
            {"source_code": "unavailable"},
        )
    ]


def test_a_tie_is_told_at_the_option_that_the_order_puts_first(small, edit):
    edit("50", "{refactor: 3}", "{refactor: 3, rehost: 3}")
    ((words, witness),) = told(small, "order_decides")
    assert words.endswith(
        "warning: option strategy/rehost: can tie with refactor, and only the order puts it first"
    )
    assert witness == {"source_code": "available", "databases": ["none"]}


def test_a_question_that_waits_for_a_retired_one_is_never_asked(small, edit):
    path = next(small.glob("21*.yaml"))
    rows = path.read_text().split("- model: ")
    rows[1] = rows[1].replace("retired: false", "retired: true")
    path.write_text("- model: ".join(rows))
    ((words, witness),) = told(small, "question_never_asked")
    assert words.endswith(
        "error: question runtime: asked_when: is never asked: no profile gives the answers that it waits for"
    )
    assert witness is None


def test_advice_and_facts_for_an_outcome_that_never_comes_are_never_shown(small, edit):
    edit("51", "{functions: 2}", "{virtual_machines: 3}")
    edit("60", "    when: {}", "    when: {compute: [functions]}")
    assert [item.record for item in found(small, "advice_never_shown")] == ["advice back-up"]
    assert {item.level for item in found(small, "fact_never_shown")} == {"warning"}


def test_what_the_budget_left_open_is_said_and_is_no_error(small, edit, monkeypatch):
    edit("51", "      runtime: [java]\n", "      runtime: [java]\n      databases: [mysql]\n")
    monkeypatch.setattr(exact, "examine", lambda *args, **more: examine(*args, **more, budget=0))
    open_now = found(small, "not_decided")
    assert {item.level for item in open_now} == {"warning"}
    assert [item.message for item in open_now if item.record == "rule java-functions"] == [
        "the budget ended before it was decided whether it can ever hold",
        "the budget ended before it was decided whether it can change an outcome",
        "the budget ended before it was decided whether its points for functions count",
    ]


def test_a_finding_has_the_level_that_its_meaning_says(small, edit):
    edit("51", "      runtime: [java]\n", "      runtime: [java]\n      databases: [mysql]\n")
    edit("50", "{refactor: 3}", "{refactor: 3, rehost: 3}")
    several = findings(small)
    assert len({item.code for item in several}) > 3
    assert [item.level for item in several] == [meaning_of(item.code).level for item in several]


def test_findings_keep_as_json_with_their_witness(small, edit):
    edit("50", "{refactor: 3}", "{refactor: 3, rehost: 3}")
    (tie,) = found(small, "order_decides")
    assert Finding.from_data(tie.as_data()) == tie
    assert isinstance(tie.words, Phrase)


def test_the_command_prints_each_finding_with_the_profile_that_shows_it(small, edit, capsys):
    edit("50", "{refactor: 3}", "{refactor: 3, rehost: 3}")
    call_command("check_rulebook", small)
    assert "can tie" not in capsys.readouterr().out
    with pytest.raises(CommandError, match="3 errors, 3 warnings"):
        call_command("check_rulebook", small, "--exact")
    lines = capsys.readouterr().out.splitlines()
    (place,) = (number for number, line in enumerate(lines) if "can tie with refactor" in line)
    assert lines[place + 1] == "    shown by {source_code: available, databases: [none]}"


def test_the_command_examines_nothing_that_has_errors(small, edit, capsys):
    edit("50", "source_code: [unavailable]", "source_code: [gone]")
    with pytest.raises(CommandError):
        call_command("check_rulebook", small, "--exact")
    written = capsys.readouterr()
    assert written.err.startswith("Not examined")
    assert "shown by" not in written.out


@pytest.mark.slow
def test_the_fixtures_of_the_repository_have_no_more_than_ties():
    several = findings(ROOT / "fixtures")
    assert errors(several) == []
    assert {item.code for item in several} == {"order_decides"}
