"""Accounts in a real browser, under the strict policy for content: password, code, passkey, provider."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.accounts import people
from tests.accounts.people import PASSWORD
from tests.accounts.stub_provider import running, trust
from tests.browser.test_every_page import LANGUAGES, ONCE_AND_SWEPT, STANDARD

EMAIL = "anna@example.org"
SCREENS = (1280, 375)
SIGNED_IN = "Sign out"
ENTRANCE = (
    "login",
    "signup",
    "inactive",
    "confirm-email",
    "confirm-email/a-key",
    "password/reset",
    "password/reset/done",
    "password/reset/key/1-a-key",
    "password/reset/key/done",
    "oidc/house/login",
    "providers/login/cancelled",
)
OWN = (
    "",
    "email",
    "password/change",
    "sessions",
    "logout",
    "reauthenticate",
    "providers",
    "second-factor",
    "second-factor/reauthenticate",
    "second-factor/totp/deactivate",
    "second-factor/recovery-codes",
    "second-factor/recovery-codes/generate",
    "second-factor/webauthn",
    "second-factor/webauthn/add",
    "second-factor/webauthn/reauthenticate",
)


def sign_up(page):
    page.get_by_role("link", name="Sign in").click()
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Create an account").click()
    expect(page.get_by_role("button", name=SIGNED_IN)).to_be_visible()


def sign_out(page):
    page.get_by_role("button", name=SIGNED_IN).click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def show_who_one_is(page):
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def code_of(secret):
    """Return what an app shows, early enough in its half minute."""
    if time.time() % 30 > 25:
        time.sleep(5.5)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def plug_in_authenticator(page):
    """Give the browser a device that keeps passkeys and always recognises its person."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def test_an_account_with_a_password_a_code_and_a_passkey(visit):
    page = visit("/")
    sign_up(page)
    plug_in_authenticator(page)

    page.get_by_role("link", name=EMAIL).click()
    page.get_by_role("link", name="Change Second factor").click()
    page.get_by_role("button", name="Set up an app").click()
    show_who_one_is(page)
    secret = page.get_by_label("Secret").input_value()
    page.get_by_label("Code that the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.locator(".codes li")).to_have_count(10)

    page.goto("/account/second-factor/webauthn/add/")
    page.get_by_label("Name").fill("My telephone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    page.goto("/account/second-factor/webauthn/")
    expect(page.get_by_text("Signs in alone")).to_be_visible()
    page.get_by_role("link", name="Rename My telephone").click()
    page.get_by_label("Name").fill("My old telephone")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("My old telephone").first).to_be_visible()

    sign_out(page)
    page.goto("/account/login/?next=/catalogue/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("button", name=SIGNED_IN)).to_be_visible()
    assert page.url.endswith("/catalogue/")

    sign_out(page)
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail address or account name").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name=SIGNED_IN)).to_be_visible()

    page.goto("/account/second-factor/webauthn/reauthenticate/?next=/account/second-factor/webauthn/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("link", name="Remove My old telephone").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("The passkey is removed.")).to_be_visible()


def test_a_passkey_that_the_device_does_not_have_is_told_in_words(visit):
    page = visit("/account/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('cancelled')) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The passkey did not work")


def test_without_scripts_all_but_passkeys_works(visit):
    page = visit("/", java_script_enabled=False)
    sign_up(page)
    page.goto("/account/second-factor/webauthn/add/")
    show_who_one_is(page)
    expect(page.get_by_text("Passkeys need JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Add a passkey")).to_be_hidden()
    sign_out(page)


def test_one_goes_to_a_provider_and_comes_back(visit, watch, settings):
    with running() as provider:
        trust(settings, provider)
        watch.expected = [provider.url]
        page = visit("/account/login/?next=/catalogue/")
        page.get_by_role("button", name="Sign in with The house").click()
        expect(page.get_by_role("link", name="Anna Berg")).to_be_visible()
        assert page.url.endswith("/catalogue/")


@pytest.mark.parametrize("locale", ONCE_AND_SWEPT)
def test_the_pages_of_accounts_are_accessible_in_their_width(visit, site, settings, watch, locale):
    watch.expected = ["422", "401"]
    with running() as provider:
        trust(settings, provider)
        person = people.make_protected_person()
        nobody, somebody = visit("/", locale=locale), visit("/", locale=locale)
        session = people.browser_of(person).cookies["sessionid"].value
        somebody.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        new = people.browser_of(people.make_person("b@example.org")).cookies["sessionid"].value
        beginner = visit("/", locale=locale)
        beginner.context.add_cookies([{"name": "sessionid", "value": new, "url": site}])

        look_at(nobody, ENTRANCE, locale)
        nobody.goto("/account/signup/")
        nobody.locator("#id_password1").fill("password")
        nobody.locator("main form button").first.click()
        inspect(nobody, "sign-up with errors", locale)
        nobody.goto("/account/login/")
        nobody.locator("#id_login").fill(EMAIL)
        nobody.locator("#id_password").fill(PASSWORD)
        nobody.locator("#id_password").press("Enter")
        expect(nobody.locator("#id_code")).to_be_visible()
        inspect(nobody, "second factor", locale)
        look_at(somebody, OWN, locale)
        look_at(beginner, ("second-factor", "second-factor/totp/activate", "second-factor/webauthn"), locale)


def look_at(page, paths, locale):
    for path in paths:
        page.goto(f"/account/{path}/" if path else "/account/")
        inspect(page, path, locale)


def inspect(page, name, locale):
    """Hold one page against WCAG 2.2 AA and its screens."""
    expect(page.locator("html")).to_have_attribute("lang", LANGUAGES[locale])
    expect(page.locator("h1")).to_have_count(1)
    for width in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (name, width, wide)
    problems = Axe().run(page, options=STANDARD).response["violations"]
    assert not [(found["id"], node["html"]) for found in problems for node in found["nodes"]], name
    assert not re.search(r"<script(?![^>]*\ssrc=)", page.content()), name
