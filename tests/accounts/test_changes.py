"""What changes an account: a forgotten password, addresses, and what is asked and told before and after."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import OperationalError, connection
from django.test import Client

from tests.accounts.people import (
    OTHER_PASSWORD,
    PASSWORD,
    browser_of,
    link_in,
    make_person,
    sign_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("version")]


# ── forgotten passwords ──


def test_where_no_email_goes_out_the_operators_command_is_named(client):
    page = client.get("/account/password/reset/").content.decode()
    assert "manage.py changepassword" in page
    assert 'name="email"' not in page
    response = client.post("/account/password/reset/", {"email": "anna@example.org"})
    assert response.status_code == 422
    assert "sends no e-mail" in response.content.decode()


@pytest.mark.usefixtures("_sends_email")
def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client):
    person = make_person()
    elsewhere = browser_of(person)
    assert (
        client.post("/account/password/reset/", {"email": person.email}).url
        == "/account/password/reset/done/"
    )
    link = link_in(mail.outbox[0].body)
    form = client.get(link, follow=True)
    new = {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert client.post(form.redirect_chain[-1][0], new).url == "/account/password/reset/key/done/"
    assert elsewhere.get("/account/").status_code == 302
    assert sign_in(Client(), password=PASSWORD).status_code == 422
    assert sign_in(Client(), password=OTHER_PASSWORD).status_code == 302
    assert "no longer works" in Client().get(link, follow=True).content.decode()


@pytest.mark.usefixtures("_sends_email")
def test_nobody_learns_by_a_forgotten_password_whether_an_address_has_an_account():
    make_person()
    answers = [
        Client().post("/account/password/reset/", {"email": email})
        for email in ("anna@example.org", "nobody@example.org")
    ]
    assert len({(answer.status_code, answer.url) for answer in answers}) == 1
    assert "No account has this address" in mail.outbox[1].body


# ── changes ──


SENSITIVE = [
    ("/account/email/", {"email": "new@example.org", "action_add": "1"}),
    ("/account/second-factor/totp/activate/", {"code": "123456"}),
    ("/account/second-factor/webauthn/add/", {"name": "x"}),
    ("/account/second-factor/recovery-codes/generate/", {}),
]


@pytest.mark.parametrize(("address", "data"), SENSITIVE)
def test_what_protects_the_account_is_changed_only_after_showing_again_who_one_is(address, data):
    person = make_person()
    client = browser_of(person, confirmed=False)
    response = client.post(address, data)
    assert response.url.startswith("/account/reauthenticate/")
    wrong = client.post(response.url, {"password": "wrong"})
    assert wrong.status_code == 422
    assert EmailAddress.objects.count() == 1


def test_showing_who_one_is_lasts_five_minutes(time_machine):
    time_machine.move_to("2026-11-22 12:00", tick=False)
    client = browser_of(make_person())
    assert client.get("/account/second-factor/totp/activate/").status_code == 200
    time_machine.move_to("2026-11-22 12:04:50", tick=False)
    assert client.get("/account/second-factor/totp/activate/").status_code == 200
    time_machine.move_to("2026-11-22 12:05:01", tick=False)
    assert client.get("/account/second-factor/totp/activate/").status_code == 302


def test_the_main_address_stays_and_others_go():
    person = make_person()
    client = browser_of(person)
    client.post("/account/email/", {"email": "b@example.org", "action_add": "1"})
    client.post("/account/email/", {"email": "anna@example.org", "action_remove": "1"})
    assert set(person.emailaddress_set.values_list("email", flat=True)) == {
        "anna@example.org",
        "b@example.org",
    }
    client.post("/account/email/", {"email": "b@example.org", "action_remove": "1"})
    assert person.emailaddress_set.get().email == "anna@example.org"


@pytest.mark.usefixtures("_sends_email")
def test_changes_are_told_by_email_with_where_they_came_from():
    person = make_person()
    data = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    browser_of(person).post("/account/password/change/", data, headers={"User-Agent": "A browser"})
    (message,) = mail.outbox
    assert message.subject == "[Fourways] Your password was changed"
    assert re.search(r"from 127\.0\.0\.1, with A browser", message.body)
    assert "http://testserver/account/" in message.body


def test_the_page_of_the_account_shows_what_is_set_up():
    person = make_person()
    page = browser_of(person).get("/account/").content.decode()
    assert "anna@example.org" in page
    for address in ("email", "password/change", "second-factor", "sessions", "data", "delete"):
        assert f'href="/account/{address}/' in page, address
    assert 'href="/workspaces/"' in page


def test_every_page_names_who_is_signed_in_and_offers_to_sign_out():
    assert 'href="/account/login/"' in Client().get("/").content.decode()
    page = browser_of(make_person()).get("/").content.decode()
    assert "anna@example.org" in page
    assert 'action="/account/logout/"' in page


def test_staff_sign_in_as_everybody_does(client):
    assert client.get("/admin/").url.startswith("/admin/login/")
    assert client.get("/admin/login/?next=/admin/").url == "/account/login/?next=%2Fadmin%2F"
    assert client.post("/admin/login/", {"username": "x", "password": "y"}).url.startswith("/account/login/")
    assert client.get("/rulebook/").url == "/account/login/?next=/rulebook/"


def test_a_store_that_is_gone_is_told_also_to_somebody_who_is_signed_in():
    client = browser_of(make_person())

    def gone(*args):
        raise OperationalError("the server closed the connection")

    with connection.execute_wrapper(gone):
        response = client.get("/")
    assert response.status_code == 503
    assert "The store is not available at the moment" in response.content.decode()
    assert client.get("/account/").status_code == 200
