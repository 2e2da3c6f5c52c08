"""Risks, practices, what to adopt next, and what to settle before a move."""

import itertools

import pytest

from advisor.engine import parse_profile
from advisor.reports.build import build_report
from advisor.reports.evaluation import evaluate
from tests import books
from tests.reports.book import (
    QUESTIONS,
    TABLES,
    advice,
    make_book,
    make_report,
    make_subject,
    markdown_of,
    text,
)


def piece(slug, kind="practice", topic="security", when=None, about=""):
    record = advice(slug, kind, topic, when or {}, text(slug.capitalize()), text(f"Text of {slug}."))
    return {**record, "about": about}


def report(*pieces, raw=None, **more):
    return make_report(raw or {}, book=make_book(advice=list(pieces), **more))


JAVA = {"runtime": {"any_of": ["java"]}}


@pytest.mark.parametrize(
    ("when", "raw", "words"),
    [
        ({}, {}, ""),
        (JAVA, {"runtime": "java"}, "Runtime: Java"),
        (
            {**JAVA, "source_code": {"none_of": ["unavailable"]}},
            {"runtime": "java", "source_code": "available"},
            "Source code: Available · Runtime: Java",
        ),
        (
            {"databases": {"any_of": ["mysql"]}},
            {"databases": ["sql_server", "mysql"]},
            "Databases: Mysql",
        ),
        (
            {"databases": {"any_of": ["mysql"]}, "size": {"minimum": 2}},
            {"databases": ["mysql"], "size": 3},
            "Databases: Mysql · Database size: 3 GiB",
        ),
        ({"strategy": {"any_of": ["refactor"]}}, {"source_code": "available"}, ""),
    ],
)
def test_the_answers_behind_a_piece_are_said_and_outcomes_are_not(when, raw, words):
    when = {k: ({"min": v["minimum"]} if "minimum" in v else v) for k, v in when.items()}
    found = report(piece("one", "risk", when=when), raw=raw)
    assert [item.answers for item in found.risks.items] == [words]
    if words:
        assert f"({words})" in markdown_of(found)


def test_many_choices_are_cut_short():
    choices = ["a_one", "b_two", "c_three", "d_four"]
    rows = [{"slug": c, "label": text(c)} for c in ["none", *choices]]
    questions = [{**q, "choices": rows} if q["slug"] == "twelve_factors" else q for q in QUESTIONS]
    when = {"twelve_factors": {"none_of": ["none"]}}
    found = report(piece("one", "risk", when=when), raw={"twelve_factors": choices}, questions=questions)
    (item,) = found.risks.items
    assert item.answers.endswith(" …")
    assert "d_four" not in item.answers


def test_what_to_adopt_next_is_the_first_that_holds_and_the_rest_follows():
    found = report(
        piece("pipeline", topic="adopt_next", about="pipeline"),
        piece("pipeline-often", topic="adopt_next", about="pipeline", when=JAVA),
        piece("code", topic="adopt_next", about="code"),
        raw={"runtime": "java"},
    ).practices
    assert [item.slug for item in found.adopt] == ["pipeline-often", "code"]
    assert found.adopt_headline == "The next practice to adopt – Pipeline-often"
    assert found.topics == ()
    assert found.headline == "2 practices fit these answers"


def test_nothing_to_adopt_has_no_headline():
    found = report(piece("one")).practices
    assert (found.adopt, found.adopt_headline) == ((), "")


def test_signs_stand_ahead_and_are_not_repeated():
    found = report(piece("retire", topic="before_you_move", when=JAVA), piece("one"), raw={"runtime": "java"})
    assert [item.slug for item in found.signs.items] == ["retire"]
    assert found.signs.headline.startswith("1 thing to settle first")
    assert [item.slug for topic in found.practices.topics for item in topic.items] == ["one"]
    markdown = markdown_of(found)
    assert markdown.count("Text of retire.") == 1
    assert markdown.index("Text of retire.") < markdown.index("## 1.")


def test_without_signs_nothing_is_said():
    found = report(piece("one"))
    assert (found.signs.headline, found.signs.items) == ("", ())
    assert "Before you move" not in markdown_of(found)


def test_signs_change_no_recommendation():
    raw = {"source_code": "available", "runtime": "java"}
    with_sign = report(piece("retire", topic="before_you_move"), raw=raw).evaluation.recommendation
    without = report(raw=raw).evaluation.recommendation
    assert with_sign.strategy == without.strategy
    assert with_sign.compute == without.compute


def thresholds(**asks):
    """Two levels with what each asks for of the lead time."""
    rows = [{"level": level, "name": text(level), "lead_time": text(words)} for level, words in asks.items()]
    kinds = {"level": "slug", "name": "text", "lead_time": "text"}
    columns = [{"slug": slug, "label": text(slug), "kind": kind} for slug, kind in kinds.items()]
    table = {"slug": "dora-thresholds", "title": text("Levels"), "columns": columns, "rows": rows}
    rest = [t for t in TABLES if t["slug"] != "dora-thresholds"]
    return [*rest, {**table, "sources": [], "checked_on": "2026-11-20"}]


@pytest.mark.parametrize(
    ("tables", "answer", "asks"),
    [
        (thresholds(high="a day", low="a year"), "long", "high: a day"),
        (thresholds(high="a day", low="a year"), "short", ""),
        (thresholds(high="a day", middle="a year", low="a year"), "long", "high: a day"),
        (thresholds(high="a day", middle="a month", low="a year"), "long", "middle: a month"),
        (TABLES, "long", ""),
    ],
)
def test_a_measure_says_what_the_next_level_asks_for(tables, answer, asks):
    (measure,) = make_report({"lead_time": answer}, book=make_book(tables=tables)).practices.measures
    assert measure.asks == asks


@pytest.fixture(scope="module")
def real():
    return books.compiled(books.REAL)


def real_report(real, raw):
    profile, errors = parse_profile(real.rulebook, raw)
    assert not errors
    return build_report(make_subject(), evaluate(real, profile, settled=False, changes=0))


@pytest.mark.parametrize(
    ("raw", "first"),
    [
        ({"pipeline": "manual"}, "pipeline-from-manual"),
        ({"pipeline": "manual", "deployment_frequency": "on_demand"}, "adopt-pipeline-frequent"),
        ({"pipeline": "manual", "deployment_frequency": "less_often"}, "adopt-pipeline-rare"),
        (
            {"pipeline": "manual", "deployment_frequency": "weekly", "change_failure_rate_percent": 30},
            "adopt-pipeline-failing",
        ),
        ({"pipeline": "partly_automated", "lead_time": "over_6_months"}, "adopt-pipeline-waiting"),
        ({"pipeline": "automated", "infrastructure_as_code": "none"}, "infrastructure-as-code-start"),
        ({"infrastructure_as_code": "partial", "regions": "multiple"}, "adopt-iac-regions"),
        ({"pipeline": "automated", "change_failure_rate_percent": 40}, "adopt-shift-left-failing"),
        ({"pipeline": "automated", "lead_time": "over_6_months"}, "adopt-map-despite-pipeline"),
        ({"drivers": ["release_speed"], "pipeline": "automated"}, "value-stream-map"),
    ],
)
def test_the_rulebook_names_the_practice_that_these_answers_call_for(real, raw, first):
    adopt = real_report(real, {"workload_type": "web_app", **raw}).practices.adopt
    assert adopt[0].slug == first
    assert adopt[0].answers


@pytest.mark.parametrize(
    ("raw", "slug"),
    [
        ({"planned_life": "under_1_year"}, "retire-or-retain-first"),
        ({"criticality": "low", "traffic": "mostly_idle"}, "sign-retire-idle"),
        ({"criticality": "low", "business_fit": "no_longer_fits"}, "sign-retire-low-value"),
        ({"drivers": ["none"], "business_fit": "fits"}, "sign-retain-no-driver"),
        ({"host_dependencies": ["special_hardware"]}, "special-hardware-may-stay"),
        ({"operating_system": "mainframe_midrange"}, "unix-or-mainframe-first-assess"),
        ({"network": "dedicated_hosts", "drivers": ["compliance"]}, "sign-retain-by-rule"),
        ({"workload_type": "packaged_product"}, "packaged-product-vendor"),
        ({"business_fit": "no_longer_fits"}, "sign-replace-no-fit"),
        ({"business_fit": "no_longer_fits", "source_code": "unavailable"}, "sign-replace-no-code"),
        ({"business_fit": "no_longer_fits", "investment": "minimal"}, "sign-replace-little-money"),
        ({"maintainers": "none_left", "source_code": "unavailable"}, "sign-replace-nobody"),
    ],
)
def test_the_rulebook_knows_signs_against_a_move(real, raw, slug):
    found = real_report(real, raw)
    assert slug in {item.slug for item in found.signs.items}
    elsewhere = [*found.risks.items, *found.practices.adopt, *found.cost.advice, *found.cost.savings]
    elsewhere += [item for topic in found.practices.topics for item in topic.items]
    assert slug not in {item.slug for item in elsewhere}


def test_a_workload_with_reasons_and_a_future_has_no_signs(real):
    raw = {
        "workload_type": "web_app",
        "drivers": ["datacenter_exit"],
        "planned_life": "over_3_years",
        "business_fit": "fits",
        "criticality": "important",
        "source_code": "available",
        "maintainers": "established",
    }
    assert real_report(real, raw).signs.items == ()


def test_of_advice_about_the_same_thing_the_telling_comes_after_the_general(real):
    """The last that holds is told: a general piece after a telling one would always hide it."""
    groups = {}
    for entry in real.rulebook.advice.values():
        if entry.topic in ("adopt_next", "before_you_move") and entry.about:
            groups.setdefault((entry.topic, entry.about), []).append(entry)
    assert len(groups) > 8
    for entries in groups.values():
        for earlier, later in itertools.combinations(entries, 2):
            assert not later.when.items() < earlier.when.items(), (earlier.slug, later.slug)
