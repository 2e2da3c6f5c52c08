import pytest
from django.core.management import call_command

from advisor.engine import compile_rulebook
from advisor.rulebook.files import load_rulebook_from_files
from advisor.rulebook.sensitivity import sensitivity

from .conftest import SMALL


@pytest.fixture(scope="module")
def found():
    rulebook, scenarios = load_rulebook_from_files(SMALL)
    return sensitivity(compile_rulebook(rulebook), scenarios, "strategy")


def moves(found, question, answer):
    return {m.option: m for m in found.moves if (m.question, m.answer) == (question, answer)}


def test_an_answer_moves_the_options_that_its_rules_name(found):
    unavailable = moves(found, "source_code", "unavailable")
    assert unavailable["rehost"].points == 1
    assert unavailable["refactor"].vetoed == found.scenarios == 2
    available = moves(found, "source_code", "available")
    # In the other scenario no database is known, and the rule asks for one.
    assert (available["refactor"].gained, available["refactor"].points) == (1, 1.5)


def test_what_no_rule_of_the_decision_reads_moves_nothing(found):
    assert all(m.strength == (0, 0) for m in found.moves if m.question in ("runtime", "size"))
    assert found.shifts["runtime"] == {}


def test_the_strongest_answers_come_first_one_for_each_question(found):
    questions = [move.question for move in found.strongest("refactor")]
    strengths = [move.strength for move in found.strongest("refactor", 9)]
    assert set(questions[:2]) == {"source_code", "databases"}
    assert strengths == sorted(strengths, reverse=True)
    assert len(questions) == len(set(questions))


def test_numbers_are_tried_between_the_thresholds():
    rulebook, scenarios = load_rulebook_from_files(SMALL)
    database = sensitivity(compile_rulebook(rulebook), scenarios, "database")
    tried = [m.answer for m in database.moves if m.question == "size" and m.option == "sql_database"]
    assert tried[0].endswith("to below 500")
    assert tried[1].startswith("500 to below")


def test_the_command_prints_moves_and_shifts(capsys):
    call_command("show_sensitivity", "--fixtures", str(SMALL), "--top", "1")
    out = capsys.readouterr().out
    assert "source_code = " in out
    assert "shifts of the outcome, by question:" in out
    assert "runtime: never" in out
