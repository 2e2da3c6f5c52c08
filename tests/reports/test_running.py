"""How it would run: scale rules, releases and availability on the repository's own rulebook."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.engine.rulebook import Text
from advisor.reports.parts.running.cells import table_rows
from advisor.reports.parts.running.levels import (
    downtime,
    either,
    minutes_words,
    percent_words,
    product,
)
from tests.reports.running import book, desk, run, worked

RULEBOOK = book().rulebook
COMPUTE = [option.slug for option in RULEBOOK.decisions["compute"].options]
TRIGGERS = RULEBOOK.questions["work_trigger"].choice_slugs
TRAFFIC = RULEBOOK.questions["traffic"].choice_slugs
LEVELS = RULEBOOK.questions["availability"].choice_slugs
METHODS = RULEBOOK.questions["release_method"].choice_slugs


# ── the tables ──


@pytest.mark.parametrize("table", RULEBOOK.tables.values(), ids=lambda table: table.slug)
def test_the_source_of_a_row_is_a_source_of_its_table(table):
    named = {row[c] for row in table.rows for c in ("source", "source_2") if isinstance(row.get(c), str)}
    assert named <= set(table.sources)


@pytest.mark.parametrize("compute", COMPUTE)
def test_every_compute_service_is_told_in_all_tables(compute):
    for table in ("sizing", "scale-rules", "release-methods", "request-path"):
        assert table_rows(desk(), table, service=compute), table


@pytest.mark.parametrize("compute", COMPUTE)
def test_every_way_to_release_has_steps_and_a_way_back(compute):
    view = run(compute).release
    methods = {method.slug: method for method in (view.advised, *view.others)}
    assert set(methods) == set(METHODS)
    for method in methods.values():
        assert bool(method.steps) == bool(method.back)
        assert method.steps or method.balance == "not possible on this service"
        assert all(statement.cites for statement in (*method.steps, *method.back))


@pytest.mark.parametrize("compute", COMPUTE)
def test_ways_not_advised_come_by_points(compute):
    others = run(compute, criticality="mission_critical", release_method="blue_green").release.others
    points = [int(m.balance.replace("−", "-")) for m in others if m.steps]
    assert points == sorted(points, reverse=True)
    assert [bool(m.steps) for m in others] == sorted((bool(m.steps) for m in others), reverse=True)


@pytest.mark.parametrize(("regions", "each"), [("single", False), ("multiple", True), (None, False)])
def test_a_size_for_several_regions_says_that_it_is_for_one(regions, each):
    view = run("app_service", regions=regions).sizing
    assert view.headline.endswith("in each region") is each
    assert any("this is for one" in note.text for note in view.notes) is each


@pytest.mark.parametrize(("traffic", "told"), [("steady", True), ("unpredictable_spikes", False)])
def test_a_rule_without_room_is_said_to_wait(traffic, told):
    rows = run(
        "app_service", traffic=traffic, work_trigger=["requests"], availability="sla_99_9"
    ).scaling.rows
    assert any(row.label == "Room between the two" for row in rows) is told


def test_every_level_of_availability_and_traffic_is_known():
    assert {row.slug("level") for row in table_rows(desk(), "availability-levels")} == set(LEVELS)
    assert {row.slug("traffic") for row in table_rows(desk(), "scale-traffic")} == set(TRAFFIC)


def test_the_services_named_are_in_the_catalogue():
    tables = ("sizing", "scale-rules", "scale-minimums", "release-methods", "request-path", "sla-figures")
    named = {row.slug("service") for table in tables for row in table_rows(desk(), table)}
    assert named <= set(RULEBOOK.services)


def test_both_languages_are_complete():
    for slug in ("sizing", "scale-rules", "scale-minimums", "scale-traffic", "release-points"):
        for row in RULEBOOK.tables[slug].rows:
            assert all(cell.en and cell.ko for cell in row.values() if isinstance(cell, Text))


# ── scaling ──


@pytest.mark.parametrize("compute", COMPUTE)
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_every_trigger_has_a_line_on_every_service(compute, trigger):
    rules = run(compute, work_trigger=[trigger]).scaling.rules
    assert all(rule.rule for rule in rules)
    assert rules or trigger == "none"


@pytest.mark.parametrize(
    ("compute", "triggers", "traffic", "level", "headline"),
    [
        ("container_apps", ["requests"], "mostly_idle", "best_effort", "Between 0 and 3 instances"),
        ("container_apps", ["requests", "messages"], "mostly_idle", None, "Between 0 and 3 instances"),
        ("container_apps", ["requests", "continuous"], "mostly_idle", None, "Between 1 and 3 instances"),
        ("container_apps", ["none"], "mostly_idle", None, "Between 1 and 3 instances"),
        ("container_apps", ["requests"], "mostly_idle", "sla_99_9", "Always 3 instances"),
        ("container_apps", ["requests"], "unpredictable_spikes", "sla_99_9", "Between 3 and 6 instances"),
        ("container_apps", ["requests"], "unpredictable_spikes", "best_effort", "Between 1 and 6 instances"),
        ("container_apps", ["requests"], "steady", "best_effort", "Always 3 instances"),
        ("app_service", ["requests"], "mostly_idle", "best_effort", "Between 1 and 3 instances"),
        ("app_service", ["requests"], "predictable_peaks", "sla_99_99", "Always 4 instances"),
        ("functions", ["requests"], "mostly_idle", "best_effort", "Between 0 and 3 instances"),
        ("functions", ["requests"], "predictable_peaks", "sla_99_9", "Between 2 and 3 instances"),
        ("kubernetes_service", ["messages"], "mostly_idle", "best_effort", "Between 0 and 3 instances"),
        ("virtual_machines", ["requests"], "steady", "sla_99_9", "3 instances, set by hand"),
        ("container_instances", ["schedule"], "mostly_idle", None, "3 instances, set by hand"),
        ("batch", ["schedule"], "mostly_idle", None, "Between 0 and 3 instances"),
        ("batch", ["schedule"], "predictable_peaks", None, "Between 0 and 3 instances"),
        ("batch", ["messages"], "unpredictable_spikes", None, "Between 0 and 6 instances"),
        ("batch", ["continuous"], "steady", None, "Always 3 instances"),
    ],
)
def test_fewest_and_most_follow_from_the_answers(compute, triggers, traffic, level, headline):
    view = run(compute, work_trigger=triggers, traffic=traffic, availability=level).scaling
    assert view.headline == headline


def test_zero_is_possible_and_yet_not_reached():
    told = worked(run("functions", work_trigger=["requests"], availability="sla_99_9").scaling)
    assert told["To zero"][1] == "possible, but the fewest instances stay"


def test_a_service_without_sizes_has_no_instances_to_count():
    view = run("logic_apps", work_trigger=["workflow"]).scaling
    assert view.short == "by the platform"
    assert view.rows == ()
    assert view.rules


def test_a_rule_on_the_processor_alone_cannot_reach_zero():
    rules = run(work_trigger=["none"]).scaling.rules
    assert [rule.to_zero for rule in rules] == ["no"]
    assert "cannot reach zero" in rules[0].idle


def test_a_worker_without_a_rule_never_wakes():
    (rule,) = run(work_trigger=["continuous"]).scaling.rules
    assert "never starts again" in rule.idle
    assert rule.setting == "minReplicas: 1"


def test_known_peaks_bring_a_time_rule_besides():
    rules = run(traffic="predictable_peaks").scaling.rules
    assert [rule.trigger for rule in rules] == ["Requests", "Predictable peaks"]


def test_the_most_is_cut_at_what_the_service_runs():
    told = worked(run("app_service", instances=20).scaling)
    assert told["Instances at most"] == ("40 > 30", "30")
    assert told["Most instances"][1] == "30"


def test_what_is_not_answered_is_named_and_not_guessed():
    view = run(traffic=None, instances=None, availability=None).scaling
    assert view.headline == "How the number of instances follows the load"
    assert len(view.missing) == 3
    assert view.rules


# ── releases ──


@pytest.mark.parametrize(
    ("answers", "advised"),
    [
        ({"release_method": "in_place", "criticality": "low", "availability": "best_effort"}, "in_place"),
        (
            {"release_method": "in_place", "criticality": "mission_critical", "availability": "sla_99_99"},
            "canary",
        ),
        ({"release_method": None, "criticality": "important", "availability": "sla_99_95"}, "blue_green"),
        ({"release_method": None, "criticality": "mission_critical", "availability": None}, "canary"),
        ({"protocols": ["none"], "release_method": None}, "blue_green"),
        ({"session_state": "in_process", "pipeline": "manual", "release_method": None}, "blue_green"),
    ],
)
def test_the_method_advised_follows_from_the_answers(answers, advised):
    assert run(**answers).release.advised.slug == advised


def test_the_points_add_up_and_each_names_its_answer():
    method = run().release.advised
    total = sum(int(reason.points.replace("−", "-")) for reason in method.why)
    assert method.balance == f"+{total}"
    assert all(reason.answers and reason.cites for reason in method.why)


def test_another_method_than_the_one_asked_for_is_said():
    view = run("container_instances").release
    assert view.headline == "Blue-green is advised, not Canary, which you ask for"


def test_without_an_answer_no_method_is_advised():
    answers = dict.fromkeys(("release_method", "criticality", "availability", "protocols"))
    view = run(**answers).release
    assert view.advised is None
    assert len(view.others) == 3


# ── availability ──


def test_the_composite_is_the_product():
    assert product([Fraction("99.95"), Fraction("99.99")]) == Fraction("0.9995") * Fraction("0.9999")
    assert downtime(Fraction("0.999")) == Fraction("43.2")
    assert either(Fraction("0.99")) == Fraction("0.9999")


@given(st.lists(st.decimals(min_value=90, max_value=100, places=3).map(Fraction), min_size=1, max_size=9))
def test_a_composite_is_no_better_than_its_worst_and_never_rounded_up(percents):
    share = product(percents)
    assert share <= min(percents) / 100
    assert Fraction(percent_words(share)) <= share * 100
    assert share <= either(share) <= 1


@pytest.mark.parametrize(
    ("share", "words"),
    [("0.9982", "99.82"), ("0.99996", "99.996"), ("0.99999999", "99.999999"), ("0.9", "90"), ("1", "100")],
)
def test_a_share_in_words(share, words):
    assert percent_words(Fraction(share)) == words


@pytest.mark.parametrize(
    ("minutes", "words"), [("777.6", "778"), ("43.2", "43.2"), ("4.32", "4.3"), ("0.02", "0.02"), ("0", "0")]
)
def test_minutes_in_words(minutes, words):
    assert minutes_words(Fraction(minutes)) == words


@pytest.mark.parametrize(
    ("compute", "level", "figure"),
    [
        ("virtual_machines", "best_effort", "99.9%"),
        ("virtual_machines", "sla_99_9", "99.9%"),
        ("virtual_machines", "sla_99_95", "99.99%"),
        ("vm_scale_sets", "sla_99_9", "99.95%"),
        ("kubernetes_service", "sla_99_9", "99.9%"),
        ("kubernetes_service", "sla_99_99", "99.95%"),
        ("app_service", "sla_99_99", "99.95%"),
    ],
)
def test_the_figure_fits_the_level_asked_for(compute, level, figure):
    assert run(compute, availability=level).availability.levels[0].figure == figure


def test_what_is_not_sourced_is_named():
    view = run("batch").availability
    assert "Azure Batch" in view.unsourced
    assert "Azure Batch" in view.notes[0]


def test_two_regions_are_an_upper_bound():
    view = run(regions="multiple").availability
    told = worked(view)
    assert told["Two regions, at most"][0].startswith("1 − (1 − ")
    assert any("upper bound" in note for note in view.notes)


@pytest.mark.parametrize("compute", COMPUTE)
def test_a_reader_gets_the_same_outage_from_the_figure_shown(compute):
    working, result = worked(run(compute, regions="single").availability)["Outage in a month of 30 days"]
    shown = Fraction(working.removeprefix("43,200 × (100% − ").removesuffix("%)"))
    assert result == f"{minutes_words(downtime(shown / 100))} minutes"


def test_the_level_asked_for_stands_beside():
    assert run(availability="best_effort").availability.headline.endswith("minutes of outage a month")
    assert "asked for" in run(availability="sla_99_99").availability.headline
    assert worked(run().availability)["Asked for"] == ("43,200 × (100% − 99.95%)", "21.6 minutes")


# ── the whole part ──


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("compute", COMPUTE)
def test_the_part_is_whole_on_every_service(compute, language):
    part = run(compute, language)
    assert part.sizing
    assert part.scaling
    assert part.release
    assert part.availability
    assert " · " in part.headline


def test_without_a_service_nothing_is_worked_out():
    part = run("", **dict.fromkeys(("databases", "work_trigger", "container_state", "source_code")))
    assert part.sizing is None
    assert part.scaling is None


OURS = ("sizing", "scale-rules", "scale-minimums", "scale-traffic", "release-methods", "release-points",
        "availability-levels", "request-path", "sla-figures")  # fmt: skip


def test_an_older_rulebook_without_the_tables_still_makes_a_report():
    part = run(without=OURS)
    assert part.sizing is None
    assert part.scaling is None
    assert part.availability is None or not part.availability.levels
