"""The small rulebook of the other tests, in use."""

import pytest

from advisor.rulebook.publishing import publish_directory
from tests.rulebook.conftest import small

__all__ = ["small"]


@pytest.fixture
def version(db, small):
    """The small rulebook, published."""
    return publish_directory(small).version
