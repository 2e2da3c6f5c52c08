"""Accounts with a password: making one, signing in, and what nobody learns by trying."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from advisor.accounts.adapter import INVITATION
from advisor.accounts.models import Invitation, Workspace
from advisor.accounts.roles import Role
from tests.accounts.people import (
    OTHER_PASSWORD,
    PASSWORD,
    browser_of,
    is_signed_in,
    link_in,
    make_person,
    sign_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("version")]

NEW = {"email": "anna@example.org", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def _sends_email(settings):
    """A site whose operator set EMAIL_URL."""
    settings.SENDS_EMAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False


def sign_up(client, **data):
    return client.post("/account/signup/", {**NEW, **data})


# ── making an account ──


def test_where_no_email_goes_out_an_account_is_there_at_once(client):
    assert sign_up(client).url == "/"
    assert is_signed_in(client)
    address = EmailAddress.objects.get()
    assert (address.email, address.primary, address.verified) == ("anna@example.org", True, False)
    assert not mail.outbox


@pytest.mark.usefixtures("_sends_email")
def test_where_email_goes_out_an_account_needs_a_confirmed_address(client):
    assert sign_up(client).url == "/account/confirm-email/"
    assert not is_signed_in(client)
    assert sign_in(client).url == "/account/confirm-email/"
    link = link_in(mail.outbox[0].body)
    assert not EmailAddress.objects.get().verified
    assert "anna@example.org" in client.get(link).content.decode()
    assert client.post(link).url == "/account/login/"
    assert EmailAddress.objects.get().verified
    assert sign_in(client).url == "/"
    assert is_signed_in(client)


@pytest.mark.usefixtures("_sends_email")
def test_nobody_learns_by_signing_up_whether_an_address_has_an_account(client):
    make_person()
    answers = [sign_up(Client(), email=email) for email in ("anna@example.org", "nobody@example.org")]
    assert len({(answer.status_code, answer.url) for answer in answers}) == 1
    assert [message.to for message in mail.outbox] == [["anna@example.org"], ["nobody@example.org"]]
    assert "There is one already" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"email": "anna"}, "Enter a valid email address"),
        ({"password1": "short", "password2": "short"}, "too short"),
        ({"password2": OTHER_PASSWORD}, "same password"),
        ({"password1": "anna@example.org", "password2": "anna@example.org"}, "easy to guess"),
        ({"password1": "x" * 129, "password2": "x" * 129}, "too long"),
    ],
)
def test_a_form_that_is_not_right_says_so_and_keeps_what_was_entered(client, django_user_model, data, says):
    response = sign_up(client, **data)
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "Error: Create an account" in page
    assert f'value="{data.get("email", "anna@example.org")}"' in page
    assert PASSWORD not in page
    assert not django_user_model.objects.exists()


def take_invitation(client, **more):
    """Let a browser come by an invitation's link."""
    made = {
        "workspace": Workspace.objects.create(name="Contoso"),
        "role": Role.VIEWER,
        "token_hash": "a hash",
    }
    made["expires_at"] = timezone.now() + timedelta(days=1)
    Invitation.objects.create(**made | more)
    session = client.session
    session[INVITATION] = "a hash"
    session.save()


@pytest.mark.parametrize(
    ("sign_up_is", "invited", "may"),
    [
        ("open", False, True),
        ("open", True, True),
        ("invited", False, False),
        ("invited", True, True),
        ("closed", False, False),
        ("closed", True, False),
    ],
)
def test_who_may_make_an_account_is_the_operators_to_say(
    client, settings, django_user_model, sign_up_is, invited, may
):
    settings.SIGN_UP = sign_up_is
    if invited:
        take_invitation(client)
    offered = "/account/signup/" in client.get("/account/login/").content.decode()
    page = client.get("/account/signup/").content.decode()
    sign_up(client)
    assert offered is may
    assert ('name="password1"' in page) is may
    assert django_user_model.objects.exists() is may


def test_an_invitation_that_was_withdrawn_is_none(client, settings, django_user_model):
    settings.SIGN_UP = "invited"
    take_invitation(client, revoked_at=timezone.now())
    sign_up(client)
    assert not django_user_model.objects.exists()


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
