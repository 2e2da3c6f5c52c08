from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from advisor.rulebook.checks import check
from advisor.rulebook.document import document_of
from advisor.rulebook.draft import records_from_draft
from tests import books

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def test_the_fixtures_are_sound_and_their_korean_is_current():
    findings = [str(item) for item in check(books.records(books.REAL))]
    assert [line for line in findings if "no record rests on this source" not in line] == []


def test_the_fixtures_are_canonical():
    told = StringIO()
    call_command("dump_rulebook", FIXTURES, "--canonical", "--check", stdout=told)
    assert "as they would be written" in told.getvalue()


@pytest.mark.django_db
@pytest.mark.any_database
def test_djangos_own_loaddata_loads_the_fixtures_to_the_same_document():
    call_command("loaddata", *map(str, sorted(FIXTURES.glob("*.yaml"))), verbosity=0)
    assert document_of(records_from_draft()) == books.document(books.REAL)


def test_the_rulebook_is_as_large_as_promised():
    rulebook = books.compiled(books.REAL).rulebook
    own = [slug for slug in rulebook.rules if not slug.startswith("refused--")]
    assert len(own) >= 100
    assert len(rulebook.advice) >= 40
    assert len(books.profiles(books.REAL)) >= 40
