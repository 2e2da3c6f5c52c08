"""A browser stays known as long as it comes back, though time passes and the site's key is changed."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as now
from django.test import Client
from django.utils import timezone

from advisor.assessments.access import COOKIE
from tests.factories import make_assessment, make_owner

pytestmark = pytest.mark.usefixtures("version")
KEY = now.SECRET_KEY


@pytest.fixture
def known():
    """A browser that has begun an assessment."""
    client = Client()
    client.post("/start/", {"name": "Shop"})
    assert "Shop" in home(client)
    return client


def home(client):
    return client.get("/").content.decode()


def test_it_is_signed_anew_after_a_month_and_lasts_from_then(known):
    first = known.cookies[COOKIE].value
    home(known)
    assert known.cookies[COOKIE].value == first
    for months in range(1, 40):
        with time_machine.travel(timezone.now() + timedelta(days=31 * months)):
            assert "Shop" in home(known)
    assert known.cookies[COOKIE].value != first
    assert known.cookies[COOKIE]["max-age"] == 60 * 60 * 24 * 730
    assert known.cookies[COOKIE]["httponly"]


def test_a_key_of_before_is_needed_only_until_the_browser_has_come_back(known, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", [KEY]
    assert "Shop" in home(known)
    settings.SECRET_KEY_FALLBACKS = []
    assert "Shop" in home(known)


def test_without_the_key_of_before_nobody_is_known(known, settings):
    settings.SECRET_KEY = "a new key"
    assert "Shop" not in home(known)


@pytest.mark.parametrize("value", ["", "x", "token:1:forged", '"\\000"', "é"])
def test_what_was_never_signed_is_not_signed(value):
    client = Client()
    client.cookies[COOKIE] = value
    response = client.get("/")
    assert response.status_code == 200
    assert COOKIE not in response.cookies


def test_a_browser_that_takes_up_other_assessments_is_not_led_back(known, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", [KEY]
    make_assessment(make_owner("another"), name="Other")
    known.post("/resume/another/")
    assert "Other" in home(known)
