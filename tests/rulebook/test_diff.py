import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.rulebook.comparing import beside
from advisor.rulebook.diff import FieldChange, diff, shown
from advisor.rulebook.document import document_of
from advisor.rulebook.files import read_records
from advisor.rulebook.from_document import records_of
from advisor.rulebook.records import RecordSet

from .conftest import SMALL

REPOSITORY = Path(__file__).resolve().parents[2] / "fixtures"


@pytest.fixture(scope="module")
def records():
    return read_records(SMALL)


def with_fields(records, kind, *key, **fields):
    """The records with some fields of one of them changed."""
    old = records.find(kind, *key)
    new = replace(old, fields={**old.fields, **fields})
    return RecordSet([new if record is old else record for record in records])


def without(records, kind, *key):
    return RecordSet([r for r in records if (r.kind, r.key) != (kind, key)])


def told(changes):
    return [(c.what, c.kind, "/".join(c.key), [f.name for f in c.fields]) for c in changes]


def test_equal_rulebooks_do_not_differ_whatever_their_lines_and_files(records):
    assert diff(records, records) == ()
    moved = [replace(r, file="elsewhere", line=1, lines={}) for r in records]
    random.Random(3).shuffle(moved)
    assert diff(records, RecordSet(moved)) == ()


def test_tells_which_fields_have_changed_in_the_order_of_the_schema(records):
    after = with_fields(records, "rule", "watch-it", because_ko="다릅니다.", effects={"azure_monitor": 2})
    (change,) = diff(records, after)
    assert told([change]) == [("changed", "rule", "watch-it", ["effects", "because_ko"])]
    assert change.fields[0] == FieldChange("effects", {"azure_monitor": 1}, {"azure_monitor": 2})
    assert change.before is records.find("rule", "watch-it")
    assert change.after is after.find("rule", "watch-it")


def test_tells_what_was_added_and_removed(records):
    less = without(records, "rule", "watch-it")
    (gone,) = diff(records, less)
    assert told([gone]) == [("removed", "rule", "watch-it", [])]
    assert (gone.before.slug, gone.after) == ("watch-it", None)
    (new,) = diff(less, records)
    assert told([new]) == [("added", "rule", "watch-it", [])]
    assert (new.before, new.after.slug) == (None, "watch-it")


def test_another_name_is_one_removed_and_one_added(records):
    assert told(diff(records, with_fields(records, "rule", "watch-it", slug="watch-all"))) == [
        ("removed", "rule", "watch-it", []),
        ("added", "rule", "watch-all", []),
    ]


def test_comes_in_the_order_of_the_rulebook_with_the_removed_where_they_stood(records):
    after = without(without(records, "question", "size"), "question", "source_code")
    after = with_fields(
        with_fields(after, "question", "databases", hint_en="x"), "source", "guide", title="T"
    )
    after = with_fields(after, "question", "servers", hint_en="x")
    assert [(c.what, c.kind, c.key[-1]) for c in diff(records, after)] == [
        ("changed", "source", "guide"),
        ("removed", "question", "source_code"),
        ("changed", "question", "databases"),
        ("removed", "question", "size"),
        ("changed", "question", "servers"),
    ]


def test_the_order_of_choices_in_a_condition_says_nothing(records):
    """Choices in another order make their question differ, and no rule or scenario that reads it."""
    choice = records.find("choice", "databases", "mysql")
    more = with_fields(records, "rule", "small-sql", when={"databases": ["mysql", "sql_server"]})
    more = with_fields(more, "scenario", "a-case", profile={"databases": ["mysql", "sql_server"]})
    turned = with_fields(more, "choice", "databases", "mysql", order=0)
    assert turned.find("rule", "small-sql").fields["when"] != more.find("rule", "small-sql").fields["when"]
    assert told(diff(more, turned)) == [("changed", "choice", "databases/mysql", ["order"])]
    assert choice.fields["order"] == 3


def test_the_order_of_sources_says_something(records):
    after = with_fields(records, "rule", "watch-it", sources=[["guide"], ["story"]])
    assert told(diff(records, after)) == [("changed", "rule", "watch-it", ["sources"])]


def test_the_digest_alone_is_a_change_that_people_are_not_shown(records):
    after = with_fields(records, "rule", "watch-it", korean_of="00000000")
    changes = diff(records, after)
    assert told(changes) == [("changed", "rule", "watch-it", ["korean_of"])]
    assert shown(changes) == ()
    more = diff(records, with_fields(after, "rule", "watch-it", because_en="Else."))
    assert shown(more) == more
    removed = diff(records, without(records, "rule", "watch-it"))
    assert shown(removed) == removed


# ── versions ──


def version_of(records):
    return records_of(document_of(records))


@pytest.mark.parametrize("directory", [SMALL, REPOSITORY])
def test_a_version_beside_the_draft_that_it_was_made_of_does_not_differ(directory):
    draft = read_records(directory)
    assert diff(version_of(draft), draft) != ()
    assert diff(beside(version_of(draft), draft), draft) == ()


def test_one_record_more_or_less_leaves_the_numbers_of_the_others(records):
    version = version_of(records)
    less = without(records, "choice", "databases", "sql_server")
    assert told(diff(beside(version, less), less)) == [("removed", "choice", "databases/sql_server", [])]
    like = records.find("choice", "databases", "mysql")
    new = replace(like, fields={**like.fields, "slug": "oracle", "order": 2})
    more = RecordSet([*records, new])
    assert told(diff(beside(version, more), more)) == [("added", "choice", "databases/oracle", [])]


def test_only_what_was_moved_has_another_place(records):
    version = version_of(records)
    turned = with_fields(records, "choice", "databases", "none", order=9)
    assert told(diff(beside(version, turned), turned)) == [("changed", "choice", "databases/none", ["order"])]


def test_a_question_in_another_section_is_one_change(records):
    version = version_of(records)
    moved = with_fields(records, "question", "runtime", section=["data"], order=9)
    changes = diff(beside(version, moved), moved)
    assert [c.key for c in changes] == [("runtime",)]
    assert {"section", "order"} >= {f.name for f in changes[0].fields} >= {"section"}


def test_a_version_takes_scenarios_and_digests_from_beside_it(records):
    stale = with_fields(records, "rule", "watch-it", korean_of="00000000")
    version = beside(version_of(records), stale)
    assert version.of("scenario") == stale.of("scenario")
    assert diff(version, stale) == ()


@settings(max_examples=60)
@given(st.data())
def test_a_version_keeps_its_own_order_beside_any_draft(data):
    records = read_records(SMALL)
    version = version_of(records)
    choices = [c.key for c in records.of("choice")]
    orders = data.draw(st.lists(st.integers(0, 6), min_size=len(choices), max_size=len(choices)))
    draft = records
    for key, order in zip(choices, orders, strict=True):
        draft = with_fields(draft, "choice", *key, order=order)
    placed = beside(version, draft)
    assert document_of(placed)["questions"] == document_of(records)["questions"]
    same = {r.key for r in draft.of("choice")} - {c.key for c in diff(placed, draft)}
    in_draft = [c.key for c in draft.of("choice") if c.key in same]
    assert in_draft == [c.key for c in version.of("choice") if c.key in same]


def test_questions_that_left_the_section_do_not_move_the_one_that_stayed(records):
    version = version_of(records)
    moved = with_fields(records, "question", "databases", section=["code"], order=50)
    moved = with_fields(moved, "question", "size", section=["code"], order=60)
    assert [c.key for c in diff(beside(version, moved), moved)] == [("databases",), ("size",)]
