"""What happens to accounts can be read afterwards."""

import logging

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from advisor.accounts.models import AuditEvent
from tests.accounts.people import (
    OTHER_PASSWORD,
    PASSWORD,
    browser_of,
    make_person,
    make_protected_person,
    sign_in,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("version")]


def told(person):
    """Return the words of the log about an account, the oldest first."""
    events = AuditEvent.objects.filter(action="account", subject=person.pk, account=person.pk).order_by("pk")
    return list(events.values_list("detail", flat=True))


def test_signing_up_in_and_out_is_told(client, django_user_model):
    client.post(
        "/account/signup/", {"email": "anna@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    client.post("/account/logout/")
    sign_in(client)
    assert told(django_user_model.objects.get()) == ["signed_up", "signed_in", "signed_out", "signed_in"]


def test_changes_of_what_protects_an_account_are_told():
    person = make_person()
    EmailAddress.objects.create(user=person, email="b@example.org", verified=True)
    client = browser_of(person)
    passwords = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    client.post("/account/email/", {"email": "c@example.org", "action_add": "1"})
    client.post("/account/email/", {"email": "b@example.org", "action_primary": "1"})
    client.post("/account/email/", {"email": "anna@example.org", "action_remove": "1"})
    client.post("/account/password/change/", passwords)
    assert told(person) == ["email_added", "email_changed", "email_removed", "password_changed"]


def test_factors_that_come_and_go_are_told(django_capture_on_commit_callbacks):
    person = make_protected_person()
    client = browser_of(person)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/second-factor/recovery-codes/generate/")
    client.post("/account/second-factor/totp/deactivate/")
    assert told(person) == ["factor_reset", "factor_removed"]


def test_a_failed_attempt_is_logged_without_what_was_entered(caplog):
    make_person()
    with caplog.at_level(logging.WARNING, "advisor.accounts.events"):
        sign_in(Client(), password="a wrong password")
    (line,) = [record for record in caplog.records if record.name == "advisor.accounts.events"]
    assert line.getMessage() == "an attempt to sign in by a password failed: from 127.0.0.1, account -"
    assert not AuditEvent.objects.exists()


def test_a_wrong_code_is_logged_with_the_account_that_it_was_tried_on(caplog):
    person, client = make_protected_person(), Client()
    sign_in(client)
    with caplog.at_level(logging.WARNING, "advisor.accounts.events"):
        client.post("/account/second-factor/authenticate/", {"code": "000000"})
    (line,) = [record for record in caplog.records if record.name == "advisor.accounts.events"]
    told = f"an attempt to sign in by a second factor failed: from 127.0.0.1, account {person.pk}"
    assert line.getMessage() == told
