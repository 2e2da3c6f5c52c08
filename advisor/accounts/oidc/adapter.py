"""Which account somebody gets who comes from an identity provider."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from advisor.accounts.oidc.provider import NONCE


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """What differs from django-allauth's own."""

    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "email_taken": _(
            "There is an account with this e-mail address already. Sign in to it, then connect %s on the "
            "page of your account."
        ),
        "no_password": _("Set a password first; without it you could not sign in any more."),
        "no_verified_email": _("Confirm an e-mail address first; without it you could not sign in any more."),
        "connected_other": _("This is connected to another account already."),
    }

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """Return the providers of the operator's settings, and none from the database."""
        by_provider = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in by_provider.values() for app in apps]

    def get_requests_session(self) -> Any:
        """Return what asks a provider: it gives up after some seconds, and follows to no other address."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def is_email_verified(self, provider: Any, email: str) -> bool:
        """Leave it to the claims (see the provider)."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse an ID token that was not made for this sign-in."""
        given = sociallogin.account.extra_data.get("id_token", {}).get(NONCE)
        if not given or given != sociallogin.state.get(NONCE):
            raise PermissionDenied("The ID token's nonce is not the one of this sign-in.")

    def authenticate_by_email(self, sociallogin: Any) -> tuple[Any, str] | None:
        """Return the account whose verified address the provider has verified too, and no other.

        Somebody may have made an account with a foreign address that nobody verified; signing the right
        person in to that one would share it with whoever made it.
        """
        proven = [address.email for address in sociallogin.email_addresses if address.verified]
        found = EmailAddress.objects.select_related("user").filter(email__in=proven, verified=True).first()
        return (found.user, found.email) if found else None

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Take the person's name and address; the account's name is ours to choose."""
        return super().populate_user(request, sociallogin, {**data, "username": ""})
