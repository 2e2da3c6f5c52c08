"""People with accounts, and their browsers."""

from __future__ import annotations

import re
import time
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.hazmat.primitives.asymmetric import ec
from django.contrib.auth import get_user_model
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

PASSWORD = "copper lantern meadow ferry"
OTHER_PASSWORD = "violet harbour saddle onion"
#: What the sign-up is sent.
NEW = {"email": "anna@example.org", "password1": PASSWORD, "password2": PASSWORD}


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


def sign_up(client: Client, **data: str) -> Any:
    """Post the sign-up's form."""
    return client.post("/account/signup/", {**NEW, **data})


def is_signed_in(client: Client) -> bool:
    """Tell whether a browser is signed in."""
    return "_auth_user_id" in client.session


def link_in(text: str) -> str:
    """Return the path of the first address in an e-mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found, text
    return found[1]


def make_passkey(person: Any, name: str = "Passkey 1") -> Authenticator:
    """Return a passkey as a browser would have registered it."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    credential = AttestedCredentialData.create(b"\0" * 16, name.encode(), key)
    data = AuthenticatorData.create(b"\0" * 32, flags, 0, credential)
    client = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"challenge", "http://localhost")
    answer = {
        "id": websafe_encode(name.encode()),
        "rawId": websafe_encode(name.encode()),
        "type": "public-key",
        "clientExtensionResults": {"credProps": {"rk": True}},
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }
    return Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": answer}
    )


def make_protected_person(email: str = "anna@example.org") -> Any:
    """Return an account with all that can protect one: an app, recovery codes and a passkey."""
    person = make_person(email)
    TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    make_passkey(person)
    return person
