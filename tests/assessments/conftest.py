"""The real rulebook, in use, and an owner with a browser."""

import pytest

from advisor.rulebook import published
from advisor.rulebook.document import FORMAT, hash_of
from advisor.rulebook.models import Version
from tests import books
from tests.factories import browser_of, make_owner

TOKEN = "owner-of-these-tests"


@pytest.fixture(scope="session")
def document():
    """The real rulebook's document as a version holds it."""
    return books.text(books.REAL)


@pytest.fixture(scope="session")
def real():
    """The real rulebook as the engine reads it, without a database."""
    return books.compiled(books.REAL).rulebook


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
