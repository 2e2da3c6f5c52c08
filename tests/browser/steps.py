"""What visitors do, step by step."""

import re

from playwright.sync_api import expect

GUIDED = re.compile(r"/q/([a-z_]+)/$")
MANY = 60


def start(page, name="Service desk"):
    """Start an assessment from the home page; returns the address of the assessment."""
    page.locator("#id_name").fill(name)
    page.locator("form.start .row button").click()
    expect(page.locator("#resume-link")).to_be_visible()
    return page.url.removesuffix("begun/")


def slug_of(page):
    """Return which question a guided page asks."""
    found = GUIDED.search(page.url)
    return found[1] if found else None


def give_first_answer(page, slug):
    """Answer the question shown: the first choice, or the number four."""
    first = page.locator(f"#answer-{slug}")
    if first.get_attribute("inputmode"):
        first.fill("4")
    else:
        first.check()


def answer_until_settled(page):
    """Answer question after question with the button; returns the slugs in order."""
    asked = []
    while (slug := slug_of(page)) and len(asked) < MANY:
        asked.append(slug)
        give_first_answer(page, slug)
        with page.expect_navigation():
            page.get_by_role("button", name="Save and go on").click()
    return asked
