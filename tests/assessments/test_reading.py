"""One answer from a form: what is taken, and what is said where it cannot be."""

import pytest
from django.http import QueryDict
from django.utils.translation import override

from advisor.assessments.actions import Open
from advisor.assessments.reading import read_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(rulebook):
    """Read the form's answer to a question; keywords are the fields after its slug."""

    def reading(slug, *values, **more):
        data = QueryDict(mutable=True)
        data.setlist(slug, values)
        for name, value in more.items():
            data[f"{slug}.{name}"] = value
        return read_answer(rulebook, rulebook.questions[slug], data)

    return reading


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("240", 240),
        ("1,118", 1118),
        (" 1,234,567.5 ", 1234567.5),
        ("0.5", 0.5),
        (".5", 0.5),
        ("240 GiB", 240),
        ("240gib", 240),
        ("１２", 12),
        ("0", 0),
    ],
)
def test_reads_a_number_as_people_write_it(read, typed, number):
    reading = read("database_size_gib", typed)
    assert (reading.value, reading.problem) == (number, "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.2 TB", "1118"),
        ("500 GB", "465.7"),
        ("2 TiB", "2048"),
        ("512 MB", "0.5"),
        ("1,200 gb", "1117.6"),
        ("2,5", "2.5"),
    ],
)
def test_offers_the_number_that_could_be_meant(read, typed, meant):
    reading = read("database_size_gib", typed)
    assert reading.suggestion == meant
    assert typed in reading.problem
    assert reading.raw == (typed,)


def test_takes_the_offered_number_when_its_button_is_pressed(read):
    assert read("database_size_gib", "1.2 TB", use="1118").value == 1118


def test_says_what_1_2_tb_is(read):
    assert read("database_size_gib", "1.2 TB").problem == (
        "“1.2 TB” is not a number of GiB. 1.2 TB is about 1,118 GiB."
    )


@pytest.mark.parametrize(
    "typed", ["much", "1.1.1", "1 118", "12 apples", "nan", "inf", "1e3", "--1", "1,11,8", "<b>"]
)
def test_what_is_no_number_is_refused_with_what_is_allowed(read, typed):
    reading = read("database_size_gib", typed)
    assert isinstance(reading.value, Open)
    assert "from 0 to less than 10,000,000 GiB" in reading.problem


@pytest.mark.parametrize("typed", ["-1", "10000000", "9" * 400])
def test_a_number_out_of_range_is_refused_with_the_range(read, typed):
    assert "out of range" in read("database_size_gib", typed).problem


def test_a_whole_number_is_asked_for_where_halves_make_no_sense(read):
    assert "whole numbers from 1 to 99,999" in read("instances", "2.5").problem


def test_the_unit_may_be_written_in_either_language(read):
    assert read("instances", "3 instances").value == 3
    assert read("instances", "3개").value == 3
    assert read("change_failure_rate_percent", "15 %").value == 15


def test_a_number_and_i_do_not_know_exclude_each_other(read):
    reading = read("database_size_gib", "240", "?")
    assert isinstance(reading.value, Open)
    assert "not both" in reading.problem
    assert reading.raw == ("240", "?")


@pytest.mark.parametrize("slug", ["runtime", "databases", "database_size_gib"])
def test_i_do_not_know_closes_a_question(read, slug):
    reading = read(slug, "?")
    assert reading.value is None
    assert not reading.problem


@pytest.mark.parametrize("slug", ["runtime", "databases", "database_size_gib"])
def test_nothing_chosen_leaves_a_question_open(read, slug):
    assert isinstance(read(slug).value, Open)


def test_several_choices_come_in_the_rulebook_s_order_and_once(read):
    assert read("databases", "mysql", "sql_server", "mysql").value == ("sql_server", "mysql")


@pytest.mark.parametrize("given", [("none", "mysql"), ("?", "mysql")])
def test_none_and_i_do_not_know_stand_alone(read, given):
    reading = read("databases", *given)
    assert "together with other answers" in reading.problem
    assert set(reading.raw) == set(given)


def test_an_unknown_choice_is_refused(read):
    assert "is not one of the answers" in read("runtime", "fortran").problem


def test_a_note_may_have_ten_thousand_characters_and_no_more(read):
    assert not read("runtime", "java", note="n" * 10_000).problem
    reading = read("runtime", "java", note="n" * 10_001)
    assert "10,001 characters; at most 10,000" in reading.problem
    assert reading.note == "n" * 10_001


def test_what_no_database_stores_is_taken_out(read):
    reading = read("runtime", "java\x00", note="a\x00b\r\nc")
    assert (reading.value, reading.note) == ("java", "ab\nc")


@pytest.mark.parametrize(("text", "revision"), [("3", 3), ("", None), ("x", None), ("-1", None), ("²", None)])
def test_the_revision_is_a_number_or_unknown(read, text, revision):
    assert read("runtime", "java", revision=text).revision == revision


def test_problems_are_in_the_reader_s_language(read):
    with override("ko"):
        assert "1,118 GiB" in read("database_size_gib", "1.2 TB").problem
