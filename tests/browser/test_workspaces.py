"""A workspace in real browsers: made, shared by a link, edited by one guest, only read by another."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.accounts import people
from tests.browser.steps import give_first_answer, slug_of
from tests.browser.test_account import inspect
from tests.browser.test_every_page import STANDARD

PASSWORD = people.PASSWORD
PAGES = ("", "members/", "settings/", "log/", "export/", "delete/")


@pytest.fixture
def visit_account(visit, site):
    """Open a page as somebody with an account."""

    def opener(email, path="/", **options):
        page = visit("/", **options)
        value = people.browser_of(people.make_person(email)).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": site}])
        page.goto(path)
        return page

    return opener


def invitation(page, role, note):
    """Make an invitation on the page of the members; return its link."""
    page.get_by_role("link", name="Members").click()
    page.get_by_label("For whom it is").fill(note)
    page.locator("#id_role").select_option(role)
    page.get_by_role("button", name="Make the invitation").click()
    link = page.get_by_label("Invitation link").input_value()
    page.goto(page.url.replace("members/invite/", "members/"))
    expect(page.locator("#waiting").get_by_text(note).first).to_be_visible()
    expect(page.get_by_label("Invitation link")).to_have_count(0)
    return link


def look_at(page, name):
    """Hold what a page shows now against WCAG 2.2 AA, at both widths."""
    inspect(page, name, "en-GB")
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_workspace_is_shared_by_links_and_each_sees_what_their_role_may(visit, visit_account, watch):
    owner = visit_account("owner@example.org", "/workspaces/")
    owner.get_by_label("Name of the workspace").fill("Proseware")
    owner.get_by_role("button", name="Make the workspace").click()
    expect(owner.get_by_role("heading", name="Proseware")).to_be_visible()
    home = owner.url
    owner.get_by_role("button", name="Begin an assessment").click()
    owner.locator("#id_name").fill("Order portal")
    expect(owner.locator("#id_workspace")).to_have_value(re.search(r"[0-9a-f-]{36}", home)[0])
    owner.get_by_role("button", name="Start").click()
    expect(owner.get_by_role("heading", level=1)).to_be_visible()
    owner.goto(home)
    to_edit, to_read = invitation(owner, "editor", "the architect"), invitation(owner, "viewer", "the board")

    # Without an account: the link asks, leads to making one, and comes back.
    editor = visit(to_edit)
    expect(editor.get_by_role("heading", name="Join “Proseware”?")).to_be_visible()
    look_at(editor, "invitation")
    editor.get_by_role("button", name="Create an account").click()
    editor.get_by_label("E-mail address").fill("editor@example.org")
    editor.get_by_label("Password", exact=True).fill(PASSWORD)
    editor.get_by_label("The same password again").fill(PASSWORD)
    editor.locator("main").get_by_role("button", name="Create an account").click()
    editor.get_by_role("button", name="Join").click()
    expect(editor.get_by_text("You belong to “Proseware” now. Your role: editor.")).to_be_visible()
    editor.get_by_role("link", name="Order portal", exact=True).click()
    slug = slug_of(editor)
    give_first_answer(editor, slug)
    expect(editor.locator(f"#saved-{slug}")).to_contain_text("Saved")

    viewer = visit_account("viewer@example.org", to_read)
    viewer.get_by_role("button", name="Join").click()
    viewer.get_by_role("link", name="Order portal", exact=True).click()
    expect(viewer.get_by_text("Your role here: viewer")).to_be_visible()
    assert viewer.url.endswith("/report/")
    viewer.get_by_role("link", name="See the answers").click()
    expect(viewer.get_by_role("link", name="Change")).to_have_count(0)
    look_at(viewer, "answers of a viewer")
    viewer.get_by_role("link", name="Order portal").first.click()
    for button in ("Save", "Copy", "Add a component"):
        expect(viewer.get_by_role("button", name=button, exact=True)).to_have_count(0)
    look_at(viewer, "details of a viewer")

    # The link of the editor is used up, and the log tells the owner all of it.
    watch.expected = ["404"]
    viewer.goto(to_edit)
    expect(viewer.get_by_role("heading", name="This invitation cannot be used")).to_be_visible()
    for path in PAGES:
        owner.goto(f"{home}{path}")
        look_at(owner, path)
    owner.goto(f"{home}log/")
    expect(owner.get_by_text("joined as viewer")).to_be_visible()
    expect(owner.locator(".log li", has_text="editor@example.org").first).to_contain_text("changed answers")


def test_the_last_owner_is_told_what_to_do_and_everything_works_without_scripts(visit_account):
    page = visit_account("owner@example.org", "/workspaces/", java_script_enabled=False)
    page.get_by_label("Name of the workspace").fill("Proseware")
    page.get_by_role("button", name="Make the workspace").click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Leave this workspace").click()
    expect(page.get_by_text("You are the only owner.")).to_be_visible()
    page.get_by_role("link", name="Members").click()
    page.get_by_role("button", name="Make the invitation").click()
    expect(page.get_by_label("Invitation link")).to_be_visible()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Export everything").click()
    page.get_by_role("button", name="Export everything").click()
    expect(page.get_by_text("The file holds all that is here now.")).to_be_visible()
    page.get_by_role("link", name="Delete this workspace").click()
    page.get_by_label("Type the name of the workspace").fill("Proseware")
    page.get_by_role("button", name="Delete this workspace").click()
    page.get_by_role("button", name="Bring it back Proseware").click()
    expect(page.get_by_text("“Proseware” is back, as it was.")).to_be_visible()


def test_moving_asks_and_says_what_happens(visit_account):
    page = visit_account("owner@example.org", "/workspaces/")
    page.get_by_label("Name of the workspace").fill("Proseware")
    page.get_by_role("button", name="Make the workspace").click()
    page.goto("/")
    page.locator("#id_name").fill("My shop")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="My shop").click()
    page.get_by_role("button", name="Move it").click()
    look_at(page, "move")
    page.get_by_label("Where to").select_option(label="Proseware")
    page.get_by_role("button", name="Move").click()
    expect(page.get_by_text("Moved.", exact=True)).to_be_visible()
    expect(page.locator(".toolbar").get_by_role("link", name="Proseware")).to_be_visible()
    assert not Axe().run(page, options=STANDARD).response["violations"]
