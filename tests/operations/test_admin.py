"""What administrators see of accounts, and what they can do about them."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.accounts.people import is_signed_in, make_person, make_protected_person, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(django_user_model):
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("root"))
    return client


def test_no_secret_has_a_page():
    kept = {model._meta.label for model in admin.site._registry if "advisor" not in model.__module__}
    assert kept == {
        "auth.Group", "auth.User", "account.EmailAddress",
        "mfa.Authenticator", "socialaccount.SocialAccount", "usersessions.UserSession",
    }  # fmt: skip


def test_a_second_factor_is_seen_without_its_secret_and_taken_away(administrator):
    person = make_protected_person()
    found = Authenticator.objects.filter(user=person, type="totp").get()
    page = administrator.get(reverse("admin:mfa_authenticator_change", args=[found.pk])).content.decode()
    assert person.username in page
    assert found.data["secret"] not in page
    assert administrator.get(reverse("admin:mfa_authenticator_add")).status_code == 403
    administrator.post(reverse("admin:mfa_authenticator_delete", args=[found.pk]), {"post": "yes"})
    assert not Authenticator.objects.filter(pk=found.pk).exists()


def test_who_is_somebody_at_a_provider_is_not_altered(administrator):
    account = SocialAccount.objects.create(
        user=make_person(), provider="house", uid="anna-1", extra_data={"id_token": {"nonce": "once"}}
    )
    address = reverse("admin:socialaccount_socialaccount_change", args=[account.pk])
    page = administrator.get(address).content.decode()
    assert "anna-1" in page
    assert "once" not in page
    assert administrator.post(address, {"uid": "mine"}).status_code == 403


@pytest.mark.parametrize("several", [False, True])
def test_a_session_is_ended_by_an_administrator(administrator, several):
    make_person()
    somebody = Client()
    sign_in(somebody)
    session = UserSession.objects.get()
    page = administrator.get(reverse("admin:usersessions_usersession_change", args=[session.pk]))
    assert session.session_key not in page.content.decode()
    if several:
        chosen = {"action": "delete_selected", "_selected_action": [session.pk], "post": "yes"}
        administrator.post(reverse("admin:usersessions_usersession_changelist"), chosen)
    else:
        address = reverse("admin:usersessions_usersession_delete", args=[session.pk])
        administrator.post(address, {"post": "yes"})
    assert not is_signed_in(somebody)
    assert somebody.get("/account/").status_code == 302
