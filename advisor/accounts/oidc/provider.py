"""One provider of the operator's list, and the conversation with it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

import jwt
from allauth.account.models import EmailAddress
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from advisor.accounts.providers import ENTRA

NONCE = "nonce"
NONCE_BYTES = 32
ENDPOINTS = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"}
#: How an ID token may be signed: by a key that the provider alone has.
SIGNED_BY = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
#: A directory of Entra ID by its number, as its tokens name it.
_DIRECTORY = re.compile(re.escape(ENTRA).replace(r"\{tenant\}", "[0-9a-f-]{36}"))
#: What is kept of an ID token; the nonce is asked for once more when the sign-in ends.
KEPT_CLAIMS = ("sub", "email", "name", NONCE)


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The conversation: discovery, tokens, keys."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider says of itself; OAuth2Error if that is not enough."""
        config: dict[str, Any] = super().openid_config
        if missing := sorted(ENDPOINTS - set(config)):
            raise OAuth2Error(f"The provider's configuration lacks {', '.join(missing)}.")
        if not _is_named(config["issuer"], self.get_provider().app.settings):
            raise OAuth2Error("The provider's configuration is that of another one.")
        return config

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            if jwt.get_unverified_header(id_token).get("alg") not in SIGNED_BY:
                raise OAuth2Error("The ID token is not signed in a way that is taken.")
            claims: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, TypeError, ValueError, jwt.PyJWTError) as error:
            raise OAuth2Error("The ID token or the key for it cannot be read.") from error
        return claims

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Return who it is, by the ID token alone; OAuth2Error if there is none, or nobody in it."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("The provider sent no ID token.")
        try:
            return super().complete_login(request, app, token, **kwargs)
        except (KeyError, ValueError, ImproperlyConfigured) as error:
            raise OAuth2Error("The ID token names nobody.") from error


def _is_named(issuer: str, settings: Mapping[str, Any]) -> bool:
    """Tell whether an issuer is the one in the settings. One of Entra ID may be named by its domain there."""
    named = settings["server_url"].partition("/.well-known/")[0].rstrip("/")
    if issuer.rstrip("/") == named:
        return True
    by_domain = settings["is_entra"] and not _DIRECTORY.fullmatch(named.lower())
    return bool(by_domain and _DIRECTORY.fullmatch(issuer))


class StrictProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """A provider; ``app`` holds its settings (`advisor/accounts/providers.py`)."""

    oauth2_adapter_class = StrictAdapter

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """Send the browser to the provider with a nonce; what the request asks to add is not passed on."""
        nonce = secrets.token_urlsafe(NONCE_BYTES)
        kwargs |= {
            "scope": self.get_scope(),
            "auth_params": {**self.get_auth_params(), NONCE: nonce},
            NONCE: nonce,
        }
        response: HttpResponse = super().redirect(request, process, next_url=next_url, data=data, **kwargs)
        return response

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is stored of the answer."""
        claims = data["id_token"]
        return {"id_token": {name: claims[name] for name in KEPT_CLAIMS if name in claims}}

    def extract_email_addresses(self, data: Mapping[str, Any]) -> list[EmailAddress]:
        """Return the address in the ID token; verified where the operator trusts the provider with it."""
        claims = data["id_token"]
        email = str(claims.get("email") or "").lower()
        if "@" not in email:
            return []
        return [EmailAddress(email=email, primary=True, verified=self._speaks_for(email, claims))]

    def _speaks_for(self, email: str, claims: Mapping[str, Any]) -> bool:
        """Tell whether an address is proven. Entra ID says nothing of that: there the domain must do."""
        settings = self.app.settings
        if email.partition("@")[2] not in settings["link_domains"]:
            return False
        return claims.get("email_verified", settings["is_entra"]) is True
