"""A link with a password for one reader, work that is taken into an account, and what becomes of old work."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from advisor.assessments.models import Assessment
from tests.accounts import people
from tests.browser.steps import start
from tests.browser.test_every_page import faults

PASSWORD = "copper lantern"
SCREENS = (1280, 375)


def faults_at_both_widths(page, watch, name):
    found = []
    for width in SCREENS:
        page.set_viewport_size({"width": width, "height": 900})
        found += faults(page, watch, f"{name} at {width}")
    page.set_viewport_size({"width": SCREENS[0], "height": 900})
    return found


def sign_in(page):
    page.goto("/account/login/")
    page.get_by_label("E-mail address or account name").fill("anna@example.org")
    page.get_by_label("Password", exact=True).fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_reader_opens_a_link_with_its_password_until_it_is_ended(visit, watch, script):
    watch.expected = ["422 (Unprocessable", "404 (Not Found)"]
    found = []
    page = visit(java_script_enabled=script)
    own = start(page)
    page.goto(f"{own}details/")
    page.get_by_label("For whom").fill("The board")
    page.get_by_label("Ends").select_option("30")
    page.get_by_label("Password").fill("short")
    page.get_by_role("button", name="Make a read-only link").click()
    expect(page.get_by_role("alert")).to_contain_text("at least 8 characters")
    expect(page.get_by_label("For whom")).to_have_value("The board")
    found += faults_at_both_widths(page, watch, "link with an error") if script else []
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make a read-only link").click()
    expect(page.get_by_text("Asks for a password")).to_be_visible()
    address = page.get_by_label("Address").input_value()

    reader = visit(address, java_script_enabled=script)
    reader.get_by_label("Password").fill("wrong lantern")
    reader.get_by_role("button", name="Open the report").click()
    expect(reader.get_by_role("alert")).to_contain_text("not the password of this link")
    found += faults_at_both_widths(reader, watch, "password") if script else []
    reader.get_by_label("Password").fill(PASSWORD)
    reader.get_by_role("button", name="Open the report").click()
    expect(reader).to_have_url(address)
    expect(reader.get_by_role("link", name="Change answers")).to_have_count(0)

    page.reload()
    expect(page.get_by_text("Read 1 time")).to_be_visible()
    found += faults_at_both_widths(page, watch, "links") if script else []
    page.get_by_role("button", name="End this link").click()
    expect(page.get_by_text("Ended by hand")).to_be_visible()
    reader.reload()
    expect(reader.get_by_role("heading", name="There is no such page")).to_be_visible()
    assert found == []


def test_work_without_an_account_is_taken_into_one_and_deleted_with_it(visit, watch):
    page = visit()
    start(page)
    people.make_person()
    sign_in(page)
    page.goto("/")
    expect(
        page.get_by_role("heading", name="This browser has 1 assessment made without an account")
    ).to_be_visible()
    found = faults_at_both_widths(page, watch, "claim")
    page.get_by_role("button", name="Take them into my account").click()
    expect(page.get_by_text("1 assessment is in your account now.")).to_be_visible()
    expect(page.locator("#continue").get_by_role("link", name="Service desk", exact=True)).to_be_visible()

    page.goto("/account/data/")
    found += faults_at_both_widths(page, watch, "data")
    page.get_by_role("button", name="Download your data").click()
    page.get_by_label("Password", exact=True).fill(people.PASSWORD)
    with page.expect_download() as download:
        page.get_by_role("button", name="Continue").click()
    assert download.value.suggested_filename.endswith(".zip")

    page.goto("/account/delete/")
    found += faults_at_both_widths(page, watch, "deleting")
    page.get_by_label("Type your e-mail address or account name").fill("anna@example.org")
    page.get_by_role("button", name="Delete the account for good").click()
    expect(page.get_by_text("Your account is deleted")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert not Assessment.objects.exists()
    assert found == []


def test_old_work_says_when_it_goes_and_is_kept_by_a_button(visit, watch):
    page = visit()
    own = start(page)
    Assessment.objects.update(warned_at=timezone.now() - timedelta(days=3))
    page.goto("/")
    found = faults_at_both_widths(page, watch, "home with a warning")
    for address in (f"{own}check/", f"{own}report/"):
        page.goto(address)
        expect(page.get_by_text("Will be removed on")).to_be_visible()
        found += faults_at_both_widths(page, watch, address)
    page.get_by_role("button", name="Keep it").click()
    expect(page).to_have_url(f"{own}report/")
    expect(page.get_by_text("Will be removed on")).to_have_count(0)
    assert found == []
