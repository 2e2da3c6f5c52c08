"""A workspace with an account in each role, and one that is no member."""

import pytest

from advisor.accounts.roles import Role
from tests.assessments.conftest import document, version  # noqa: F401
from tests.factories import make_user, make_workspace, signed_in

ROLES = [role.value for role in Role]


@pytest.fixture
def people(db):
    """An account in each role, and a stranger."""
    return {name: make_user(name) for name in [*ROLES, "stranger"]}


@pytest.fixture
def workspace(people):
    return make_workspace("Client", **{role: people[role] for role in ROLES})


@pytest.fixture
def browsers(people):
    """A signed-in client for each account."""
    return {name: signed_in(user) for name, user in people.items()}
