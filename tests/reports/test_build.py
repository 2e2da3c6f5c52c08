"""What a report says: findings as headlines, reasons, limits, changes in words, sources by number."""

import dataclasses
import datetime
import re

import pytest

from advisor.engine import parse_profile
from advisor.reports.build import build_report
from advisor.reports.desk import Desk
from advisor.reports.evaluation import evaluate
from advisor.reports.parts.changes import Step, _alternatives
from advisor.reports.report import Report
from tests.reports.book import FULL, SOURCES, document, make_book, make_report, make_subject, service


def with_services(*changed):
    services = {row["slug"]: row for row in document()["services"]}
    services.update({row["slug"]: row for row in changed})
    return make_book(services=list(services.values()))


@pytest.mark.parametrize(
    ("raw", "headline"),
    [
        ({"source_code": "available"}, "Refactor leads by 2 points, and no rule speaks against it"),
        ({"source_code": "available", "runtime": "php"},
         "Rehost and Refactor have equal points; the smaller change is recommended"),
        ({"source_code": "unavailable"}, "Rehost leads by 2 points, and no rule speaks against it"),
        ({"runtime": "php"}, "Rehost and Rearchitect have equal points; the smaller change is recommended"),
        ({"runtime": "other"}, "Every strategy is ruled out; Rehost has the least in its way"),
        ({}, "The answers so far speak for no strategy and against none"),
    ],
)  # fmt: skip
def test_the_headline_is_the_finding(raw, headline):
    assert make_report(raw).strategies.headline == headline


def test_the_verdict_gives_the_strongest_reason_in_one_sentence():
    verdict = make_report({"source_code": "available", "runtime": "java"}).verdict
    assert verdict.title == "Refactor"
    assert (
        verdict.lead
        == "Move the workload to Azure App Service, changing little code: the code can be changed."
    )
    assert verdict.other_names == "CAF calls it Replatform. AWS calls it Replatform."


def test_a_tie_is_said_plainly():
    report = make_report({"source_code": "available", "runtime": "php"})
    assert report.verdict.status.startswith("A tie: Rehost, Refactor have equal points.")
    assert report.verdict.facts[0].value == "0 points"


def test_no_clean_fit_and_no_evidence_are_said_plainly():
    assert make_report({"runtime": "other"}).verdict.status.startswith(
        "No clean fit: every strategy is ruled out"
    )
    nothing = make_report({}).verdict
    assert (nothing.strategy, nothing.title) == ("", "Nothing to recommend yet")
    assert nothing.status.startswith("No evidence")
    assert [fact.label for fact in nothing.facts] == ["Settled"]
    assert {fact.value for fact in nothing.stack} == {"Nothing to recommend yet"}
    assert make_report({}).changes.headline.startswith("No strategy is recommended yet")


def test_the_margin_has_its_unit_and_names_the_runner_up():
    (margin, *_) = make_report({"source_code": "available"}).verdict.facts
    assert (margin.label, margin.value, margin.note) == ("Margin", "2 points", "over Rehost, the runner-up")
    (none, *_) = make_report({"source_code": "unavailable", "runtime": "java"}).verdict.facts
    assert none.value == "2 points"


def test_every_option_has_all_that_speaks_for_and_against_it():
    options = {
        o.slug: o for o in make_report({"source_code": "unavailable", "runtime": "php"}).strategies.options
    }
    refactor = options["refactor"]
    assert [reason.text for reason in refactor.vetoes] == ["Nothing can be changed."]
    assert [(r.points, r.answers) for r in refactor.speaks_against] == [("−2", "Runtime: Php")]
    assert refactor.balance == "ruled out; 0 points for, 2 against"


def test_a_service_says_why_and_why_not_the_next():
    compute = make_report({"source_code": "available", "runtime": "java"}).services.services[0]
    assert (compute.name, compute.placing) == ("Azure App Service", "4 points, next best 1 point")
    assert [reason.points for reason in compute.why] == ["+4"]
    assert compute.why_not.name == "Azure Virtual Machines"
    assert compute.why_not.sentence == "It is 3 points behind. What tells them apart:"
    assert [(r.points, r.text) for r in compute.why_not.against] == [("+3", "App Service runs it.")]
    assert compute.billing == "By the hour."


@pytest.mark.parametrize(
    ("runtime", "limits"),
    [
        ("java", ["A request ends after 230 s."]),
        ("php", ["A request ends after 230 s.", "PHP has 1 limit more."]),
    ],
)
def test_only_limits_that_matter_are_shown(runtime, limits):
    book = make_book(rules=[row for row in document()["rules"] if row["slug"] != "php-old"])
    report = make_report({"source_code": "available", "runtime": runtime}, book=book)
    assert [limit.text for limit in report.services.services[0].limits] == limits


def test_a_refused_service_names_the_owners_own_reason():
    report = make_report({"source_code": "available", "runtime": "java", "refused": ["app_service"]})
    compute = report.services.services[0]
    assert compute.name == "Azure Virtual Machines"
    (refused,) = (option for option in compute.others if option.slug == "app_service")
    assert [reason.text for reason in refused.vetoes] == ["The owner refuses it."]


@pytest.mark.parametrize(
    ("state", "on", "expected"),
    [
        ("retiring", "2027-03-31", "Retires on 31 March 2027."),
        ("retiring", "2026-11-20", "Retired since 20 November 2026."),
        ("retiring", None, "Being retired."),
        ("retired", "2024-01-01", "Retired since 1 January 2024."),
        ("retired", None, "Retired."),
        ("preview", None, "In preview."),
        ("current", None, ""),
    ],
)
def test_the_lifecycle_is_judged_on_the_reports_date(state, on, expected):
    note = {"en": "Move on.", "ko": "옮기십시오."}
    row = service("app_service", "Azure App Service", lifecycle=state, lifecycle_on=on, lifecycle_note=note)
    report = make_report({"source_code": "available", "runtime": "java"}, book=with_services(row))
    (told,) = report.services.services[0].lifecycle
    assert (told.label, told.text) == (expected, "Move on.")


def test_single_changes_are_told_in_words():
    table = make_report({"source_code": "available", "runtime": "java"}).changes.tables[0]
    rows = [(row.if_so, row.instead_of, row.outcome_name) for row in table.rows]
    assert (("Source code: Unavailable",), ("Available",), "Rehost") in rows
    assert table.sentence == f"{sum(1 for _ in rows)} single answers would change it."


def test_a_number_moves_to_an_interval_with_its_unit():
    table = make_report({"databases": ["sql_server"], "size": 3}).changes.tables[2]
    told = {row.if_so[0]: row.outcome_name for row in table.rows}
    assert told["Database size: 500 GiB or more"] == "SQL Server on a VM"


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ([(4, 16), (16, None)], ["4 GiB or more"]),
        ([(None, 4), (4, 16)], ["below 16 GiB"]),
        ([(4, 16), (16, 32)], ["at least 4 GiB and below 32 GiB"]),
        ([(None, 4), (16, None)], ["old", "old"]),
        ([None, None], ["old", "old"]),
    ],
)
def test_intervals_that_touch_are_one(ends, told):
    book = make_book()
    found = evaluate(book, parse_profile(book.rulebook, {})[0])
    steps = [Step("size", "old", "", pair) for pair in ends]
    assert _alternatives(Desk(make_subject(), found), steps) == told


def test_of_a_list_only_what_is_added_or_removed_is_told():
    table = make_report({"databases": ["sql_server", "mysql"], "size": 3}).changes.tables[2]
    assert any(row.if_so == ("Databases: without Sql server",) for row in table.rows)


def test_open_questions_say_whether_they_matter():
    part = make_report({"source_code": "available"}).unknown
    rows = {row.question: row for row in part.open}
    assert rows["runtime"].matters
    assert rows["runtime"].effect.startswith("Yes")
    assert not rows["lead_time"].matters
    assert rows["lead_time"].effect == "No"
    assert "refused" not in rows
    assert [row.matters for row in part.open] == sorted((row.matters for row in part.open), reverse=True)


def test_closed_questions_are_told_apart_from_open_ones():
    part = make_report({"source_code": "available", "runtime": None, "lead_time": None}).unknown
    effects = {row.question: row.effect for row in part.closed}
    assert effects == {"runtime": "Yes", "lead_time": "No"}
    assert not {"runtime", "lead_time"} & {row.question for row in part.open}


def test_advice_is_sorted_into_risks_practices_steps_and_cost():
    report = make_report({"source_code": "available"})
    assert [item.title for item in report.risks.items] == ["Users are signed out"]
    assert [(topic.title, [i.title for i in topic.items]) for topic in report.practices.topics] == [
        ("Security", ["Use identities"])
    ]
    assert [item.title for item in report.cost.advice] == ["Right-size"]
    assert [item.title for item in report.plan.items] == ["Take stock"]


def test_factors_and_delivery_figures_are_shown_where_answered():
    part = make_report(FULL).practices
    assert [(factor.name, factor.holds) for factor in part.factors] == [("Codebase", True), ("Config", False)]
    assert part.factors_headline == "1 of 2 factors hold; 1 needs mending"
    assert [(m.name, m.today, m.level) for m in part.measures] == [("Lead time", "Long", "Low")]
    assert [box.here for box in part.measures[0].boxes] == [True, False]
    nothing = make_report({}).practices
    assert (nothing.factors, nothing.measures) == ((), ())


def test_the_appendix_holds_all_answers_notes_and_what_has_no_effect():
    raw = {"databases": ["none"], "size": 3, "runtime": None}
    groups = make_report(raw, notes={"size": "measured", "lead_time": "ask Dba"}).appendix.groups
    rows = {row.question: row for group in groups for row in group.rows}
    assert (rows["Database size?"].answer, rows["Database size?"].note) == ("3 GiB", "measured")
    assert rows["Database size?"].without_effect
    assert rows["Runtime?"].answer == "I don't know"
    assert (rows["Lead time?"].answer, rows["Lead time?"].note) == ("not answered", "ask Dba")


def values(thing):
    """Yield every value inside a report but what it rests on."""
    if dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            if field.name not in ("evaluation", "subject"):
                yield from values(getattr(thing, field.name))
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from values(item)
    else:
        yield thing


def cited(thing):
    """Yield the numbers of all citations inside a report."""
    if dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            value = getattr(thing, field.name)
            if field.name in ("cites", "measures_cites"):
                yield from value
            elif field.name not in ("evaluation", "subject"):
                yield from cited(value)
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from cited(item)


@pytest.mark.parametrize("raw", [FULL, {}, {"runtime": "other"}, {"source_code": "unavailable"}])
def test_the_sources_are_complete_and_each_is_cited(raw):
    report: Report = make_report(raw)
    listed = [source.number for source in report.sources.sources]
    assert listed == list(range(1, len(listed) + 1))
    assert set(cited(report)) == set(listed)


def test_a_source_has_its_own_date_and_the_date_checked():
    sources = {source.title: source for source in make_report(FULL).sources.sources}
    assert sources["Select a strategy"].detail == "Microsoft, July 2025 · checked on 20 November 2026"
    assert sources["The <guide>"].detail == "Somebody, date not stated · checked on 21 November 2026"
    assert sources["The <guide>"].url == ""


@pytest.mark.parametrize("raw", [FULL, {"source_code": "unavailable", "runtime": "java"}])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_slug_stands_where_a_sentence_belongs(raw, language):
    slugs = {row["slug"] for key in ("rules", "facts", "advice", "questions") for row in document()[key]}
    slugs |= {source["slug"] for source in SOURCES} | {"virtual_machines", "app_service", "azure_monitor"}
    telling = {slug for slug in slugs if re.search("[-_]", slug)}
    report = make_report(raw, language)
    parts = [
        report.verdict.lead,
        report.verdict.facts,
        report.services,
        report.changes.tables,
        report.unknown.headline,
    ]
    shown = [value for part in parts for value in values(part) if isinstance(value, str)]
    own = {"decision", "slug", "outcome", "question"}
    assert not [
        value for value in shown if value not in telling and any(slug in value for slug in telling)
    ], own


def test_what_was_not_asked_for_is_left_out():
    report = make_report({"source_code": "available"}, settled=False, changes=0)
    assert [fact.label for fact in report.verdict.facts] == ["Margin"]
    assert report.changes.tables == ()
    assert "was not asked for" in report.changes.headline
    assert "was not asked for" in report.unknown.headline
    assert {row.effect for row in report.unknown.open} == {"not asked for"}


def test_a_rulebook_without_tables_still_makes_a_report():
    report = make_report(FULL, book=make_book(tables=[], facts=[], advice=[]))
    assert report.appendix.names is None
    assert report.verdict.other_names == ""
    assert report.plan.items == ()


def test_the_same_answers_give_the_same_report():
    assert make_report(FULL).sources == make_report(FULL).sources
    assert make_report(FULL).date == "21 November 2026"


def test_the_date_is_an_argument():
    assert make_report(FULL, written_on=datetime.date(2030, 1, 2)).date == "2 January 2030"


def retirement(value, **over):
    row = {
        "slug": "ends",
        "service": "app_service",
        "kind": "retirement",
        "value": value,
        "unit": {"en": "", "ko": ""},
        "text": {"en": "The old plan ends.", "ko": "이전 플랜이 종료됩니다."},
        "when": {},
        "sources": ["guide"],
        "checked_on": "2026-11-20",
    }
    return {**row, **over}


JAVA = {"source_code": "available", "runtime": "java"}


@pytest.mark.parametrize(
    ("value", "when", "labels"),
    [
        ("2028-09-30", {}, ["A part ends on 30 September 2028."]),
        ("2026-11", {}, ["A part ends on 30 November 2026."]),
        ("2026-11-21", {}, ["A part ended on 21 November 2026."]),
        ("2025-07-14", {"runtime": {"any_of": ["java"]}}, ["A part ended on 14 July 2025."]),
        ("2025-07-14", {"runtime": {"any_of": ["php"]}}, []),
        ("some day", {}, [""]),
    ],
)
def test_parts_of_a_service_that_end_are_told_where_the_answers_touch_them(value, when, labels):
    report = make_report(JAVA, book=make_book(facts=[retirement(value, when=when)]))
    told = report.services.services[0].lifecycle
    assert [end.label for end in told] == labels
    assert all(end.text == "The old plan ends." and end.cites for end in told)


def test_a_report_of_an_old_version_says_what_was_announced_since():
    old = make_book()
    row = service("app_service", "Azure App Service", lifecycle="retiring", lifecycle_on="2027-03-31")
    new = make_book(services=[row], facts=[])
    found = evaluate(old, parse_profile(old.rulebook, JAVA)[0])
    before = build_report(make_subject(), found)
    after = build_report(make_subject(), found, in_use=new.rulebook)
    assert [end.label for end in before.services.services[0].lifecycle] == []
    assert [end.label for end in after.services.services[0].lifecycle] == ["Retires on 31 March 2027."]
    assert after.services.services[0].name == before.services.services[0].name
