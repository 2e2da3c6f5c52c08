"""A session that cannot be read is nobody's: the page is the one for nobody, never an error."""

import pickle

import pytest
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client

from tests.factories import make_user, signed_in

pytestmark = pytest.mark.usefixtures("version")
SALT = "django.contrib.sessions.SessionStore"
#: The last but one is the character 0, which PostgreSQL's texts cannot hold.
GARBAGE = (
    "",
    "x",
    "x" * 5000,
    "../../etc/passwd",
    "' OR 1=1 --",
    "{}",
    '"aaaaaaaa\\000aaaaaaaa"',
    "gehört uns",
)


def shown(client):
    """Return the statuses of a page for all, and of one for accounts, and whether somebody is signed in."""
    home, account = client.get("/"), client.get("/account/")
    return home.status_code, account.status_code, b"Sign out" in home.content


@pytest.fixture
def somebody():
    client = signed_in(make_user("someone"))
    assert shown(client) == (200, 200, True)
    return client


@pytest.mark.parametrize(
    "data",
    [
        "",
        "garbage",
        "eyJfYXV0aF91c2VyX2lkIjoiMSJ9:1xV7PB:forged",
        signing.dumps({"_auth_user_id": "1"}, key="another key", salt=SALT, compress=True),
        signing.b64_encode(pickle.dumps({"_auth_user_id": "1"})).decode(),
        signing.TimestampSigner(salt=SALT).sign("not JSON"),
    ],
    ids=["empty", "garbage", "forged", "another key", "pickled", "not JSON"],
)
def test_a_row_that_was_overwritten_signs_nobody_in(somebody, data):
    Session.objects.update(session_data=data)
    assert shown(somebody) == (200, 302, False)
    assert somebody.post("/account/login/", {"login": "x", "password": "y"}).status_code == 422


def test_a_row_that_is_gone_signs_nobody_in(somebody):
    Session.objects.all().delete()
    assert shown(somebody) == (200, 302, False)


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "django_language", "fourways_owner"])
def test_a_cookie_of_garbage_is_nobody_s(name):
    for value in GARBAGE:
        client = Client(headers={"cookie": f"{name}={value}"})
        assert shown(client) == (200, 302, False), value
