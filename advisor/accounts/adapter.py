"""How django-allauth behaves here: who may sign up, and what is said when something is wrong."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from advisor.accounts.access import invitation_with

EMAIL_STAGE = "allauth.account.stages.EmailVerificationStage"
#: Where an invitation waits until its guest has an account.
INVITATION = "invitation"

_WRONG = _("Name and password do not go together. Check both; capitals count in a password.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """What differs from django-allauth's own."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "cannot_remove_primary_email": _(
            "This is your main address. Make another one the main address first."
        ),
        "duplicate_email": _("This e-mail address is in your account already."),
        "email_password_mismatch": _WRONG,
        "username_password_mismatch": _WRONG,
        "email_taken": _("There is an account with this e-mail address already. Sign in to it instead."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _(
            "This code is not right, or no longer valid. Take the next one that the app shows."
        ),
        "incorrect_password": _("This password is not right."),
        "invalid_password_reset": _("This link has been used or is too old. Ask for a new one."),
        "max_email_addresses": _("An account may have %d e-mail addresses. Remove one first."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "rate_limited": _("Too many attempts. Wait a minute, then try again."),
        "unverified_primary_email": _("Confirm this address first: only then can it be your main address."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell whether this visitor may make an account: all may, those with an invitation, or none."""
        if settings.SIGN_UP == "invited":
            return invitation_with(request.session.get(INVITATION, "")) is not None
        return bool(settings.SIGN_UP == "open")

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """Tell whether an address can go: not the main one, and so never the last."""
        return not email_address.primary

    def get_login_stages(self) -> list[str]:
        """Return what a sign-in goes through."""
        stages: list[str] = super().get_login_stages()
        return ["advisor.accounts.stages.AddressStage" if stage == EMAIL_STAGE else stage for stage in stages]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return how somebody can show that it is still them, in the site's words."""
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code of your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in methods]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Lead back to the account once the password is changed."""
        return "/account/"
