"""Cookies of a site that is served by HTTPS."""

import pytest
from django.test import Client

from advisor.cookies import PREFIX
from tests.accounts.people import make_person, sign_in
from tests.assessments.conftest import document, version

__all__ = ["document", "version"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("version")]


@pytest.fixture
def browser(settings):
    """A browser that speaks to the site by HTTPS."""
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = True
    return Client(headers={"Accept-Language": "en"})


def given(browser):
    """Return the cookies that a browser has, by name; those that were taken away have no value."""
    return {name: morsel for name, morsel in browser.cookies.items() if morsel.value}


def test_every_cookie_is_bound_to_the_host_and_read_by_no_script(browser):
    make_person()
    browser.get("/account/login/", secure=True)
    browser.post("/start/", {"name": "Service desk"}, secure=True)
    browser.post("/i18n/setlang/", {"language": "ko"}, secure=True)
    sign_in(browser)
    browser.post("/account/email/", {"email": "anna@example.org", "action_send": "1"}, secure=True)
    found = given(browser)
    assert {"sessionid", "csrftoken", "fourways_owner", "django_language", "messages"} == {
        name.removeprefix(PREFIX) for name in found
    }
    for name, morsel in found.items():
        assert name.startswith(PREFIX)
        told = (morsel["secure"], morsel["path"], morsel["domain"], morsel["httponly"], morsel["samesite"])
        assert told == (True, "/", "", True, "Lax"), name


def test_who_comes_back_is_known(browser):
    browser.post("/start/", {"name": "Service desk"}, secure=True)
    assert "Service desk" in browser.get("/", secure=True).content.decode()
    make_person()
    sign_in(browser)
    assert browser.get("/account/", secure=True).status_code == 200
    browser.post("/account/logout/", secure=True)
    assert PREFIX + "sessionid" not in given(browser)


def test_a_form_needs_the_cookie_with_the_prefix(browser):
    strict = Client(enforce_csrf_checks=True)
    strict.get("/account/login/", secure=True)
    token = strict.cookies[PREFIX + "csrftoken"].value
    sent = {"name": "Service desk", "csrfmiddlewaretoken": token}
    same_site = {"Origin": "https://testserver"}
    assert strict.post("/start/", sent, secure=True, headers=same_site).status_code == 302
    del strict.cookies[PREFIX + "csrftoken"]
    strict.cookies["csrftoken"] = token
    assert strict.post("/start/", sent, secure=True, headers=same_site).status_code == 403


def test_a_session_that_another_host_set_is_none(browser):
    make_person()
    sign_in(browser)
    thief = Client()
    thief.cookies["sessionid"] = browser.cookies[PREFIX + "sessionid"].value
    assert thief.get("/account/", secure=True).status_code == 302


def test_an_owner_from_before_the_prefix_stays_known_under_the_new_name(settings, browser):
    settings.HTTPS = False
    browser.post("/start/", {"name": "Service desk"})
    assert set(given(browser)) == {"fourways_owner"}
    settings.HTTPS = True
    assert "Service desk" in browser.get("/", secure=True).content.decode()
    assert "fourways_owner" not in given(browser)
    assert PREFIX + "fourways_owner" in given(browser)
    assert "Service desk" in browser.get("/", secure=True).content.decode()


def test_without_https_cookies_have_their_plain_names(client):
    client.post("/start/", {"name": "Service desk"})
    assert set(given(client)) == {"fourways_owner"}
