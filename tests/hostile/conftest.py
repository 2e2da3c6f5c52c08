"""One furnished and explored site for all attacks of this folder."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.hostile.crawl import Site, explore
from tests.hostile.ground import INSIDE, Ground, furnish
from tests.reaching import nobody_reached

#: Files take long and hold no forms; who signs out sees nothing more.
RESTING = re.compile(r"report\.(pdf|docx|pptx|xlsx)$|/logout/|/sign-out/")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Keep together what the site is furnished for, in whatever order: it takes long."""
    here = dict.fromkeys(item for item in items if "ground" in getattr(item, "fixturenames", ()))
    if here:
        first = items.index(next(iter(here)))
        rest = [item for item in items if item not in here]
        items[:] = [*rest[:first], *here, *rest[first:]]


@pytest.fixture(scope="package")
def ground(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Ground]:
    """Return a furnished site; each test begins with it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnish(tmp_path_factory.mktemp("hostile") / "rulebook")
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def asked() -> list[str]:
    """Return what was asked of the network while the site was explored."""
    return []


@pytest.fixture(scope="package")
def site(ground, asked) -> Site:
    """Return what can be found on the site."""
    with nobody_reached(asked):
        return explored(ground)


def explored(ground: Ground) -> Site:
    """Look around as an owner, and behind the sign-in as a superuser."""
    owner, superuser = ground.client("owner"), ground.client("superuser")
    return explore(lambda at: superuser if at.startswith(INSIDE) else owner, ground.starts, RESTING)
