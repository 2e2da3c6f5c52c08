"""Nothing is lost or changed on the way between files, draft and document, to the byte."""

import json
from dataclasses import replace
from random import Random

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.rulebook.document import canonical_json, document_of
from advisor.rulebook.draft import records_from_draft, replace_draft
from advisor.rulebook.from_document import records_of
from advisor.rulebook.reading import head_comment, read_text
from advisor.rulebook.records import RecordSet
from advisor.rulebook.schema import KINDS
from advisor.rulebook.writing import canonical_files
from tests.engine.strategies import randoms
from tests.rulebook.random_records import random_records, text

HEADS = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60), max_size=4)


def read(files):
    """Read all files; the records without where they stood."""
    records = []
    for name, content in files.items():
        found, findings = read_text(content, name)
        assert findings == []
        records += [replace(record, file="", line=0, lines={}) for record in found]
    return RecordSet(records)


@settings(max_examples=40)
@given(randoms)
def test_files_read_and_written_again_are_the_same_to_the_byte(random):
    records = random_records(random)
    files = canonical_files(records, {})
    again = read(files)
    assert [(r.kind, r.fields) for r in again] == [(r.kind, r.fields) for r in records]
    assert canonical_files(again, {}) == files


@settings(max_examples=20)
@given(randoms)
@pytest.mark.django_db
def test_files_through_the_draft_are_the_same_to_the_byte(random):
    files = canonical_files(random_records(random), {})
    with transaction.atomic():
        replace_draft(read(files))
        assert canonical_files(records_from_draft(), {}) == files


@settings(max_examples=40)
@given(randoms)
def test_a_document_made_into_records_gives_the_same_document(random):
    document = document_of(random_records(random))
    stored = json.loads(canonical_json(document))
    assert document_of(records_of(stored)) == document


@settings(max_examples=15)
@given(randoms, HEADS)
def test_comments_at_the_head_survive(random, lines):
    head = "".join(f"#{line}".rstrip() + "\n" for line in lines)
    records = random_records(random)
    files = canonical_files(records, dict.fromkeys(canonical_files(records, {}), head))
    assert all(head_comment(content) == head for content in files.values())
    assert canonical_files(read(files), files) == files


def test_the_random_records_are_of_every_kind_and_hard_to_keep():
    sets = [random_records(Random(seed)) for seed in range(40)]
    assert {record.kind for records in sets for record in records} == set(KINDS)
    texts = [text(Random(seed)) for seed in range(200)]
    assert any("\n" in one for one in texts)
    assert any(": " in one for one in texts)
