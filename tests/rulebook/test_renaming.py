from dataclasses import replace

import pytest

from advisor.rulebook.checks import check
from advisor.rulebook.dependents import dependents
from advisor.rulebook.files import read_records
from advisor.rulebook.records import RecordSet
from advisor.rulebook.renaming import renamed
from tests import books

from .conftest import SMALL


@pytest.fixture(scope="module")
def records():
    return read_records(SMALL)


@pytest.fixture(scope="module")
def real():
    return books.records(books.REAL)


def applied(records, pairs):
    after = {id(before): new for before, new in pairs}
    return RecordSet([after.get(id(record), record) for record in records])


def changed(pairs):
    return [(after.kind, after.slug) for _, after in pairs]


def test_renames_a_question_wherever_it_stands(records):
    pairs = renamed(records, "question", ("source_code",), "code_at_hand")
    assert changed(pairs) == [
        ("question", "code_at_hand"),
        ("question", "runtime"),
        ("choice", "available"),
        ("choice", "unavailable"),
        ("rule", "no-source-code"),
        ("rule", "source-code"),
        ("scenario", "a-case"),
        ("scenario", "no-code-rehosts"),
    ]
    after = applied(records, pairs)
    assert after.find("question", "runtime").fields["asked_when"] == {"code_at_hand": ["available"]}
    assert after.find("choice", "code_at_hand", "available").fields["label_en"] == "Available"
    assert after.find("rule", "source-code").fields["when"]["code_at_hand"] == ["available"]
    assert after.find("scenario", "a-case").fields["profile"]["code_at_hand"] == "available"


def test_renames_a_choice_in_conditions_and_answers_of_its_question_alone(records):
    after = applied(records, renamed(records, "choice", ("databases", "sql_server"), "mssql"))
    assert after.find("rule", "small-sql").fields["when"]["databases"] == {
        "none_of": ["none"],
        "all_of": ["mssql"],
    }
    assert after.find("scenario", "a-case").fields["profile"]["databases"] == ["mssql"]


def test_an_option_is_renamed_with_the_choice_that_refuses_it(records):
    pairs = renamed(records, "option", ("compute", "functions"), "serverless")
    assert ("choice", "serverless") in changed(pairs)
    after = applied(records, pairs)
    assert after.find("rule", "java-functions").fields["effects"] == {"serverless": 2}
    assert after.find("fact", "functions-duration").fields["when"]["compute"] == ["serverless"]
    assert after.find("service", "functions")
    assert after.find("option", "compute", "serverless").fields["service"] == ["functions"]


def test_texts_and_everything_else_stay(records):
    for before, after in renamed(records, "question", ("source_code",), "code_at_hand"):
        for field in before.schema.fields:
            if field.type in ("text", "plain", "digest", "date", "points"):
                assert after.fields[field.name] == before.fields[field.name]


@pytest.mark.parametrize(
    ("kind", "key", "new", "words"),
    [
        ("question", ("colour",), "shade", "There is no question colour"),
        ("question", ("runtime",), "size", "“size” is taken by another question"),
        ("choice", ("runtime", "java"), "other", "“other” is taken by another choice"),
        ("question", ("runtime",), "runtime", "is its name already"),
        ("question", ("runtime",), "Run time", "small letters"),
        ("question", ("runtime",), "", "small letters"),
        ("question", ("runtime",), "a" * 101, "at most 100"),
        ("question", ("runtime",), "strategy", "reserved"),
        ("question", ("runtime",), "supporting", "reserved"),
        ("rule", ("watch-it",), "refused--it", "reserved"),
        ("decision", ("strategy",), "way", "decisions cannot be changed"),
        ("choice", ("databases", "none"), "nothing", "nothing of the rest"),
        ("choice", ("databases", "mysql"), "none", "“none” is taken by another choice"),
        ("choice", ("runtime", "java"), "none", "nothing of the rest"),
    ],
)
def test_says_in_words_why_a_name_cannot_be_had(records, kind, key, new, words):
    with pytest.raises(ValueError, match=words):
        renamed(records, kind, key, new)


def test_the_same_name_may_be_had_under_another_parent(records):
    assert renamed(records, "choice", ("runtime", "java"), "mysql")


def test_a_name_that_the_refusing_choice_cannot_have_is_refused(records):
    choice = records.find("choice", "refused", "functions")
    other = replace(choice, fields={**choice.fields, "slug": "serverless"})
    with pytest.raises(ValueError, match="“serverless” is taken by another choice"):
        renamed(RecordSet([*records, other]), "option", ("compute", "functions"), "serverless")


def renamed_and_taken_back(records, kind, key):
    """Rename, look that nothing dangles, rename back."""
    wrong = [str(f) for f in check(records)]
    after = applied(records, renamed(records, kind, key, "quite-another-name"))
    assert [str(f) for f in check(after) if "unknown" in str(f) or f.level == "error"] == wrong
    assert dependents(after, kind, key) == ()
    new_key = (*key[:-1], "quite-another-name")
    assert len(dependents(after, kind, new_key)) == len(dependents(records, kind, key))
    return applied(after, renamed(after, kind, new_key, key[-1]))


def by_key(records):
    return {(record.kind, record.key): record.fields for record in records}


def test_nothing_that_was_right_is_wrong_after_any_renaming_and_it_can_be_taken_back(records):
    for record in records:
        if record.kind != "decision" and (record.kind, record.slug) != ("choice", "none"):
            assert by_key(renamed_and_taken_back(records, record.kind, record.key)) == by_key(records)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("question", ("deployment_frequency",)),
        ("choice", ("release_method", "canary")),
        ("option", ("compute", "functions")),
        ("table", ("release-functions",)),
    ],
)
def test_the_same_in_the_rulebook_in_use(real, kind, key):
    assert by_key(renamed_and_taken_back(real, kind, key)) == by_key(real)
