"""The rulebook is there before the first visitor asks; without one the start goes on."""

import gc

import pytest

from advisor.operations import warming
from advisor.rulebook import published
from tests import books


@pytest.fixture(autouse=True)
def _nothing_closed(monkeypatch):
    """Leave the test's connection open, and all objects to the collector afterwards."""
    monkeypatch.setattr(warming.connections, "close_all", lambda: None)
    yield
    gc.unfreeze()


@pytest.mark.django_db
def test_the_rulebook_in_use_is_read_and_left_alone(django_assert_num_queries):
    books.make_version(books.SMALL)
    published.compiled.cache_clear()
    before = gc.get_freeze_count()
    assert warming.warm()
    assert gc.get_freeze_count() > before
    with django_assert_num_queries(1):
        published.current()


@pytest.mark.django_db
def test_without_a_rulebook_the_start_goes_on():
    before = gc.get_freeze_count()
    assert not warming.warm()
    assert gc.get_freeze_count() == before
