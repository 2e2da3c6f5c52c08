"""Signing in and out, and what nobody learns by trying."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from tests.accounts.people import (
    OTHER_PASSWORD,
    PASSWORD,
    browser_of,
    is_signed_in,
    make_person,
    sign_in,
    sign_up,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("version")]


# ── signing in ──


@pytest.mark.parametrize("login", ["anna@example.org", "ANNA@example.org", "anna"])
def test_one_signs_in_by_address_or_name(client, login):
    make_person()
    assert sign_in(client, login).url == "/"
    assert is_signed_in(client)


def test_an_account_of_the_command_line_needs_no_address(client, django_user_model, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    django_user_model.objects.create_superuser("operator", "", PASSWORD)
    assert sign_in(client, "operator").url == "/"
    assert is_signed_in(client)


@pytest.mark.usefixtures("_sends_email")
def test_an_address_that_is_not_confirmed_keeps_everybody_else_out(client):
    make_person(verified=False)
    assert sign_in(client).url == "/account/confirm-email/"
    assert not is_signed_in(client)


def test_an_account_that_is_switched_off_is_told_only_with_the_right_password(client):
    person = make_person()
    person.is_active = False
    person.save()
    assert sign_in(client, password="wrong").status_code == 422
    assert sign_in(client).url == "/account/inactive/"
    assert not is_signed_in(client)


def test_one_comes_back_to_where_one_was_and_to_no_other_site():
    make_person()
    assert sign_in(Client(), next="/catalogue/").url == "/catalogue/"
    for foreign in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", r"\\evil.example"):
        assert sign_in(Client(), next=foreign).url == "/", foreign


def test_a_session_that_was_there_before_is_not_the_one_after(client):
    """Whoever planted a session in somebody's browser does not share the account."""
    make_person()
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    sign_in(client)
    assert client.session.session_key != planted
    attacker = Client()
    attacker.cookies["sessionid"] = planted
    assert not is_signed_in(attacker)


def test_a_new_password_ends_every_other_session():
    person = make_person()
    here, elsewhere = browser_of(person), browser_of(person)
    data = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert here.post("/account/password/change/", data).url == "/account/"
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302


def test_one_signs_out_by_a_form_only(client):
    make_person()
    sign_in(client)
    assert client.get("/account/logout/").status_code == 200
    assert is_signed_in(client)
    client.post("/account/logout/")
    assert not is_signed_in(client)


def test_other_sessions_can_be_ended():
    person = make_person()
    here, elsewhere = Client(), Client()
    for browser in (here, elsewhere):
        sign_in(browser)
    page = here.get("/account/sessions/").content.decode()
    assert page.count("Signed in on") == 2
    assert page.count("This browser") == 1
    asked = here.post("/account/sessions/").url
    assert asked.startswith("/account/reauthenticate/")
    assert elsewhere.get("/account/").status_code == 200
    here.post(asked, {"password": PASSWORD})
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert person.usersession_set.count() == 1


# ── what nobody learns ──


@pytest.fixture
def hashed(monkeypatch):
    """How many passwords were hashed: what a sign-in's time consists of."""
    count = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **k: count.append(1) or encode(*a, **k))
    return count


@pytest.mark.parametrize("login", ["anna@example.org", "nobody@example.org", "anna", "nobody"])
def test_an_unknown_account_takes_as_long_as_a_wrong_password(client, hashed, login):
    make_person()
    hashed.clear()
    response = sign_in(client, login, "a wrong password")
    assert response.status_code == 422
    assert len(hashed) == 1
    assert "do not go together" in response.content.decode()


@pytest.mark.usefixtures("_sends_email")
@pytest.mark.parametrize("email", ["anna@example.org", "nobody@example.org"])
def test_an_address_with_an_account_takes_as_long_to_sign_up(client, hashed, email):
    make_person()
    hashed.clear()
    sign_up(client, email=email)
    assert len(hashed) == 1


def test_an_account_cannot_be_tried_for_long(client):
    make_person()
    for _ in range(5):
        assert sign_in(client, password="wrong").status_code == 422
    response = sign_in(client)
    assert response.status_code == 422
    assert "Too many attempts" in response.content.decode()
    assert not is_signed_in(client)
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), password=PASSWORD).status_code == 422


def test_an_address_of_the_network_cannot_try_for_long():
    make_person()
    statuses = [sign_in(Client(), f"somebody{n}", "wrong").status_code for n in range(35)]
    assert 429 in statuses
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302


def test_too_many_requests_are_told_in_the_sites_own_page(client):
    answers = [sign_up(client, email="") for _ in range(25)]
    assert answers[-1].status_code == 429
    assert "<h1>Too many requests</h1>" in answers[-1].content.decode()
