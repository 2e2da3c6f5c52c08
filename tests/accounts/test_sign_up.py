"""Making an account, where and by whom the operator lets it be made."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from advisor.accounts.adapter import INVITATION
from advisor.accounts.models import Invitation, Workspace
from advisor.accounts.roles import Role
from tests.accounts.people import (
    OTHER_PASSWORD,
    PASSWORD,
    is_signed_in,
    link_in,
    make_person,
    sign_in,
    sign_up,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("version")]


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
