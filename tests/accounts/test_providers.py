"""What an operator may write into OIDC_PROVIDERS."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from advisor.accounts.providers import apps_of

ENTRA = {"id": "entra", "name": "Contoso", "client_id": "c", "secret": "s", "tenant": "contoso.example"}
OTHER = {
    "id": "keycloak",
    "name": "Keycloak",
    "client_id": "c",
    "secret": "s",
    "server_url": "https://id.example.org",
}


def test_no_provider_is_no_app():
    assert apps_of([]) == []


def test_a_tenant_of_entra_id_becomes_its_address():
    (app,) = apps_of([ENTRA])
    assert app["settings"]["server_url"] == "https://login.microsoftonline.com/contoso.example/v2.0"
    assert app["settings"]["is_entra"]


def test_every_provider_uses_pkce_and_is_trusted_with_no_domain_unless_told():
    for app in apps_of([ENTRA, OTHER]):
        assert app["settings"]["oauth_pkce_enabled"]
        assert app["settings"]["link_domains"] == []


def test_domains_are_compared_without_capitals():
    (app,) = apps_of([OTHER | {"link_domains": ["Example.ORG"]}])
    assert app["settings"]["link_domains"] == ["example.org"]


@pytest.mark.parametrize(
    ("providers", "says"),
    [
        ({}, "a JSON list"),
        ("entra", "a JSON list"),
        (["entra"], "entry 1 must be an object"),
        ([OTHER, OTHER], "'id' twice"),
        ([OTHER | {"colour": "red"}], "unknown key 'colour'; allowed: .*server_url"),
        ([{k: v for k, v in OTHER.items() if k != "secret"}], "entry 1 needs 'secret'"),
        ([OTHER | {"client_id": 7}], "entry 1 needs 'client_id', a text"),
        ([OTHER | {"id": "a/b"}], "'id' may hold"),
        (
            [OTHER, ENTRA | {"tenant": "common"}],
            "entry 2: 'tenant' must be the id or domain of one directory",
        ),
        ([ENTRA | {"tenant": "a/b"}], "'tenant' must be"),
        ([OTHER | {"tenant": "x"}], "either 'tenant'"),
        ([{k: v for k, v in OTHER.items() if k != "server_url"}], "either 'tenant'"),
        ([OTHER | {"server_url": "http://id.example.org"}], "must begin with https"),
        ([OTHER | {"server_url": "file:///etc/passwd"}], "must begin with https"),
        ([OTHER | {"link_domains": "example.org"}], "'link_domains' must be a list"),
        ([OTHER | {"link_domains": ["*"]}], "'link_domains' must be a list"),
    ],
)
def test_a_mistake_is_named(providers, says):
    with pytest.raises(ImproperlyConfigured, match=says) as told:
        apps_of(providers)
    assert str(told.value).startswith("Environment variable OIDC_PROVIDERS is malformed")
