"""Signing in by an identity provider; a small one runs beside these tests."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import get_user_model
from django.test import Client

from advisor.accounts.oidc import provider as provider_module
from advisor.accounts.providers import apps_of
from tests.accounts.people import browser_of, is_signed_in, make_person
from tests.accounts.stub_provider import OTHER_KEY, running, trust

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("version"),
    # Nothing but the provider may be reached.
    pytest.mark.allow_hosts(["127.0.0.1"]),
]

LOGIN = "/account/oidc/house/login/"
NUMBER = "11111111-2222-3333-4444-555555555555"


@pytest.fixture
def provider(settings):
    """A provider that knows anna@example.org, in the operator's settings with no trust in addresses."""
    with running() as stub:
        trust(settings, stub)
        yield stub


def leave(client, stub, **data):
    """Go to the provider; return what the browser brings there."""
    page = client.post(LOGIN, data).content.decode()
    address = re.search(r'href="(http[^"]*/authorize[^"]*)"', page)[1]
    brought = {name: values[0] for name, values in parse_qs(urlsplit(unescape(address)).query).items()}
    stub.sign_in(brought)
    return brought


def come_back(client, state, **data):
    """Return from the provider with a code."""
    return client.get(f"{LOGIN}callback/", {"code": "code", "state": state, **data})


def sign_in(client, stub, **data):
    return come_back(client, leave(client, stub, **data)["state"])


def test_the_way_to_the_provider_asks_for_little_and_binds_the_answer(client, provider):
    brought = leave(client, provider)
    assert set(brought["scope"].split()) == {"openid", "profile", "email"}
    assert brought["code_challenge_method"] == "S256"
    assert brought["redirect_uri"] == f"http://testserver{LOGIN}callback/"
    assert len(brought["nonce"]) > 40
    assert brought["state"] != leave(Client(), provider)["state"]


def test_no_request_goes_out_before_somebody_chooses_the_provider(client, provider):
    assert "Sign in with The house" in client.get("/account/login/").content.decode()
    assert "Go to The house?" in client.get(LOGIN).content.decode()
    assert provider.asked == []


def test_what_the_address_asks_to_add_is_not_passed_on(client, provider):
    page = client.post(f"{LOGIN}?scope=admin&auth_params=prompt%3Dnone&process=login").content.decode()
    asked = re.search(r"/authorize[^\"]*", page)[0]
    assert "admin" not in asked
    assert "prompt" not in asked


def test_somebody_new_gets_an_account(client, provider):
    assert sign_in(client, provider).url == "/"
    assert is_signed_in(client)
    person = get_user_model().objects.get()
    assert (person.get_full_name(), person.email, person.has_usable_password()) == (
        "Anna Berg",
        "anna@example.org",
        False,
    )
    assert set(provider.asked) == {"/.well-known/openid-configuration", "/token", "/keys"}


def test_the_name_that_a_provider_gives_is_not_the_accounts_name(client, provider):
    provider.claims = {"preferred_username": "administrator"}
    sign_in(client, provider)
    assert get_user_model().objects.get().username == "anna"


def test_what_is_kept_of_the_answer_is_little(client, provider):
    provider.claims = {"groups": ["directors"], "phone_number": "+44 20"}
    sign_in(client, provider)
    assert set(SocialAccount.objects.get().extra_data["id_token"]) == {"sub", "email", "name", "nonce"}


def test_the_same_person_comes_back_to_the_same_account(provider):
    for _ in range(2):
        client = Client()
        provider.claims = {}
        sign_in(client, provider)
        assert is_signed_in(client)
    assert get_user_model().objects.count() == 1


def test_one_comes_back_to_where_one_was_and_to_no_other_site(provider):
    assert sign_in(Client(), provider, next="/catalogue/").url == "/catalogue/"
    provider.claims = {}
    assert sign_in(Client(), provider, next="https://evil.example/").url == "/"


def test_where_sign_up_is_closed_a_provider_makes_no_accounts(client, provider, settings):
    settings.SIGN_UP = "closed"
    assert "need an invitation" in sign_in(client, provider).content.decode()
    assert not get_user_model().objects.exists()


# ── whose account it is ──


TAKEOVERS = {
    "the operator does not trust the provider": ((), {}, True),
    "the provider has not verified the address": (["example.org"], {"email_verified": False}, True),
    "the provider does not say that it has": (["example.org"], {"email_verified": None}, True),
    "it says so in another type": (["example.org"], {"email_verified": "true"}, True),
    "the domain is another one": (["example.com"], {}, True),
    "the domain only ends like a trusted one": (["ample.org"], {}, True),
    "nobody has verified the address here": (["example.org"], {}, False),
}


@pytest.mark.parametrize("case", TAKEOVERS)
def test_nobody_gets_into_an_account_by_its_address_alone(client, provider, settings, case):
    domains, claims, verified_here = TAKEOVERS[case]
    person = make_person(verified=verified_here)
    trust(settings, provider, domains)
    provider.claims = claims
    response = sign_in(client, provider)
    assert not is_signed_in(client)
    assert response.url == "/account/providers/signup/"
    page = client.post(response.url, {"email": person.email})
    assert page.status_code == 422
    assert "Sign in to it, then connect The house" in page.content.decode()
    assert get_user_model().objects.get().has_usable_password()
    assert not SocialAccount.objects.exists()


def test_a_verified_address_of_a_trusted_provider_leads_into_its_account(client, provider, settings):
    person = make_person()
    trust(settings, provider, ["example.org"])
    assert sign_in(client, provider).url == "/"
    assert client.session["_auth_user_id"] == str(person.pk)
    assert SocialAccount.objects.get().user == person
    person.refresh_from_db()
    assert person.has_usable_password()


def test_of_entra_id_the_operators_domains_are_enough(client, provider, settings):
    person = make_person()
    trust(settings, provider, ["example.org"])
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["is_entra"] = True
    state = leave(client, provider)["state"]
    del provider.claims["email_verified"]
    come_back(client, state)
    assert client.session["_auth_user_id"] == str(person.pk)


def test_an_unverified_address_of_a_new_account_stays_unverified(client, provider):
    sign_in(client, provider)
    assert not EmailAddress.objects.get().verified


def test_one_connects_and_disconnects_a_provider_oneself(provider):
    person = make_person("somebody@example.com")
    client = browser_of(person)
    assert sign_in(client, provider, process="connect").url == "/account/providers/"
    connected = SocialAccount.objects.get()
    assert connected.user == person
    assert "The house: anna@example.org" in client.get("/account/providers/").content.decode()
    again = Client()
    provider.claims = {}
    sign_in(again, provider)
    assert again.session["_auth_user_id"] == str(person.pk)
    client.post("/account/providers/", {"account": connected.pk})
    assert not SocialAccount.objects.exists()


def test_the_only_way_in_cannot_be_disconnected(client, provider):
    sign_in(client, provider)
    response = client.post("/account/providers/", {"account": SocialAccount.objects.get().pk})
    assert response.status_code == 422
    assert "Set a password first" in response.content.decode()
    assert SocialAccount.objects.exists()


# ── false answers ──


def refused(client, response):
    assert not is_signed_in(client)
    assert not get_user_model().objects.exists()
    return response.status_code in (401, 502) and "could not sign you in" in response.content.decode()


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"aud": "another client"},
        {"iss": "https://evil.example"},
        {"exp": 1_000_000_000},
    ],
)
def test_a_token_that_was_not_made_for_this_sign_in_is_refused(client, provider, claims):
    provider.claims = claims
    assert refused(client, sign_in(client, provider))


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [(OTHER_KEY, "RS256"), ("k" * 64, "HS256"), (None, "none")],
    ids=["key", "hmac", "none"],
)
def test_a_token_that_the_provider_did_not_sign_is_refused(client, provider, key, algorithm):
    provider.key, provider.algorithm = key, algorithm
    assert refused(client, sign_in(client, provider))


def test_a_token_signed_with_a_key_that_others_know_is_refused(client, provider, monkeypatch):
    provider.key, provider.algorithm = "k" * 64, "HS256"
    known = urlsafe_b64encode(provider.key.encode()).decode().rstrip("=")
    shared = {"kty": "oct", "k": known, "kid": "one", "alg": "HS256"}
    monkeypatch.setattr(provider, "_keys", lambda: {"keys": [shared]})
    assert refused(client, sign_in(client, provider))


@pytest.mark.parametrize("issuer", ["https://evil.example", "{url}/other", "{url}.evil.example"])
def test_a_provider_that_says_it_is_another_one_is_refused(client, provider, issuer):
    provider.configuration = {"issuer": issuer.format(url=provider.url)}
    assert refused(client, client.post(LOGIN))


@pytest.mark.parametrize(
    ("tenant", "issuer", "named"),
    [
        ("contoso.example", NUMBER, True),
        (NUMBER, NUMBER, True),
        (NUMBER, NUMBER.replace("1", "2"), False),
        ("contoso.example", "evil", False),
        ("contoso.example", f"{NUMBER}/v2.0.evil.example/", False),
    ],
)
def test_a_directory_of_entra_id_may_be_named_by_its_domain(tenant, issuer, named):
    given = {"id": "entra", "name": "E", "client_id": "c", "secret": "s", "tenant": tenant}
    told = f"https://login.microsoftonline.com/{issuer}/v2.0"
    assert provider_module._is_named(told, apps_of([given])[0]["settings"]) is named


def test_a_provider_that_leads_elsewhere_is_not_followed(client, provider):
    provider.leads_to = f"{provider.url}/.well-known/elsewhere"
    assert refused(client, client.post(LOGIN))
    assert provider.asked == []


def test_a_token_without_a_subject_is_refused(client, provider):
    state = leave(client, provider)["state"]
    del provider.claims["sub"]
    assert refused(client, come_back(client, state))


def test_an_answer_without_a_token_is_refused(client, provider):
    provider.without_id_token = True
    assert refused(client, sign_in(client, provider))


def test_an_answer_to_somebody_elses_question_is_refused(client, provider):
    state = leave(Client(), provider)["state"]
    leave(client, provider)
    assert refused(client, come_back(client, state))


def test_an_answer_counts_once(client, provider):
    state = leave(client, provider)["state"]
    come_back(client, state)
    client.post("/account/logout/")
    assert come_back(client, state).status_code == 401
    assert not is_signed_in(client)


def test_a_code_that_was_stolen_on_its_way_is_worth_nothing(client, provider):
    """Whoever has the code has not the verifier (PKCE)."""
    state = leave(client, provider)["state"]
    provider.challenges["code"] = "the challenge of somebody else"
    assert refused(client, come_back(client, state))


def test_cancelling_at_the_provider_is_no_error(client, provider):
    state = leave(client, provider)["state"]
    response = client.get(f"{LOGIN}callback/", {"error": "access_denied", "state": state})
    assert response.url == "/account/providers/login/cancelled/"


@pytest.mark.parametrize("missing", ["jwks_uri", "token_endpoint", "authorization_endpoint", "issuer"])
def test_a_provider_that_says_too_little_of_itself_is_told_as_an_error(client, provider, missing):
    provider.configuration = {missing: None}
    response = client.post(LOGIN)
    assert refused(client, response)


def test_a_provider_that_does_not_answer_is_told_as_an_error(client, provider, settings):
    provider.url = "http://127.0.0.1:9"
    trust(settings, provider)
    assert refused(client, client.post(LOGIN))


def test_a_provider_that_nobody_named_is_not_there(client, provider):
    for address in ("/account/oidc/other/login/", "/account/oidc/other/login/callback/"):
        assert client.get(address).status_code == 404
