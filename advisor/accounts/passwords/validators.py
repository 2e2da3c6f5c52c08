"""Validators of passwords, for Django's AUTH_PASSWORD_VALIDATORS."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from advisor.accounts.passwords.breached import breach_list
from advisor.accounts.passwords.strength import weakness_of

MOST_CHARACTERS = 128


class MaximumLengthValidator:
    """Refuse what is longer than anybody needs and costs time to check."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for more than 128 characters."""
        if len(password) > MOST_CHARACTERS:
            raise ValidationError(
                _("This password is too long. It may have %(most)d characters."),
                code="password_too_long",
                params={"most": MOST_CHARACTERS},
            )

    def get_help_text(self) -> str:
        """Return the rule in one sentence."""
        return _("Your password may have %(most)d characters.") % {"most": MOST_CHARACTERS}


class BreachedPasswordValidator:
    """Refuse what is in the operator's list of breached passwords, if there is one."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password of the list."""
        known = breach_list()
        if known is not None and known.holds(password):
            raise ValidationError(
                _("This password is known from a data breach. Choose one that you use nowhere else."),
                code="password_breached",
            )

    def get_help_text(self) -> str:
        """Return the rule in one sentence; "" where nothing is checked."""
        return _("Your password may not be one that is known from a data breach.") if breach_list() else ""


class StrengthValidator:
    """Refuse what is easy to guess, and say what to do instead."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password that zxcvbn scores below 3."""
        known = [user.email, user.email.partition("@")[0], user.get_username()] if user else []
        weakness = weakness_of(password, ["fourways", *filter(None, known)])
        if weakness is not None:
            instead = _("Use four or more words that have nothing to do with each other, or let a password "
                        "manager make one.")  # fmt: skip
            raise ValidationError(
                _("This password is easy to guess. %(why)s %(instead)s"),
                code="password_easy_to_guess",
                params={"why": weakness, "instead": instead},
            )

    def get_help_text(self) -> str:
        """Return the rule in one sentence."""
        return _("Your password may not be easy to guess.")
