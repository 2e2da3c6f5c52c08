"""Second factors: their secrets are stored encrypted, and passkeys get plain names."""

from __future__ import annotations

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

#: Keeps this key apart from what else is derived from the site's secret.
PURPOSE = b"fourways.second-factors:"


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(PURPOSE + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


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
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret; cryptography's InvalidToken if SECRET_KEY is another one."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: AbstractUser, type: Authenticator.Type) -> str:
        """Return a name for the next passkey."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}
