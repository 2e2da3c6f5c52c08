"""The plan: steps by phase with tool, entry and exit checks; the switch follows the outage allowed."""

import pytest

from advisor.engine import parse_profile
from advisor.reports.build import build_report
from advisor.reports.evaluation import evaluate
from advisor.rulebook.schema import PHASES
from tests import books
from tests.reports.book import advice, make_book, make_report, make_subject, markdown_of, text


def step(slug, phase="", about="", when=None, **checks):
    record = advice(slug, "step", "plan", when or {}, text(slug.capitalize()), text(f"Do {slug}."))
    return {**record, "phase": phase, "about": about, **{name: text(en) for name, en in checks.items()}}


def plan(*steps, raw=None):
    return make_report(raw or {}, book=make_book(advice=list(steps))).plan


def test_steps_come_by_phase_and_are_numbered_through():
    part = plan(
        step("watch", "manage"), step("goal", "strategy"), step("copy", "adopt"), step("run", "adopt")
    )
    assert [(phase.title, [s.slug for s in phase.steps]) for phase in part.phases] == [
        ("Strategy", ["goal"]),
        ("Adopt", ["copy", "run"]),
        ("Manage", ["watch"]),
    ]
    assert [s.number for s in part.items] == [1, 2, 3, 4]
    assert part.headline == "4 steps, phase by phase"
    assert "Cloud Adoption Framework" in part.intro


@pytest.mark.parametrize("phase", PHASES)
def test_every_phase_has_a_name(phase):
    assert plan(step("one", phase)).phases[0].title


def test_steps_of_an_old_rulebook_have_no_phase():
    part = plan(step("one"), step("two"))
    assert [(phase.slug, phase.title) for phase in part.phases] == [("", "")]
    assert part.headline == "2 steps, in this order"


def test_no_step_no_plan():
    part = plan()
    assert (part.phases, part.items) == ((), ())
    assert part.headline.startswith("No plan yet")


def test_a_step_has_tool_entry_exit_and_the_answers_behind_it():
    when = {"runtime": {"any_of": ["java", "php"]}, "strategy": {"any_of": ["refactor"]}}
    record = step("code", "plan", when=when, tool="AppCAT", entry="It builds.", exit="All is listed.")
    raw = {"source_code": "available", "runtime": "java"}
    (found,) = plan(record, raw=raw).items
    assert (found.tool, found.entry, found.exit) == ("AppCAT", "It builds.", "All is listed.")
    assert found.answers == "Runtime: Java"
    markdown = markdown_of(make_report(raw, book=make_book(advice=[record])))
    assert "1. **Code.** Do code. \\[" in markdown
    for check in ("**Tool:** AppCAT", "**Begin when:** It builds.", "**Done when:** All is listed."):
        assert f"\n   - {check}\n" in markdown


def test_of_steps_about_the_same_thing_the_last_is_told():
    general = step("choose", "plan", about="switch")
    special = step("weekend", "adopt", about="switch", when={"runtime": {"any_of": ["java"]}})
    assert [s.slug for s in plan(general, special, raw={"runtime": "java"}).items] == ["weekend"]
    assert [s.slug for s in plan(general, special, raw={"runtime": "php"}).items] == ["choose"]


@pytest.fixture(scope="module")
def real():
    return books.compiled(books.REAL)


def real_plan(real, raw, language="en"):
    profile, errors = parse_profile(real.rulebook, raw)
    assert not errors
    found = evaluate(real, profile, settled=False, changes=0)
    return build_report(make_subject(language), found).plan


STRATEGIES = {
    "rehost": {"source_code": "unavailable", "change_scope": "none", "operating_system": "linux"},
    "refactor": {"source_code": "available", "change_scope": "some_code", "runtime": "java"},
    "rearchitect": {
        "source_code": "available",
        "change_scope": "restructure",
        "architecture": "monolith",
        "scaling_unit": "per_component",
        "scaling_limit": "reached",
        "teams": "several_blocking",
    },
    "rebuild": {
        "source_code": "available",
        "change_scope": "rewrite",
        "business_fit": "no_longer_fits",
        "code_health": "poor",
        "investment": "substantial",
    },
}
SWITCH = {
    "weekend": "step-switch-planned-outage",
    "hours": "step-switch-hours",
    "minutes": "step-switch-near-zero",
    None: "step-switch-choose",
}
ALWAYS = ("step-business-case", "step-rollback", "step-approval", "step-landing-zone", "step-change-freeze")
ALWAYS += ("step-go-no-go", "step-hypercare", "step-fallback-window", "step-govern-policy")
ALWAYS += ("step-govern-budget", "step-secure-baseline", "step-review-at-30-days", "step-decommission")


@pytest.mark.parametrize("downtime", SWITCH)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_the_switch_follows_the_outage_allowed(real, strategy, downtime):
    raw = {**STRATEGIES[strategy], "downtime": downtime}
    profile, _ = parse_profile(real.rulebook, raw)
    assert evaluate(real, profile, settled=False, changes=0).recommendation.strategy.outcome == strategy
    part = real_plan(real, raw)
    slugs = [s.slug for s in part.items]
    assert [slug for slug in slugs if slug in SWITCH.values()] == [SWITCH[downtime]]
    assert set(ALWAYS) <= set(slugs)
    assert [phase.slug for phase in part.phases] == list(PHASES)
    assert slugs.index("step-rollback") < slugs.index("step-go-no-go") < slugs.index("step-hypercare")


def test_every_step_of_the_rulebook_has_a_phase_a_tool_and_checks_in_both_languages(real):
    steps = [entry for entry in real.rulebook.advice.values() if entry.kind == "step"]
    assert len(steps) > 50
    for entry in steps:
        assert entry.phase in PHASES, entry.slug
        for words in (entry.tool, entry.entry, entry.exit):
            assert words.en, entry.slug
            assert words.ko, entry.slug
        for check in (entry.entry, entry.exit):
            assert check.en.count(".") >= 1
            assert len(check.en) < 130, entry.slug


def test_no_step_is_told_that_the_answers_do_not_need(real):
    slugs = {s.slug for s in real_plan(real, {**STRATEGIES["refactor"], "databases": ["none"]}).items}
    assert not {slug for slug in slugs if "database" in slug or "data-" in slug}
