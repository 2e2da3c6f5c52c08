"""Cost without prices, what can be saved, and how large the move is."""

import pytest

from advisor.engine import parse_profile
from advisor.reports.build import build_report
from advisor.reports.evaluation import evaluate
from tests import books
from tests.reports.book import (
    CHECKED,
    TABLES,
    advice,
    make_book,
    make_report,
    make_subject,
    markdown_of,
    text,
)

APP = {"source_code": "available", "runtime": "java", "databases": ["none"]}


def table(slug, columns, rows):
    heads = [{"slug": name, "label": text(name), "kind": kind} for name, kind in columns]
    base = {"slug": slug, "title": text(slug), "columns": heads, "rows": rows}
    return {**base, "sources": ["guide"], "checked_on": CHECKED}


def driver(service, question, words):
    return {"service": service, "question": question, "text": text(words), "source": "guide"}


DRIVERS = table(
    "cost-drivers",
    [("service", "slug"), ("question", "slug"), ("text", "text"), ("source", "slug")],
    [
        driver("app_service", "runtime", "Java needs memory."),
        driver("app_service", "lead_time", "Long leads cost."),
        driver("app_service", "size", "Storage is billed."),
        driver("virtual_machines", "runtime", "Not here."),
        driver("app_service", "gone", "A question that is no more."),
    ],
)


def effort_row(question, points, words, answer=None, strategies=None, **bounds):
    row = {"question": question, "answer": answer, "minimum": None, "below": None, **bounds}
    return {**row, "strategies": strategies, "points": points, "reason": text(words), "source": "caf"}


EFFORT = table(
    "effort-drivers",
    [
        ("question", "slug"),
        ("answer", "slug"),
        ("minimum", "number"),
        ("below", "number"),
        ("strategies", "slug"),
        ("points", "number"),
        ("reason", "text"),
        ("source", "slug"),
    ],
    [
        effort_row("strategy", 2, "Servers are copied.", "rehost"),
        effort_row("strategy", 5, "It is repackaged.", "refactor"),
        effort_row("runtime", 3, "Java is tested.", "java", "refactor rearchitect"),
        effort_row("databases", 1, "Data is copied.", "mysql"),
        effort_row("size", 2, "There is much of it.", minimum=100, below=1000),
        effort_row("lead_time", -1, "You are quick.", "short"),
        effort_row("lead_time", 2, "You are slow.", "long", "rebuild"),
    ],
)
CLASSES = table(
    "effort-classes",
    [("size", "slug"), ("name", "text"), ("minimum", "number"), ("meaning", "text")],
    [
        {"size": "small", "name": text("small"), "minimum": 0, "meaning": text("One switch.")},
        {"size": "large", "name": text("large"), "minimum": 8, "meaning": text("A project.")},
    ],
)


def report(raw, *tables, language="en", **more):
    return make_report(raw, language, book=make_book(tables=[*TABLES, *tables], **more))


def test_the_answers_that_drive_a_bill_are_shown_with_the_answer_given():
    (app, monitor) = report(APP, DRIVERS).cost.drivers
    assert (app.service, app.text) == ("Azure App Service", "By the hour.")
    assert [(by.question, by.answer, by.text) for by in app.answers] == [
        ("Runtime", "Java", "Java needs memory."),
        ("Lead time", "not answered", "Long leads cost."),
    ]
    assert all(by.cites for by in app.answers)
    assert (monitor.service, monitor.answers) == ("Azure Monitor", ())


def test_a_question_that_is_not_asked_drives_nothing():
    with_database = {**APP, "databases": ["sql_server"], "size": 3}
    asked = {by.question for by in report(with_database, DRIVERS).cost.drivers[0].answers}
    assert "Database size" in asked
    assert "Database size" not in {by.question for by in report(APP, DRIVERS).cost.drivers[0].answers}


def test_without_the_tables_bills_are_still_named_and_effort_is_not():
    cost = report(APP).cost
    assert [driver.service for driver in cost.drivers] == ["Azure App Service", "Azure Monitor"]
    assert not any(driver.answers for driver in cost.drivers)
    assert cost.effort is None


def test_without_an_outcome_nothing_is_priced():
    cost = report({}, DRIVERS, EFFORT, CLASSES).cost
    assert (cost.drivers, cost.effort) == ((), None)
    assert cost.headline == "Not priced here: the answers name no service yet"


def test_savings_and_advice_on_cost_are_apart():
    def practice(slug, topic):
        return advice(slug, "practice", topic, {}, text(slug), text(f"Text of {slug}."))

    found = report(APP, advice=[practice("reserve", "saving"), practice("count", "cost")])
    assert [item.slug for item in found.cost.savings] == ["reserve"]
    assert [item.slug for item in found.cost.advice] == ["count"]
    assert found.practices.topics == ()


@pytest.mark.parametrize(
    ("raw", "total", "size"),
    [
        ({"source_code": "unavailable"}, "2 = 2 points: small", "small"),
        ({"source_code": "unavailable", "runtime": "java"}, "2 = 2 points: small", "small"),
        (APP, "5 + 3 = 8 points: large", "large"),
        ({**APP, "lead_time": "short"}, "5 + 3 − 1 = 7 points: small", "small"),
        ({**APP, "lead_time": "long"}, "5 + 3 = 8 points: large", "large"),
        ({**APP, "databases": ["mysql", "sql_server"], "size": 99}, "5 + 3 + 1 = 9 points: large", "large"),
        ({**APP, "databases": ["mysql"], "size": 100}, "5 + 3 + 1 + 2 = 11 points: large", "large"),
        ({**APP, "databases": ["mysql"], "size": 1000}, "5 + 3 + 1 = 9 points: large", "large"),
        ({**APP, "databases": ["none"], "size": 500}, "5 + 3 = 8 points: large", "large"),
    ],
)
def test_the_points_of_an_effort_add_up_to_its_class(raw, total, size):
    effort = report(raw, EFFORT, CLASSES).cost.effort
    assert effort.total == total
    assert effort.headline == f"How large the move is: {size}"
    assert [item.name for item in effort.classes if item.here] == [size]


def test_an_effort_says_why_and_from_where():
    effort = report({**APP, "databases": ["mysql", "sql_server"]}, EFFORT, CLASSES).cost.effort
    assert [(row.points, row.answer, row.text) for row in effort.rows] == [
        ("+5", "Migration strategy: Refactor", "It is repackaged."),
        ("+3", "Runtime: Java", "Java is tested."),
        ("+1", "Databases: Mysql", "Data is copied."),
    ]
    assert all(row.cites for row in effort.rows)
    assert "days or money" in effort.label
    assert [item.span for item in effort.classes] == ["0–7 points", "8 points or more"]


def test_an_effort_names_what_was_not_answered_and_could_add():
    assert "Runtime, Databases" in report({"source_code": "available"}, EFFORT, CLASSES).cost.effort.unknown
    assert report(APP, EFFORT, CLASSES).cost.effort.unknown == ""


def test_all_of_it_is_in_the_markdown():
    markdown = markdown_of(report(APP, DRIVERS, EFFORT, CLASSES))
    assert "**Runtime: Java.** Java needs memory. \\[" in markdown
    assert "**5 + 3 = 8 points: large**" in markdown
    assert "| **large** – **this workload** | 8 points or more | A project. |" in markdown


@pytest.fixture(scope="module")
def real():
    return books.compiled(books.REAL)


def test_the_tables_of_the_rulebook_name_what_there_is(real):
    book = real.rulebook
    for row in book.tables["cost-drivers"].rows:
        assert row["service"] in book.services, row
        assert row["question"] in book.questions, row
        assert row["source"] in book.sources, row
    for row in book.tables["effort-drivers"].rows:
        assert row["source"] is None or row["source"] in book.sources, row
        assert row["points"], row
        question = row["question"]
        if question == "strategy":
            assert row["answer"] in {option.slug for option in book.decisions["strategy"].options}
        elif row["answer"] is not None:
            assert row["answer"] in book.questions[question].choice_slugs, row
        else:
            assert book.questions[question].kind == "number", row
        strategies = {option.slug for option in book.decisions["strategy"].options}
        assert set(str(row["strategies"] or "").split()) <= strategies, row


def test_every_service_that_may_be_chosen_says_what_drives_its_bill(real):
    book = real.rulebook
    driven = {row["service"] for row in book.tables["cost-drivers"].rows}
    for decision in ("compute", "database"):
        for option in book.decisions[decision].options:
            assert option.service is None or option.service in driven, option.slug


SAVINGS = [
    ({"change_scope": "none", "operating_system": "windows_server"}, "saving-hybrid-windows"),
    (
        {"change_scope": "none", "traffic": "steady", "planned_life": "over_3_years"},
        "saving-reservation-three-years",
    ),
    (
        {"change_scope": "none", "traffic": "steady", "planned_life": "under_3_years"},
        "saving-reservation-one-year",
    ),
]


@pytest.mark.parametrize(("raw", "slug"), SAVINGS)
def test_a_saving_is_named_only_where_its_conditions_hold(real, raw, slug):
    def savings(answers):
        profile, errors = parse_profile(real.rulebook, answers)
        assert not errors
        found = evaluate(real, profile, settled=False, changes=0)
        return {item.slug for item in build_report(make_subject(), found).cost.savings}

    raw = {"source_code": "unavailable", **raw}
    assert slug in savings(raw)
    for question in set(raw) - {"source_code", "change_scope"}:
        assert slug not in savings({key: value for key, value in raw.items() if key != question})
