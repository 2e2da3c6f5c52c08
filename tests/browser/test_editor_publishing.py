"""Comparing, publishing, versions, files and the log in a browser: accessible, and without JavaScript."""

import pytest
from playwright.sync_api import expect

from advisor.editor.fixture_sets import draft_files, keep
from advisor.editor.groups import EDITORS, PUBLISHERS
from advisor.editor.models import EditorJob, FixtureSet
from advisor.rulebook.audit import Actor
from advisor.rulebook.draft import draft_mark
from advisor.rulebook.editing import save_row
from advisor.rulebook.models import Rule, Version
from tests.browser.test_every_page import faults

SLUG = "strategy-code-good"
GLOSSARY = "80_glossary.yaml"
PAGES = {
    "compare": "/rulebook/compare/",
    "publish": "/rulebook/publish/",
    "versions": "/rulebook/versions/",
    "files": "/rulebook/files/",
    "log": "/rulebook/log/",
    "retire": "/rulebook/retire/option/compute/app_service/",
    "cannot retire": "/rulebook/retire/rule/strategy-code-good/",
    "rename": "/rulebook/rename/rule/a-new-rule/?slug=another-rule",
    "published name": "/rulebook/rename/question/runtime/",
}


@pytest.fixture
def visit_as_publisher(visit_as):
    """Open a page as somebody who edits and publishes, on a draft with two changes."""
    rule = Rule.objects.get(slug=SLUG)
    rule.because_en = "Good code is worth keeping, and this is said in other words than before."
    save_row(rule, rule.changed_at, Actor("a colleague"))
    rule.pk, rule.slug = None, "a-new-rule"
    save_row(rule, None, Actor("a colleague"))
    return visit_as(EDITORS, PUBLISHERS)


def shortened_glossary():
    return draft_files()[GLOSSARY].split("\n\n")[0] + "\n"


@pytest.mark.sweep
@pytest.mark.parametrize(("width", "scheme", "language"), [(1280, "light", "en-GB"), (375, "dark", "ko-KR")])
def test_pages_are_accessible_in_their_width_and_quiet(visit_as_publisher, watch, width, scheme, language):
    page = visit_as_publisher(
        "/", viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language
    )
    brought = keep(FixtureSet.Role.BROUGHT, GLOSSARY, {GLOSSARY: shortened_glossary()}, None, draft_mark())
    keep(FixtureSet.Role.REPLACED, GLOSSARY, {GLOSSARY: shortened_glossary()}, None, draft_mark())
    found = []
    for name, address in {**PAGES, "brought": f"/rulebook/files/{brought.code}/"}.items():
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(one => (one.open = true))")
        found += faults(page, watch, name)
    assert found == []


def test_publishes_and_goes_back_without_javascript(visit_as_publisher):
    page = visit_as_publisher("/rulebook/publish/", java_script_enabled=False)
    expect(page.get_by_role("button", name="Publish")).to_be_disabled()
    first = Version.objects.current()
    # What the checks themselves find is tested elsewhere, and takes long.
    EditorJob.objects.create(kind="check", mark=draft_mark(), state="finished", result=[])
    page.goto("/rulebook/publish/")
    expect(page.get_by_text("Good code is worth keeping")).to_be_visible()
    page.get_by_label("What has changed, and why").fill("Said in other words.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status").first).to_contain_text("is published and in use")
    assert Version.objects.current() != first
    page.locator("summary").filter(has_text="Put in use").click()
    page.get_by_label("Note").fill("It was better before.")
    page.locator("details[open] button").click()
    expect(page.get_by_role("status").first).to_contain_text("is in use")
    assert Version.objects.current() == first
    page.goto("/rulebook/log/")
    expect(page.locator(".log > li").first).to_contain_text("It was better before.")


def test_takes_a_file_and_brings_the_draft_back_without_javascript(visit_as_publisher, tmp_path):
    page = visit_as_publisher("/rulebook/files/", java_script_enabled=False)
    before = draft_files()
    path = tmp_path / GLOSSARY
    path.write_text(shortened_glossary())
    page.get_by_label("Fixtures").set_input_files(path)
    page.get_by_role("button", name="Look at the fixtures").click()
    expect(page.get_by_text("These files replace the records of their kinds")).to_be_visible()
    page.get_by_role("button", name="Take into the draft").click()
    expect(page.get_by_role("status").first).to_contain_text("is the draft now")
    assert draft_files()[GLOSSARY] != before[GLOSSARY]
    page.get_by_role("button", name="Bring back the draft from before").click()
    expect(page.get_by_role("status").first).to_contain_text("is the draft now")
    assert draft_files() == before


def test_retires_an_option_without_javascript(visit_as_publisher):
    page = visit_as_publisher("/rulebook/retire/option/compute/app_service/", java_script_enabled=False)
    page.get_by_role("button", name="Retire, with all of this").click()
    expect(page.get_by_text("is retired. The log keeps what every record said before")).to_be_visible()
    page.goto("/rulebook/log/?action=retired&kind=option")
    expect(page.locator(".log > li")).to_have_count(1)
