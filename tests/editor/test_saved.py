"""Saved answers read in bulk are the answers that each assessment reads by itself."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.assessments import actions
from advisor.assessments.models import Answer
from advisor.assessments.profile import profile_of
from advisor.editor import saved
from advisor.editor.saved import Reader, saved_on
from advisor.rulebook import published
from tests import books
from tests.engine.books import book, number, question
from tests.factories import make_assessment, make_owner

BOOK = book(
    [question("one", "a", "b"), question("many", "a", "none", kind="many"), number("size", min=0, below=9)],
    [],
)
values = st.one_of(
    st.none(),
    st.sampled_from(["a", "b", "gone"]),
    st.lists(st.sampled_from(["a", "none", "gone"]), max_size=2),
    st.integers(-1, 10),
    st.floats(0, 9),
    st.booleans(),
)


@given(st.dictionaries(st.sampled_from(["one", "many", "size", "gone"]), values))
def test_a_reader_reads_as_an_assessment_does(answers):
    reader = Reader(BOOK.rulebook)
    rows = {slug: Answer(question=slug, value=value) for slug, value in answers.items()}
    texts = [(slug, None if value is None else as_json(value)) for slug, value in answers.items()]
    for _ in range(2):
        assert reader.profile(texts) == profile_of(BOOK.rulebook, rows)


def as_json(value):
    return json.dumps(value)


@pytest.fixture
def version(db, small):
    return books.publish(small).hash


@pytest.mark.parametrize("chunk", [1, 2, 500])
def test_every_assessment_comes_once_with_its_answers(version, monkeypatch, chunk):
    monkeypatch.setattr(saved, "CHUNK", chunk)
    owner = make_owner()
    answers = {"source_code": "available", "databases": ("sql_server", "mysql"), "size": 3.5, "runtime": None}
    made = [
        make_assessment(owner, answers, name="full"),
        make_assessment(owner),
        make_assessment(owner, {"size": 7}),
    ]
    actions.save_answer(made[2], "runtime", actions.OPEN, "Only a note.", None)
    actions.delete(make_assessment(owner, answers))
    make_assessment(owner, answers, rulebook="sha256:other")
    read = [one for some in saved_on(version) for one in some]
    reader = Reader(published.rulebook_for(version))
    assert [one.code for one in read] == [one.code for one in made]
    assert [one.pk for one in read] == [one.pk for one in made]
    assert [reader.profile(one.answers) for one in read] == [answers, {}, {"size": 7}]


def test_two_queries_for_each_chunk(version, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(saved, "CHUNK", 2)
    for _ in range(4):
        make_assessment(None, {"size": 7})
    with django_assert_num_queries(2 * 2 + 1):
        assert [len(some) for some in saved_on(version)] == [2, 2]
