"""Second factors by code, and where staff must have one. Passkeys: tests/browser/test_account.py."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from cryptography.exceptions import InvalidTag
from django.test import Client

from advisor.accounts.second_factors import MFAAdapter
from tests.accounts.people import browser_of, is_signed_in, make_person, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("version")]

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOON = 1_795_348_800


def code_at(secret, moment=NOON):
    """Return what an app shows (RFC 6238: SHA-1, 30 seconds, 6 digits)."""
    return format_hotp_value(hotp_value(secret, moment // 30))


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def person():
    """Somebody with an app."""
    somebody = make_person()
    TOTP.activate(somebody, SECRET)
    return somebody


def test_an_app_is_set_up_by_its_first_code_and_recovery_codes_come_with_it():
    person = make_person()
    client = browser_of(person)
    page = client.get("/account/second-factor/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = re.search(r'id="authenticator-secret"[^>]* value="([A-Z2-7]+)"', page)[1]
    wrong = client.post("/account/second-factor/totp/activate/", {"code": "000000"})
    assert wrong.status_code == 422
    assert "This code is not right" in wrong.content.decode()
    assert secret in wrong.content.decode()
    response = client.post("/account/second-factor/totp/activate/", {"code": code_at(secret)}, follow=True)
    codes = re.findall(r"<code>(\d{8})</code>", response.content.decode())
    assert len(set(codes)) == 10
    saved = client.get("/account/second-factor/recovery-codes/download/")
    assert saved["Content-Disposition"].startswith("attachment")
    assert saved.content.decode().split() == codes


def test_signing_in_then_takes_a_code_too(person, client):
    assert sign_in(client).url == "/account/second-factor/authenticate/"
    assert not is_signed_in(client)
    assert client.get("/account/").status_code == 302
    assert client.post("/account/second-factor/authenticate/", {"code": "000000"}).status_code == 422
    assert client.post("/account/second-factor/authenticate/", {"code": code_at(SECRET)}).url == "/"
    assert is_signed_in(client)


def test_a_code_counts_once(person):
    first, second = Client(), Client()
    for client, works in ((first, True), (second, False)):
        sign_in(client)
        client.post("/account/second-factor/authenticate/", {"code": code_at(SECRET)})
        assert is_signed_in(client) is works


@pytest.mark.parametrize("seconds", [-30, 30, 90])
def test_a_code_of_another_half_minute_does_not_count(person, client, seconds):
    sign_in(client)
    client.post("/account/second-factor/authenticate/", {"code": code_at(SECRET, NOON + seconds)})
    assert not is_signed_in(client)


def test_codes_cannot_be_tried_for_long(person, client):
    sign_in(client)
    for _ in range(5):
        client.post("/account/second-factor/authenticate/", {"code": "000000"})
    page = client.post("/account/second-factor/authenticate/", {"code": code_at(SECRET)}).content.decode()
    assert "Too many attempts" in page
    assert not is_signed_in(client)


def test_a_recovery_code_counts_once(person):
    owner = browser_of(person)
    page = owner.post("/account/second-factor/recovery-codes/generate/", follow=True).content.decode()
    code = re.search(r"<code>(\d{8})</code>", page)[1]
    for works in (True, False):
        client = Client()
        sign_in(client)
        client.post("/account/second-factor/authenticate/", {"code": code})
        assert is_signed_in(client) is works
    assert "9 of 10 are unused" in owner.get("/account/second-factor/recovery-codes/").content.decode()


def test_an_app_is_switched_off_and_its_recovery_codes_go_with_it(person):
    client = browser_of(person)
    client.post("/account/second-factor/recovery-codes/generate/")
    assert client.get("/account/second-factor/totp/deactivate/").status_code == 200
    client.post("/account/second-factor/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert sign_in(Client()).url == "/"


def test_whoever_changed_a_factor_can_end_the_other_sessions(person):
    client = browser_of(person)
    page = client.post("/account/second-factor/totp/deactivate/", follow=True).content.decode()
    assert 'href="/account/sessions/"' in page


def test_the_secrets_are_stored_encrypted(person, settings):
    stored = Authenticator.objects.get().data
    assert SECRET not in str(stored)
    assert MFAAdapter().decrypt(stored["secret"]) == SECRET
    assert MFAAdapter().encrypt(SECRET) != MFAAdapter().encrypt(SECRET)
    altered = ("B" if stored["secret"][0] == "A" else "A") + stored["secret"][1:]
    with pytest.raises(InvalidTag):
        MFAAdapter().decrypt(altered)
    settings.SECRET_KEY = "another one"
    with pytest.raises(InvalidTag):
        MFAAdapter().decrypt(stored["secret"])
    settings.SECRET_KEY_FALLBACKS = ["only-for-tests"]
    assert MFAAdapter().decrypt(stored["secret"]) == SECRET


@pytest.mark.parametrize("address", ["/admin/", "/rulebook/"])
def test_where_so_set_staff_pages_need_a_second_factor(settings, django_user_model, address):
    operator = django_user_model.objects.create_superuser("operator")
    client = browser_of(operator)
    assert client.get(address).status_code == 200
    settings.MFA_FOR_STAFF = True
    response = client.get(address, follow=True)
    assert response.redirect_chain[0] == ("/account/second-factor/", 302)
    assert "need a second factor" in response.content.decode()
    assert client.get("/").status_code == 200
    TOTP.activate(operator, SECRET)
    assert client.get(address).status_code == 200


def test_where_so_set_everybody_needs_a_second_factor(person, settings):
    Authenticator.objects.all().delete()
    client = browser_of(person)
    assert client.get("/").status_code == 200
    settings.MFA_FOR_ALL = True
    assert client.get("/").url == "/account/second-factor/"
    assert client.get("/", headers={"HX-Request": "true"})["HX-Redirect"] == "/account/second-factor/"
    for address in ("/account/", "/account/second-factor/totp/activate/", "/account/sessions/"):
        assert client.get(address).status_code == 200
    assert Client().get("/").status_code == 200
    TOTP.activate(person, SECRET)
    assert client.get("/").status_code == 200


def test_nobody_renames_or_removes_the_passkey_of_somebody_else():
    theirs = Authenticator.objects.create(
        user=make_person("b@example.org"),
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Key", "credential": {}},
    )
    client = browser_of(make_person())
    for action in ("edit", "remove"):
        address = f"/account/second-factor/webauthn/keys/{theirs.pk}/{action}/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.get().wrap().name == "Key"
