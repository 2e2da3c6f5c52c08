"""The small rulebook of the other tests, for the editors' pages."""

import os

import pytest

from tests import books
from tests.rulebook.conftest import edit, small

__all__ = ["edit", "small"]


@pytest.fixture
def version(small):
    """The small rulebook, published."""
    return books.publish(small)


#: Pages that store and read as others do: once more on another database they would tell nothing new.
ALIKE_ANYWHERE = {
    "test_admin",
    "test_admin_names",
    "test_admin_rows",
    "test_checks",
    "test_compare",
    "test_heading",
    "test_impact_page",
    "test_offered",
    "test_overview",
    "test_permissions",
    "test_rename",
    "test_retire",
    "test_rules",
    "test_rules_editing",
    "test_scenarios",
    "test_simulator",
}


def pytest_collection_modifyitems(config, items):
    """Leave these out where only the database is another one (tests/on_postgres.py)."""
    if os.environ.get("TEST_DATABASE_ONLY") != "1":
        return
    alike = [i for i in items if i.path.parent.name == "editor" and i.path.stem in ALIKE_ANYWHERE]
    config.hook.pytest_deselected(items=alike)
    items[:] = [item for item in items if item not in set(alike)]
