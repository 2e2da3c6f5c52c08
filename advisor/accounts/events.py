"""What happens to accounts goes into the access log; what fails goes into the server's log, without names."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.contrib.auth.signals import user_login_failed
from django.dispatch import Signal

from advisor.accounts import audit

logger = logging.getLogger(__name__)

#: What is told, by the word that stands in the log.
TOLD: dict[str, Signal] = {
    "signed_up": account.user_signed_up,
    "signed_in": account.user_logged_in,
    "signed_out": account.user_logged_out,
    "password_set": account.password_set,
    "password_changed": account.password_changed,
    "password_reset": account.password_reset,
    "email_added": account.email_added,
    "email_changed": account.email_changed,
    "email_confirmed": account.email_confirmed,
    "email_removed": account.email_removed,
    "factor_added": mfa.authenticator_added,
    "factor_removed": mfa.authenticator_removed,
    "factor_reset": mfa.authenticator_reset,
    "provider_connected": social.social_account_added,
    "provider_disconnected": social.social_account_removed,
}
FAILED = (user_login_failed, mfa.authentication_failed)


def connect() -> None:
    """Listen from now on."""
    for word, signal in TOLD.items():
        signal.connect(_teller(word), weak=False, dispatch_uid=f"account: {word}")
    for signal in FAILED:
        signal.connect(_failed, dispatch_uid=f"account: {id(signal)}")


def _teller(word: str) -> Any:
    def tell(sender: Any, **what: Any) -> None:
        if person := _whose(what):
            about = audit.About(subject=person.pk)
            audit.record(
                audit.Action.ACCOUNT, about, actor=audit.Actor.ACCOUNT, account=person.pk, detail=word
            )

    return tell


def _whose(what: dict[str, Any]) -> Any:
    """Return the account that a signal is about; each kind names it in another way."""
    if what.get("user") is not None:
        return what["user"]
    for name in ("email_address", "sociallogin", "socialaccount"):
        if name in what:
            return what[name].user
    return None


def _failed(sender: Any, signal: Signal, request: Any = None, user: Any = None, **what: Any) -> None:
    """Write where it came from, by what, and to which account if that is certain; never a name."""
    factor = "a password" if signal is user_login_failed else "a second factor"
    address = get_adapter().get_client_ip(request) if request is not None else "-"
    number = user.pk if user is not None else "-"
    logger.warning("an attempt to sign in by %s failed: from %s, account %s", factor, address, number)
