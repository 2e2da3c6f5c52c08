"""Identity providers that an operator names: read strictly, so that a mistake is told at the start."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

REQUIRED = ("id", "name", "client_id", "secret")
ALLOWED = {*REQUIRED, "server_url", "tenant", "link_domains"}
ENTRA = "https://login.microsoftonline.com/{tenant}/v2.0"
#: Tenants of Entra ID that stand for everybody's directory: whoever runs one can claim any e-mail address.
SHARED_TENANTS = {"common", "organizations", "consumers"}
ON_THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}


def apps_of(providers: Any) -> list[dict[str, Any]]:
    """Return the settings of django-allauth for the providers in OIDC_PROVIDERS.

    Args:
        providers: what the variable's JSON says: a list of objects (README, 'Accounts').

    Raises:
        ImproperlyConfigured: naming the entry, what is wrong with it, and what is allowed.
    """
    if not isinstance(providers, Sequence) or isinstance(providers, str):
        raise _malformed("it must be a JSON list of objects")
    apps = [_app(index, provider) for index, provider in enumerate(providers, 1)]
    if len({app["provider_id"] for app in apps}) < len(apps):
        raise _malformed("it names an 'id' twice")
    return apps


def _app(index: int, provider: Any) -> dict[str, Any]:
    if not isinstance(provider, Mapping):
        raise _malformed(f"entry {index} must be an object")
    if unknown := sorted(set(provider) - ALLOWED):
        raise _malformed(
            f"entry {index} has the unknown key '{unknown[0]}'; allowed: {', '.join(sorted(ALLOWED))}"
        )
    for key in REQUIRED:
        if not isinstance(provider.get(key), str) or not provider[key]:
            raise _malformed(f"entry {index} needs '{key}', a text")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", provider["id"]):
        raise _malformed(f"entry {index}: 'id' may hold a-z, 0-9 and '-'")
    domains = provider.get("link_domains", [])
    if not isinstance(domains, list) or not all(isinstance(name, str) and "." in name for name in domains):
        raise _malformed(f"entry {index}: 'link_domains' must be a list of domains, like [\"example.org\"]")
    return {
        "provider_id": provider["id"],
        "name": provider["name"],
        "client_id": provider["client_id"],
        "secret": provider["secret"],
        "settings": {
            "server_url": _server(index, provider),
            "oauth_pkce_enabled": True,
            "fetch_userinfo": False,
            "link_domains": [name.lower() for name in domains],
            "is_entra": "tenant" in provider,
        },
    }


def _server(index: int, provider: Mapping[str, Any]) -> str:
    if ("tenant" in provider) == ("server_url" in provider):
        raise _malformed(f"entry {index} needs either 'tenant' (Entra ID) or 'server_url'")
    if "tenant" in provider:
        tenant = str(provider["tenant"])
        if tenant in SHARED_TENANTS or not re.fullmatch(r"[0-9A-Za-z.-]+", tenant):
            raise _malformed(f"entry {index}: 'tenant' must be the id or domain of one directory")
        return ENTRA.format(tenant=tenant)
    url = str(provider["server_url"])
    parts = urlsplit(url)
    if not parts.hostname or (parts.scheme != "https" and parts.hostname not in ON_THIS_MACHINE):
        raise _malformed(f"entry {index}: 'server_url' must begin with https://")
    return url


def _malformed(what: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"Environment variable OIDC_PROVIDERS is malformed: {what}.")
