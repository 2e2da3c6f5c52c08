"""Wiring that every test shares."""

import os

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

# The browser driver keeps an event loop in the test's thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

hypothesis_settings.register_profile(
    "fourways",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
hypothesis_settings.load_profile("fourways")


@pytest.fixture(autouse=True)
def _english(settings):
    """Tests speak English unless they say otherwise."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture(autouse=True)
def _forget_what_was_measured():
    """What one test measured on its cases must not be shown by another that has the same version."""
    cache.clear()


#: Of the reports, what stores something; pages and files only read, as all others do.
STORING_REPORTS = {"test_covers", "test_import", "test_jobs", "test_moving", "test_review", "test_what_if"}


def pytest_collection_modifyitems(config, items):
    """Leave out what touches no database where only the database is another one (tests/on_postgres.py)."""
    if os.environ.get("TEST_DATABASE_ONLY") != "1":
        return
    fixtures = {"db", "transactional_db"}
    touching = [i for i in items if i.get_closest_marker("django_db") or fixtures & set(i.fixturenames)]
    touching = [i for i in touching if "catalogue" not in i.path.parts]
    touching = [i for i in touching if "reports" not in i.path.parts or i.path.stem in STORING_REPORTS]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(touching)])
    items[:] = touching
