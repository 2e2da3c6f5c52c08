"""People with accounts, and their browsers."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.test import Client

PASSWORD = "copper lantern meadow ferry"
OTHER_PASSWORD = "violet harbour saddle onion"


def make_person(
    email: str = "anna@example.org", *, verified: bool = True, password: str | None = PASSWORD
) -> Any:
    """Return a new account with one e-mail address."""
    person = get_user_model().objects.create_user(email.partition("@")[0], email, password)
    EmailAddress.objects.create(user=person, email=email, verified=verified, primary=True)
    return person


def browser_of(person: Any, *, confirmed: bool = True) -> Client:
    """Return a signed-in browser; ``confirmed``: its person has just shown again who they are."""
    client = Client()
    client.force_login(person)
    if confirmed:
        session = client.session
        shown = {"method": "password", "at": time.time(), "reauthenticated": True}
        session["account_authentication_methods"] = [shown]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    return client


def sign_in(client: Client, login: str = "anna@example.org", password: str = PASSWORD, **more: str) -> Any:
    """Post the sign-in's form."""
    return client.post("/account/login/", {"login": login, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    """Tell whether a browser is signed in."""
    return "_auth_user_id" in client.session


def link_in(text: str) -> str:
    """Return the path of the first address in an e-mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found, text
    return found[1]
