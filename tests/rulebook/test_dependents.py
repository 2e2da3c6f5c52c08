from dataclasses import replace

import pytest

from advisor.rulebook.dependents import dependents
from advisor.rulebook.files import read_records
from advisor.rulebook.mentions import mentions
from advisor.rulebook.records import RecordSet
from advisor.rulebook.schema import KINDS
from tests import books

from .conftest import SMALL


@pytest.fixture(scope="module")
def records():
    return read_records(SMALL)


@pytest.fixture(scope="module")
def real():
    return books.records(books.REAL)


def told(records, kind, *key):
    return [(f"{d.record.kind} {d.record.slug}", d.field, d.how) for d in dependents(records, kind, key)]


def with_fields(records, kind, *key, **fields):
    """The records with some fields of one of them changed."""
    old = records.find(kind, *key)
    new = replace(old, fields={**old.fields, **fields})
    return RecordSet([new if record is old else record for record in records])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            ("section", "code"),
            [
                ("question source_code", "section", "part"),
                ("question runtime", "section", "part"),
                ("question refused", "section", "part"),
            ],
        ),
        (
            ("question", "source_code"),
            [
                ("question runtime", "asked_when", "asking"),
                ("choice available", "question", "part"),
                ("choice unavailable", "question", "part"),
                ("rule no-source-code", "when", "condition"),
                ("rule source-code", "when", "condition"),
                ("scenario a-case", "profile", "answer"),
                ("scenario no-code-rehosts", "profile", "answer"),
            ],
        ),
        (
            ("choice", "source_code", "available"),
            [
                ("question runtime", "asked_when", "asking"),
                ("rule source-code", "when", "condition"),
                ("scenario a-case", "profile", "answer"),
            ],
        ),
        (
            ("choice", "databases", "sql_server"),
            [("rule small-sql", "when", "condition"), ("scenario a-case", "profile", "answer")],
        ),
        (("choice", "databases", "mysql"), [("rule source-code", "when", "condition")]),
        (
            ("question", "runtime"),
            [
                ("choice java", "question", "part"),
                ("choice other", "question", "part"),
                ("rule java-functions", "when", "condition"),
                ("scenario a-case", "profile", "answer"),
                ("scenario a-case", "basis", "answer"),
            ],
        ),
        (
            ("option", "compute", "functions"),
            [
                ("choice functions", "slug", "refusal"),
                ("fact functions-duration", "when", "condition"),
                ("rule java-functions", "effects", "effect"),
                ("rule watch-it", "when", "condition"),
            ],
        ),
        (
            ("option", "strategy", "refactor"),
            [
                ("rule java-functions", "when", "condition"),
                ("rule no-source-code", "effects", "effect"),
                ("rule source-code", "effects", "effect"),
                ("scenario a-case", "expect", "expectation"),
                ("scenario no-code-rehosts", "expect_not", "expectation"),
            ],
        ),
        (
            ("option", "compute", "virtual_machines"),
            [
                ("rule rehosted-vm", "effects", "effect"),
                ("rule watch-it", "when", "condition"),
                ("table sizes", "rows", "cell"),
            ],
        ),
        (
            ("service", "functions"),
            [
                ("fact functions-duration", "service", "part"),
                ("option functions", "service", "service"),
                ("chapter functions-triggers", "service", "part"),
            ],
        ),
        (("table", "sizes"), [("chapter functions-triggers", "table", "table")]),
        (("rule", "watch-it"), []),
        (("question", "servers"), []),
    ],
)
def test_names_everything_that_names_a_record_and_how(records, name, expected):
    assert told(records, *name) == expected


def test_a_decision_is_named_by_its_options_rules_conditions_and_expectations(records):
    found = told(records, "decision", "strategy")
    assert ("option rehost", "decision", "part") in found
    assert ("rule source-code", "decision", "part") in found
    assert ("rule rehosted-vm", "when", "condition") in found
    assert ("scenario no-code-rehosts", "expect_not", "expectation") in found
    assert told(records, "decision", "database")[-2:] == [
        ("scenario a-case", "hard", "weight"),
        ("scenario a-case", "expect", "expectation"),
    ]


def test_a_source_is_named_by_all_that_rests_on_it(records):
    assert ("rule watch-it", "sources", "source") in told(records, "source", "story")
    assert {how for _, _, how in told(records, "source", "guide")} == {"source"}


def test_a_record_that_names_twice_in_one_field_is_told_once(records):
    found = told(
        with_fields(
            records, "rule", "source-code", when={"databases": {"any_of": ["mysql"], "none_of": ["mysql"]}}
        ),
        "choice",
        "databases",
        "mysql",
    )
    assert found == [("rule source-code", "when", "condition")]


def test_what_came_out_once_is_history(records):
    more = with_fields(records, "scenario", "a-case", first_given={"strategy": ["rehost"]})
    assert ("scenario a-case", "first_given", "history") in told(more, "option", "strategy", "rehost")


def test_advice_is_about_a_question_or_a_choice_that_it_reads(records):
    about = with_fields(records, "advice", "back-up", about="size")
    assert ("advice back-up", "about", "about") in told(about, "question", "size")
    unread = with_fields(records, "advice", "back-up", about="mysql")
    assert ("advice back-up", "about", "about") not in told(unread, "choice", "databases", "mysql")
    read = with_fields(unread, "advice", "back-up", when={"databases": {"none_of": ["none"]}})
    assert ("advice back-up", "about", "about") in told(read, "choice", "databases", "mysql")


COLUMNS = {
    "question": "slug",
    "answer": "slug",
    "runtime": "slug",
    "source": "slug",
    "source_2": "slug",
    "where": "slug",
    "offered": "slug",
    "size": "slug",
    "label": "text",
}


def with_rows(records, *rows):
    columns = [{"slug": c, "label_en": c, "label_ko": c, "kind": kind} for c, kind in COLUMNS.items()]
    return with_fields(records, "table", "sizes", columns=columns, rows=list(rows))


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"question": "size"}, ("question", "size")),
        ({"question": "strategy"}, ("decision", "strategy")),
        ({"question": "runtime", "answer": "other"}, ("choice", "runtime", "other")),
        ({"question": "strategy", "answer": "rehost"}, ("option", "strategy", "rehost")),
        ({"runtime": "java"}, ("choice", "runtime", "java")),
        ({"source": "guide"}, ("source", "guide")),
        ({"source_2": "guide"}, ("source", "guide")),
        ({"where": "functions"}, ("service", "functions")),
        ({"where": "rehost refactor"}, ("option", "strategy", "refactor")),
    ],
)
def test_a_cell_of_slugs_names_what_its_column_or_its_words_say(records, row, name):
    assert ("table sizes", "rows", "cell") in told(with_rows(records, row), *name)


@pytest.mark.parametrize(
    "row",
    [
        {"where": "none"},
        {"offered": "no"},
        {"where": "java rehost"},
        {"answer": "java"},
        {"label": {"en": "java", "ko": "java"}},
        {"where": None},
    ],
)
def test_a_cell_that_may_mean_anything_names_nothing(records, row):
    table = with_rows(records, row).find("table", "sizes")
    assert [m for m in mentions(table, with_rows(records, row)) if m.how == "cell"] == []


def test_all_names_of_the_rulebook_in_use_are_there(real):
    for record in real:
        for mention in mentions(record, real):
            assert real.find(mention.kind, *mention.key), (record.kind, record.key, mention)


def test_every_reference_of_the_schema_is_a_mention(real):
    """Each field of a type that can name something is found somewhere in the rulebook in use."""
    naming = {
        "ref",
        "refs",
        "conditions",
        "asked_when",
        "effects",
        "answers",
        "notes",
        "picks",
        "given",
        "slugs",
        "rows",
    }
    fields = {(kind.name, f.name) for kind in KINDS.values() for f in kind.fields if f.type in naming}
    found = {(record.kind, m.field) for record in real for m in mentions(record, real)}
    assert fields - found == set()


def test_the_delivery_table_of_the_rulebook_in_use_names_questions_and_choices(real):
    assert ("table dora-levels", "rows", "cell") in told(real, "question", "lead_time")
    assert ("table dora-levels", "rows", "cell") in told(real, "choice", "lead_time", "under_1_day")
    assert ("table scale-minimums", "rows", "cell") in told(real, "choice", "availability", "sla_99_9")


def with_choices(records, question, *slugs):
    """The records with more choices of a question."""
    like = records.children("choice", question)[0]
    return RecordSet([*records, *(replace(like, fields={**like.fields, "slug": slug}) for slug in slugs)])


def test_a_plain_yes_or_no_names_no_choice(records):
    more = with_choices(records, "runtime", "yes", "no")
    assert told(with_rows(more, {"offered": "no"}, {"offered": "yes"}), "choice", "runtime", "no") == []


def test_a_cell_names_the_option_and_not_the_choice_that_refuses_it(records):
    more = with_rows(with_choices(records, "refused", "virtual_machines"), {"where": "virtual_machines"})
    assert ("table sizes", "rows", "cell") in told(more, "option", "compute", "virtual_machines")
    assert told(more, "choice", "refused", "virtual_machines") == []
