from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from advisor.engine import parse_profile
from advisor.engine.rulebook import Condition, Source, Text
from advisor.rulebook.files import load_rulebook_from_files
from advisor.rulebook.wording import (
    answer_text,
    conditions_text,
    date_words,
    number_text,
    profile_error_text,
    question_text,
    source_detail,
    with_unit,
)
from tests import books

from .conftest import SMALL


@pytest.fixture(scope="module")
def rulebook():
    return load_rulebook_from_files(SMALL)[0]


@pytest.mark.parametrize(
    ("question", "answer", "english", "korean"),
    [
        ("runtime", "java", "Java", "Java"),
        ("source_code", "unavailable", "Not available", "없음"),
        ("databases", ("sql_server", "mysql"), "SQL Server, MySQL", "SQL Server, MySQL"),
        ("size", 240, "240 GiB", "240 GiB"),
        ("size", 1500.5, "1,500.5 GiB", "1,500.5 GiB"),
        ("servers", 3, "3 servers", "3대"),
        ("runtime", "cobol", "cobol", "cobol"),
        ("colour", 3, "3", "3"),
    ],
)
def test_puts_an_answer_into_words(rulebook, question, answer, english, korean):
    assert answer_text(rulebook, question, answer, "en") == english
    assert answer_text(rulebook, question, answer, "ko") == korean


def test_an_unknown_is_said_in_words(rulebook):
    with override("ko"):
        assert answer_text(rulebook, "size", None, "en") == "I don't know"


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (0.1, "0.1"), (1234567, "1,234,567"), (2.50, "2.5"), (100.0, "100")]
)
def test_writes_numbers_for_people(number, text):
    assert number_text(number) == text


def test_names_a_question(rulebook):
    assert question_text(rulebook, "size", "en") == "Database size"
    assert question_text(rulebook, "size", "ko") == "데이터베이스 크기"
    assert question_text(rulebook, "colour", "ko") == "colour"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ({"colour": "red"}, "There is no question “colour”."),
        ({"runtime": "cobol"}, "runtime: “cobol” is not a choice. Allowed: java, other."),
        ({"runtime": ["java"]}, "runtime: “['java']” is not one choice. Allowed: java, other."),
        ({"databases": "mysql"}, "databases: “mysql” is not a list of choices. Allowed: none, sql_server,"),
        ({"databases": []}, "databases: the list is empty. Give at least one choice, or null for"),
        ({"databases": ["none", "mysql"]}, "databases: “none” cannot be given together with other choices."),
        ({"size": "big"}, "size: “big” is not a number. Allowed: at least 0 and below 10,000 GiB."),
        ({"size": 10000}, "size: “10000” is out of range. Allowed: at least 0 and below 10,000 GiB."),
        ({"servers": 1.5}, "servers: “1.5” is not a whole number. Allowed: 1 to 99 servers."),
        ({"size": 10**5000}, "size: “a very large number” is out of range. Allowed: at least 0 and below"),
        ({"runtime": "x%(given)s" * 9}, f"runtime: “{('x%(given)s' * 9)[:60]}…” is not a choice."),
    ],
)
def test_says_what_is_wrong_with_an_answer_and_what_is_allowed(rulebook, raw, text):
    _, errors = parse_profile(rulebook, raw)
    assert profile_error_text(rulebook, errors[0], "en").startswith(text)


def test_every_reason_has_words(rulebook):
    raw = {"databases": ["mysql", "mysql"]}
    (error,) = parse_profile(rulebook, raw)[1]
    assert "more than once" in profile_error_text(rulebook, error, "en")


def test_the_filter_shows_a_text_in_the_language_of_the_page():
    page = Template("{% load rulebook_text %}{{ text|localised }}")
    for language, shown in (("en", "A &amp; B"), ("ko", "가"), ("fr", "A &amp; B")):
        with override(language):
            assert page.render(Context({"text": Text("A & B", "가")})) == shown


def test_the_filter_puts_each_cell_after_its_label():
    loop = "{% for label, cell in cells|beside:labels %}{{ label }}={{ cell }};{% endfor %}"
    page = Template("{% load rulebook_text %}" + loop)
    assert page.render(Context({"cells": (1, 2), "labels": ["a", "b"]})) == "a=1;b=2;"


JAVA = Condition(any_of=("java",))


CONDITIONS = [
    ({}, "", ""),
    ({"runtime": JAVA}, "“Runtime” is “Java”", "“런타임” 답변이 “Java”이면"),
    (
        {"runtime": Condition(any_of=("java", "other"))},
        "“Runtime” is “Java” or “Another”",
        "“런타임” 답변이 “Java” 또는 “기타”이면",
    ),
    (
        {"runtime": Condition(none_of=("java", "other"))},
        "“Runtime” is not “Java” or “Another”",
        "“런타임” 답변이 “Java” 또는 “기타” 이외의 값이면",
    ),
    (
        {"databases": Condition(any_of=("sql_server", "mysql"))},
        "“Databases” includes “SQL Server” or “MySQL”",
        "“데이터베이스” 답변에 “SQL Server” 또는 “MySQL” 항목이 있으면",
    ),
    (
        {"databases": Condition(any_of=("none",))},
        "“Databases” is “None”",
        "“데이터베이스” 답변이 “없음”이면",
    ),
    (
        {"databases": Condition(none_of=("none",))},
        "“Databases” is not “None”",
        "“데이터베이스” 답변이 “없음” 이외의 값이면",
    ),
    (
        {"databases": Condition(none_of=("mysql",))},
        "“Databases” does not include “MySQL”",
        "“데이터베이스” 답변에 “MySQL” 항목이 없으면",
    ),
    (
        {"databases": Condition(all_of=("sql_server", "mysql"))},
        "“Databases” includes all of “SQL Server” and “MySQL”",
        "“데이터베이스” 답변에 “SQL Server”, “MySQL” 항목이 모두 있으면",
    ),
    (
        {"databases": Condition(all_of=("mysql",))},
        "“Databases” includes “MySQL”",
        "“데이터베이스” 답변에 “MySQL” 항목이 있으면",
    ),
    (
        {"databases": Condition(any_of=("mysql",), none_of=("sql_server",))},
        "“Databases” includes “MySQL”, and “Databases” does not include “SQL Server”",
        "“데이터베이스” 답변에 “MySQL” 항목이 있고 “데이터베이스” 답변에 “SQL Server” 항목이 없으면",
    ),
    (
        {"size": Condition(minimum=4, below=1500)},
        "“Database size” is at least 4 GiB and below 1,500 GiB",
        "“데이터베이스 크기” 값이 4 GiB 이상 1,500 GiB 미만이면",
    ),
    (
        {"servers": Condition(minimum=0)},
        "“Servers” is 0 servers or more",
        "“서버” 값이 0대 이상이면",
    ),
    (
        {"size": Condition(below=0.5)},
        "“Database size” is below 0.5 GiB",
        "“데이터베이스 크기” 값이 0.5 GiB 미만이면",
    ),
    (
        {"strategy": Condition(any_of=("rehost", "refactor"))},
        "the outcome of “Strategy” is “Rehost” or “Refactor”",
        "“전략” 결과가 “Rehost” 또는 “Refactor”이면",
    ),
    (
        {"strategy": Condition(none_of=("rehost",))},
        "the outcome of “Strategy” is not “Rehost”",
        "“전략” 결과가 “Rehost” 이외의 값이면",
    ),
    (
        {"runtime": JAVA, "strategy": Condition(any_of=("rehost",)), "size": Condition(minimum=1)},
        "“Runtime” is “Java”, and the outcome of “Strategy” is “Rehost”,"
        " and “Database size” is 1 GiB or more",
        "“런타임” 답변이 “Java”이고 “전략” 결과가 “Rehost”이고 “데이터베이스 크기” 값이 1 GiB 이상이면",
    ),
    ({"colour": Condition(any_of=("red",))}, "“colour” is “red”", "“colour” 답변이 “red”이면"),
]


@pytest.mark.parametrize(("when", "english", "_korean"), CONDITIONS)
def test_puts_conditions_into_english_words(rulebook, when, english, _korean):
    assert conditions_text(rulebook, when, "en") == english


@pytest.mark.parametrize(("when", "_english", "korean"), CONDITIONS)
def test_puts_conditions_into_korean_words(rulebook, when, _english, korean):
    assert conditions_text(rulebook, when, "ko") == korean


def test_every_condition_of_the_rulebook_in_use_has_words(repository_rulebook):
    pieces = (repository_rulebook.rules, repository_rulebook.facts, repository_rulebook.advice)
    for entry in (entry for kind in pieces for entry in kind.values()):
        for language in ("en", "ko"):
            text = conditions_text(repository_rulebook, entry.when, language)
            assert bool(text) == bool(entry.when), entry.slug
            assert "_" not in text, entry.slug


@pytest.fixture(scope="module")
def repository_rulebook():
    return books.compiled(books.REAL).rulebook


@pytest.mark.parametrize(
    ("value", "english", "korean"),
    [
        ("2026-11-22", "22 November 2026", "2026년 11월 22일"),
        ("2026-11", "November 2026", "2026년 11월"),
        ("2026", "2026", "2026년"),
        (date(2028, 9, 30), "30 September 2028", "2028년 9월 30일"),
        ("some day", "some day", "some day"),
        ("2026-13", "2026-13", "2026-13"),
        (None, "", ""),
    ],
)
def test_writes_dates_in_words(value, english, korean):
    assert date_words(value, "en") == english
    assert date_words(value, "ko") == korean


def test_says_who_published_a_source_and_when_it_was_checked():
    source = Source("guide", "Guide", "Microsoft", None, "2025-07", date(2026, 11, 22))
    assert source_detail(source, "en") == "Microsoft, July 2025 · checked on 22 November 2026"
    undated = Source("guide", "Guide", "", None, None, None)
    assert source_detail(undated, "en") == "date not stated"


@pytest.mark.parametrize(
    ("unit", "words"),
    [("GiB", "20 GiB"), ("개", "20개"), ("%", "20%"), ("percent", "20 percent"), ("", "20")],
)
def test_a_counter_or_a_percent_sign_follows_its_number_at_once(unit, words):
    assert with_unit("20", unit) == words
