import subprocess
import sys

import pytest

from advisor.engine import read_document
from advisor.engine.check import Verdict, examine, model
from advisor.engine.check.examine import searched
from advisor.engine.check.search import WitnessError
from tests.engine.books import document, number, question, rule

WEB = question("web", "yes", "no")
SIZE = number("size", min=0, below=100, whole=True)


def book(questions, rules, **more):
    return read_document(document(questions, rules, **more), "sha256:test")


def found(kind, questions, rules, **more):
    return [verdict for verdict in examine(book(questions, rules, **more)) if verdict.kind == kind]


def test_a_rule_whose_conditions_exclude_one_another_never_fires():
    deep = question("deep", "yes", "no", asked_when={"web": ["yes"]})
    rules = [rule("dead", {"web": ["no"], "deep": ["yes"]}, {"rehost": 1})]
    assert found("rule_never_fires", [WEB, deep], rules) == [
        Verdict("rule_never_fires", "dead", "strategy", "", (), None, True)
    ]


def test_a_rule_between_two_whole_numbers_never_fires():
    rules = [rule("between", {"size": {"min": 3.2, "below": 3.8}}, {"rehost": 1})]
    assert [v.subject for v in found("rule_never_fires", [SIZE], rules)] == ["between"]


def test_a_rule_that_waits_for_an_outcome_that_never_comes_never_fires():
    rules = [
        rule("always-rehost", {"web": ["yes"]}, {"rehost": 1}),
        rule("after-rebuild", {"strategy": ["rebuild"]}, {"vm": 1}, "compute"),
    ]
    assert [v.subject for v in found("rule_never_fires", [WEB], rules)] == ["after-rebuild"]


def test_a_rule_that_changes_no_outcome_never_matters():
    rules = [
        rule("strong", {"web": ["yes"]}, {"rebuild": 5}),
        rule("weak", {"web": ["yes"]}, {"rebuild": 1}),
    ]
    verdict = Verdict("rule_never_matters", "weak", "strategy", "", (), {"web": "yes"}, True)
    assert verdict in examine(book([WEB], rules))


def test_points_that_a_veto_always_takes_name_the_vetoes_that_are_needed():
    rules = [
        rule("gives", {"web": ["yes", "no"]}, {"rebuild": 5}),
        rule("veto-no", {"web": ["no"]}, {"rebuild": "rules_out"}),
        rule("veto-small", {"size": {"below": 10}}, {"rebuild": "rules_out"}),
        rule("veto-yes", {"web": ["yes"]}, {"rebuild": "rules_out", "refactor": 1}),
    ]
    (verdict,) = found("points_never_count", [WEB, SIZE], rules)
    assert (verdict.subject, verdict.option, verdict.others) == ("gives", "rebuild", ("veto-no", "veto-yes"))


def test_nothing_left_is_shown_by_the_answers_it_takes_and_no_more():
    out = dict.fromkeys(("rehost", "refactor"), "rules_out")
    rules = [
        rule("no-first", {"web": ["yes"]}, out),
        rule("no-last", {"size": {"min": 5}}, dict.fromkeys(("rearchitect", "rebuild"), "rules_out")),
    ]
    verdict = Verdict("nothing_left", "strategy", "strategy", "", (), {"web": "yes", "size": 5}, True)
    assert found("nothing_left", [SIZE, WEB], rules) == [verdict._replace(witness={"size": 5, "web": "yes"})]


def test_a_tie_names_who_wins_by_the_order_and_who_does_not():
    rules = [rule("both", {"web": ["yes"]}, {"refactor": 2, "rebuild": 2})]
    (verdict,) = found("order_decides", [WEB], rules)
    assert verdict == Verdict(
        "order_decides", "strategy", "strategy", "refactor", ("rebuild",), {"web": "yes"}, True
    )


def test_rules_are_the_same_by_what_they_mean_and_not_how_they_are_written():
    rules = [
        rule("listed", {"web": ["yes"]}, {"rebuild": 1}),
        rule("refused", {"web": {"none_of": ["no"]}}, {"rebuild": 2}),
        rule("other", {"web": {"none_of": ["no"]}}, {"rehost": 2}),
    ]
    (verdict,) = found("duplicate_rules", [WEB], rules)
    assert (verdict.subject, verdict.others, verdict.witness) == ("refused", ("listed",), {"web": "yes"})


def test_a_question_is_unread_unless_something_in_use_reads_it():
    parent = question("parent", "yes", "no")
    gone = question("gone", "yes", "no", retired=True, asked_when={"parent": ["yes"]})
    rules = [rule("reads", {"web": ["yes"]}, {"rebuild": 1})]
    assert [v.subject for v in found("question_unread", [WEB, parent, gone], rules)] == ["parent"]
    child = {**gone, "retired": False}
    assert [v.subject for v in found("question_unread", [WEB, parent, child], rules)] == ["gone"]


def test_what_the_owner_refuses_is_no_property_of_the_rules():
    refused = question("refused", "none", "vm", "app", kind="many", rules_out_named=True)
    rules = [
        rule("speaks", {"web": ["yes"]}, {"app": 1}, "compute"),
        rule("by-refusal", {"refused": ["vm"]}, {"app": 1}, "compute"),
    ]
    verdicts = examine(book([WEB, refused], rules))
    assert not {"by-refusal", "refused--vm", "refused"} & {verdict.subject for verdict in verdicts}
    assert "nothing_left" not in {verdict.kind for verdict in verdicts}


def test_a_budget_that_ends_leaves_undecided_what_no_sample_showed():
    rules = [rule("dead", {"web": ["no"], "strategy": ["rebuild"]}, {"vm": 1}, "compute")]
    verdicts = [v for v in examine(book([WEB], rules), budget=0) if v.subject == "dead"]
    assert {verdict.kind for verdict in verdicts} == {
        "rule_never_fires",
        "rule_never_matters",
        "points_never_count",
    }
    assert not any(verdict.decided or verdict.witness for verdict in verdicts)


def test_the_same_in_is_the_same_out_to_the_last_witness():
    rules = [
        rule(f"r{n}", {"size": {"min": n}, "web": [web]}, {"rebuild": n % 5 - 2 or 3, "refactor": n % 3 + 1})
        for n in range(1, 9)
        for web in (("yes", "no")[n % 2],)
    ]
    once, again = (examine(book([SIZE, WEB], rules)) for _ in range(2))
    assert once == again


def test_progress_never_goes_back_and_ends_complete():
    rules = [rule("both", {"web": ["yes"]}, {"refactor": 2, "rebuild": 2})]
    told = []
    examine(book([WEB], rules), progress=lambda done, total: told.append((done, total)))
    assert len(told) > 5
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_what_progress_raises_ends_the_examination():
    class Cancelled(Exception):
        pass

    def cancel(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        examine(book([WEB], [rule("one", {"web": ["yes"]}, {"rehost": 1})]), progress=cancel)


def test_a_scenario_is_tried_before_the_solver_is_asked():
    # Of 40 answers 31 have to be alike: chance does not find them, the solver does.
    questions = [question(f"q{n:02}", "a", "b", "c", "d") for n in range(40)]
    rules = [rule(f"back-{n}", {"q00": {"none_of": ["d"]}}, {"rehost": 10}) for n in range(3)]
    rules += [rule(f"on-{n:02}", {f"q{n:02}": ["d"]}, {"rebuild": 1}) for n in range(1, 40)]
    late = rule("late", {"strategy": ["rebuild"], "q00": ["a"]}, {"app": 1}, "compute")
    profile = {row["slug"]: "d" for row in questions} | {"q00": "a"}
    shown = []
    for seeds in ([], [profile]):
        search = searched(book(questions, [*rules, late]), seeds=seeds)
        (claim,) = (c for c in search.claims if (c.kind, c.subject) == ("rule_never_fires", "late"))
        shown.append(search.shown[claim])
    assert shown[0] != profile
    assert sum(answer == "d" for answer in shown[0].values()) >= 31
    assert shown[1] == profile


def test_a_model_that_disagrees_with_the_engine_is_an_error_of_the_program(monkeypatch):
    monkeypatch.setattr(model.Model, "profile", lambda self, values: {})
    rules = [
        rule("back", {"web": ["yes"]}, {"rehost": 1}),
        rule("deep", {"web": ["yes"], "size": {"min": 5}, "strategy": ["refactor"]}, {"vm": 1}, "compute"),
        rule("on", {"size": {"min": 7}}, {"refactor": 2}),
    ]
    monkeypatch.setattr("advisor.engine.check.search.sample", lambda *_: iter(()))
    with pytest.raises(WitnessError, match="rule_never_fires back"):
        examine(book([WEB, SIZE], rules))


def test_the_solver_is_loaded_by_nobody_who_does_not_ask_it():
    code = "import sys, advisor.engine, advisor.engine.check; print('highspy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
