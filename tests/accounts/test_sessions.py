"""How long a sign-in lasts."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.test import Client

from advisor.accounts import sessions
from advisor.accounts.sessions import HOUR
from tests.accounts.people import PASSWORD, browser_of, is_signed_in, make_person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("version")]
MINUTE = 60


@pytest.fixture
def later(monkeypatch):
    """Let seconds pass."""
    now = [2_000_000_000]
    monkeypatch.setattr(sessions, "time", lambda: now[0])
    return lambda seconds: now.__setitem__(0, now[0] + seconds)


def signed_in(**more):
    make_person()
    client = Client()
    sign_in(client, **more)
    assert is_signed_in(client)
    return client


def test_after_twelve_hours_without_a_request_it_is_over(later):
    client = signed_in()
    later(12 * HOUR + MINUTE)
    response = client.get("/workspaces/?x=1")
    assert response.url == "/account/login/?next=/workspaces/%3Fx%3D1"
    assert response["Clear-Site-Data"] == '"cache"'
    assert not is_signed_in(client)


def test_who_does_something_stays_for_a_day(later):
    client = signed_in()
    for _ in range(3):
        later(7 * HOUR)
        assert client.get("/account/").status_code == 200
    later(4 * HOUR)
    assert client.get("/account/").status_code == 302
    assert not is_signed_in(client)


def test_who_asks_for_it_stays_for_two_weeks_and_no_longer(later):
    client = signed_in(remember="on")
    for _ in range(2):
        later(7 * 24 * HOUR)
        assert client.get("/account/").status_code == 200
    later(MINUTE)
    assert client.get("/account/").status_code == 302
    assert not is_signed_in(client)


def test_a_sign_in_from_before_this_was_counted_begins_now(later):
    client = signed_in()
    session = client.session
    del session[sessions.LIFE]
    session.save()
    assert client.get("/account/").status_code == 200
    later(13 * HOUR)
    assert client.get("/account/").status_code == 302


def test_by_htmx_the_whole_page_goes_to_the_sign_in(later):
    client = signed_in()
    later(13 * HOUR)
    response = client.post("/account/sessions/", headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == "/account/login/?next=/"


def test_it_is_stored_every_ten_minutes_that_somebody_is_there(later, monkeypatch):
    client = signed_in()
    stored, save = [], SessionStore.save
    monkeypatch.setattr(SessionStore, "save", lambda *a, **k: stored.append(1) or save(*a, **k))
    for seconds in (0, 9 * MINUTE, 2 * MINUTE, 9 * MINUTE):
        later(seconds)
        client.get("/account/")
    assert len(stored) == 1


def test_where_nothing_can_be_written_one_can_still_read(later, monkeypatch):
    client = signed_in()
    later(HOUR)

    def fail(*_args, **_options):
        raise OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(SessionStore, "save", fail)
    assert client.get("/account/").status_code == 200


def test_who_signs_out_leaves_nothing_in_the_browser():
    client = browser_of(make_person())
    assert "Clear-Site-Data" not in client.get("/account/")
    assert client.post("/account/logout/")["Clear-Site-Data"] == '"cache"'


def test_who_is_switched_off_is_out_at_once():
    person = make_person()
    client = browser_of(person)
    assert client.get("/account/").status_code == 200
    person.is_active = False
    person.save()
    assert client.get("/account/").status_code == 302
    person.delete()
    assert client.get("/account/").status_code == 302


def test_who_shows_again_who_they_are_goes_on_under_another_key():
    client = signed_in()
    before = client.session.session_key
    client.post("/account/reauthenticate/", {"password": "a wrong password"})
    assert client.session.session_key == before
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert client.session.session_key != before
    assert not SessionStore().exists(before)
    page = client.get("/account/sessions/").content.decode()
    assert (page.count("Signed in on"), page.count("This browser")) == (1, 1)


def test_without_an_account_nothing_is_counted(client):
    client.get("/")
    assert sessions.LIFE not in client.session


def test_a_new_site_has_no_account(django_user_model):
    assert not django_user_model.objects.exists()
