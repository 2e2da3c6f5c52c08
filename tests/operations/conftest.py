"""The small rulebook of the other tests, in use."""

import pytest

from tests import books
from tests.rulebook.conftest import small

__all__ = ["small"]


@pytest.fixture
def version(db, small):
    """The small rulebook, published."""
    return books.publish(small)
