import pytest
from django.template import Context, Template
from django.utils.translation import override

from advisor.engine import parse_profile
from advisor.engine.rulebook import Text
from advisor.rulebook.files import load_rulebook_from_files
from advisor.rulebook.wording import answer_text, number_text, profile_error_text, question_text

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
