"""Second factors: their secrets are stored encrypted, and passkeys get plain names."""

from __future__ import annotations

import base64
import secrets
from contextlib import suppress

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

#: Keeps this key apart from what else is derived from the site's secret.
PURPOSE = b"fourways.second-factors"
NONCE_BYTES = 12


def _ciphers() -> list[AESGCM]:
    """Return AES-256-GCM under the site's secret, then under those that it had before."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [AESGCM(HKDF(SHA256(), 32, None, PURPOSE).derive(key.encode())) for key in keys]


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """What differs from django-allauth's own."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _(
            "With a second factor no address can be added. Switch it off, add and confirm the address, and "
            "set it up again."
        ),
        "incorrect_code": _(
            "This code is not right, or no longer valid. Take the next one that the app shows."
        ),
        "unverified_email": _("Confirm your e-mail address first. Then you can set up a second factor."),
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = _ciphers()[0].encrypt(nonce, text.encode(), None)
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret; InvalidTag where it was altered, or SECRET_KEY is another one."""
        stored = base64.urlsafe_b64decode(encrypted_text)
        nonce, sealed = stored[:NONCE_BYTES], stored[NONCE_BYTES:]
        for cipher in _ciphers():
            with suppress(InvalidTag):
                return cipher.decrypt(nonce, sealed, None).decode()
        raise InvalidTag

    def generate_authenticator_name(self, user: AbstractUser, type: Authenticator.Type) -> str:
        """Return a name for the next passkey."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}
