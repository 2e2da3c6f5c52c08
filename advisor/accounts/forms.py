"""The forms of accounts: django-allauth's, with the site's labels and without placeholders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_PASSWORD = _("Password")
_AGAIN = _("The same password again")
_NEW = _("New password")
_NEW_AGAIN = _("The new password again")
_EMAIL = _("E-mail address")
_CODE = _("Code")
_LONG_ENOUGH = _(
    "At least 12 characters. Four or more words that have nothing to do with each other are easy to remember "
    "and hard to guess."
)
_NAME_OF_KEY = _("Name")
MOST_OF_A_NAME = 80


class Plain(forms.Form):
    """Fields with labels, and help where it is needed; by the field's name."""

    labels: dict[str, str | _StrPromise] = {}
    helps: dict[str, str | _StrPromise] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = self.helps.get(name, "")
            field.label = self.labels.get(name, field.label)


class SignInForm(Plain, account.LoginForm):  # type: ignore[misc]
    """Signing in with a password."""

    labels = {
        "login": _("E-mail address or account name"),
        "password": _PASSWORD,
        "remember": _("Stay signed in on this browser for two weeks"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"

    def user_credentials(self) -> dict[str, str]:
        """Return what is checked. As one name: so an unknown account takes as long as a wrong password."""
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class SignUpForm(Plain, account.SignupForm):  # type: ignore[misc]
    """Making an account with a password."""

    labels = {"email": _EMAIL, "password1": _PASSWORD, "password2": _AGAIN}
    helps = {"password1": _LONG_ENOUGH}

    def try_save(self, request: HttpRequest) -> Any:
        """Make the account; an address that has one takes as long, so that time tells nothing."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class AddEmailForm(Plain, account.AddEmailForm):  # type: ignore[misc]
    """Another e-mail address of an account."""

    labels = {"email": _EMAIL}


class ChangePasswordForm(Plain, account.ChangePasswordForm):  # type: ignore[misc]
    """Another password, by who knows the present one."""

    labels = {"oldpassword": _("Current password"), "password1": _NEW, "password2": _NEW_AGAIN}
    helps = {"password1": _LONG_ENOUGH}


class SetPasswordForm(Plain, account.SetPasswordForm):  # type: ignore[misc]
    """A first password for an account that came from an identity provider."""

    labels = {"password1": _NEW, "password2": _NEW_AGAIN}
    helps = {"password1": _LONG_ENOUGH}


class ResetPasswordForm(Plain, account.ResetPasswordForm):  # type: ignore[misc]
    """Asking for a link by e-mail."""

    labels = {"email": _EMAIL}

    def clean_email(self) -> str:
        """Return the address; ValidationError where no e-mail goes out."""
        if not settings.SENDS_EMAIL:
            raise ValidationError(
                _("This site sends no e-mail. The operator can set a new password for you.")
            )
        email: str = super().clean_email()
        return email


class NewPasswordForm(Plain, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by who has the link."""

    labels = {"password1": _NEW, "password2": _NEW_AGAIN}
    helps = {"password1": _LONG_ENOUGH}


class ConfirmForm(Plain, account.ReauthenticateForm):  # type: ignore[misc]
    """Showing by the password that it is still the same person."""

    labels = {"password": _PASSWORD}


class CodeForm(Plain, codes.AuthenticateForm):  # type: ignore[misc]
    """The second factor of a sign-in: a code of the app, or a recovery code."""

    labels = {"code": _CODE}


class ConfirmCodeForm(Plain, codes.ReauthenticateForm):  # type: ignore[misc]
    """Showing by a code that it is still the same person."""

    labels = {"code": _CODE}


class ActivateAppForm(Plain, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app."""

    labels = {"code": _("Code that the app shows")}


class AddPasskeyForm(Plain, AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey or security key."""

    labels = {"name": _NAME_OF_KEY, "passwordless": _("Sign in with it alone, without a password")}
    helps = {
        "passwordless": _(
            "The device then asks for your fingerprint, your face or a PIN. Without this it is a second "
            "factor beside the password."
        )
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("passwordless", True)
        super().__init__(*args, **kwargs)
        _limit(self.fields["name"])


class RenamePasskeyForm(Plain, EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    labels = {"name": _NAME_OF_KEY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _limit(self.fields["name"])


def _limit(name: forms.Field) -> None:
    """Let a name be short enough for a list."""
    name.widget.attrs["maxlength"] = str(MOST_OF_A_NAME)
    name.validators.append(MaxLengthValidator(MOST_OF_A_NAME))
