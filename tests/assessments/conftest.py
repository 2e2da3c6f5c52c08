"""The real rulebook, in use, and an owner with a browser."""

import json
from pathlib import Path

import pytest

from advisor.engine import read_document
from advisor.rulebook import published
from advisor.rulebook.document import FORMAT, canonical_json, document_of, hash_of
from advisor.rulebook.files import read_records
from advisor.rulebook.models import Version
from tests.factories import browser_of, make_owner

FIXTURES = Path(__file__).parents[2] / "fixtures"
TOKEN = "owner-of-these-tests"


@pytest.fixture(scope="session")
def document():
    """The real rulebook's document as a version holds it."""
    return canonical_json(document_of(read_records(FIXTURES)))


@pytest.fixture(scope="session")
def real(document):
    """The real rulebook as the engine reads it, without a database."""
    return read_document(json.loads(document), hash_of(document))


@pytest.fixture
def version(db, document):
    """The real rulebook, published."""
    return Version.objects.create(hash=hash_of(document), format=FORMAT, document=document)


@pytest.fixture
def rulebook(version):
    """The real rulebook as the engine reads it."""
    return published.rulebook_for(version.hash)


@pytest.fixture
def owner(db):
    return make_owner(TOKEN)


@pytest.fixture
def browser(owner):
    """A client that is known as the owner."""
    return browser_of(TOKEN)
