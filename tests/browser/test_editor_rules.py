"""The decision tables and the simulator in a browser: accessible, by keyboard, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from advisor.editor.groups import EDITORS
from advisor.rulebook.models import Rule
from tests.browser.test_every_page import faults
from tests.sampling import part_of

SLUG = "strategy-code-good"
#: Narrowed where a page is long: what is said of one row holds for a hundred.
PAGES = {
    "overview": "/rulebook/",
    "strategy": "/rulebook/rules/strategy/?column=runtime&column=source_code&question=source_code",
    "compute": "/rulebook/rules/compute/?holds=scenario:aac-rwa-java-proseware&why=1&question=containers",
    "supporting": "/rulebook/rules/supporting/?question=runtime",
    "advice": "/rulebook/rules/advice/?kind=step&question=runtime",
    "row": f"/rulebook/rules/strategy/{SLUG}/",
    "simulator": "/rulebook/simulator/?scenario=aac-rwa-java-proseware",
    "checks": "/rulebook/checks/",
    "impact": "/rulebook/impact/",
    "scenarios": "/rulebook/scenarios/",
    "guide": "/rulebook/guide/",
    "list": "/admin/rulebook/question/?section__id__exact=1",
}


@pytest.fixture
def visit_as_editor(visit_as):
    """Open a page as an editor."""
    return visit_as(EDITORS)


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("width", "scheme", "language"),
    [pytest.param(1280, "light", "en-GB", marks=pytest.mark.sweep), (375, "dark", "ko-KR")],
)
def test_pages_are_accessible_in_their_width_and_quiet(visit_as_editor, watch, width, scheme, language):
    page = visit_as_editor(
        "/", viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language
    )
    found = []
    for name, address in part_of(PAGES.items(), 2):
        page.goto(address)
        page.evaluate("document.querySelectorAll('.editor details').forEach(one => (one.open = true))")
        found += faults(page, watch, name)
    page.goto(f"/rulebook/rules/strategy/?q={SLUG}")
    page.locator(f"#row-{SLUG} a.edit").click()
    expect(page.locator("tr.editing")).to_be_visible()
    found += faults(page, watch, "row in place")
    assert found == []


def test_a_rule_is_edited_in_place_with_the_keyboard_alone(visit_as_editor):
    page = visit_as_editor("/rulebook/rules/strategy/")
    page.locator(f"#row-{SLUG} a.edit").focus()
    page.keyboard.press("Enter")
    field = page.locator(f"#{SLUG}-points-rehost")
    expect(field).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    expect(page.locator("tr.editing")).to_have_count(0)
    expect(page.locator(f"#row-{SLUG} a.edit")).to_be_focused()
    expect(page.locator(f"#row-{SLUG} .chip.for").first).to_contain_text("+4")
    expect(page.locator(f"#row-{SLUG} .tag").first).to_have_text("changed: Rehost was +1")
    assert Rule.objects.get(slug=SLUG).effects["rehost"] == 4
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.get_by_role("link", name="Cancel").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#row-{SLUG} a.edit")).to_be_focused()


def test_a_chip_opens_its_row_and_what_is_wrong_is_said_in_place(visit_as_editor, watch):
    watch.expected = ["422 (Unprocessable"]
    page = visit_as_editor("/rulebook/rules/strategy/")
    page.locator(f"#row-{SLUG} .chip.for").first.click()
    page.locator(f"#{SLUG}-out-rehost").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("not both")
    expect(page.locator(f"#{SLUG}-out-rehost")).to_be_checked()
    assert Rule.objects.get(slug=SLUG).effects["rehost"] == 1


def test_filters_swap_the_table_and_leave_an_address_to_come_back_to(visit_as_editor):
    page = visit_as_editor("/rulebook/rules/strategy/")
    page.get_by_label("Question used").select_option("code_health")
    expect(page.locator("#table .found")).to_contain_text("4 of 71 rules")
    expect(page).to_have_url(re.compile(r"/rulebook/rules/strategy/\?question=code_health$"))
    page.get_by_label("Search").fill("keeps slowing")
    expect(page.locator("table.rules tbody tr")).to_have_count(1)
    page.reload()
    expect(page.locator("table.rules tbody tr")).to_have_count(1)


def test_without_javascript_a_rule_is_edited_on_a_page_of_its_own(visit_as_editor):
    page = visit_as_editor("/rulebook/rules/strategy/?question=code_health", java_script_enabled=False)
    page.locator(f"#row-{SLUG} a.edit").click()
    page.locator(f"#{SLUG}-points-rehost").fill("4")
    page.get_by_role("button", name="Save").click()
    assert page.url.endswith(f"/rulebook/rules/strategy/?question=code_health#row-{SLUG}")
    expect(page.locator(f"#row-{SLUG}")).to_contain_text("changed: Rehost was +1")
    page.get_by_label("Question used").select_option("runtime")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(f"#row-{SLUG}")).to_have_count(0)


def test_the_simulator_follows_each_answer_and_says_what_it_cannot_take(visit_as_editor):
    page = visit_as_editor("/rulebook/simulator/")
    page.locator("summary", has_text="Code").click()
    page.get_by_label("Source code", exact=True).select_option("unavailable")
    expect(page.locator("#decision-strategy")).to_contain_text("Rehost")
    expect(page).to_have_url(re.compile(r"\?source_code=unavailable$"))
    page.locator("summary", has_text="Demand").click()
    page.locator("[name=instances]").first.fill("many")
    page.keyboard.press("Tab")
    expect(page.locator("#problem-instances")).to_contain_text("is not a number")
    page.locator("[name=instances]").first.fill("3")
    page.keyboard.press("Tab")
    expect(page.locator("#problem-instances")).to_have_text("")


def test_the_simulator_works_without_javascript(visit_as_editor):
    page = visit_as_editor("/rulebook/simulator/", java_script_enabled=False)
    page.get_by_label("Start from").select_option("scenario:aac-rwa-java-proseware")
    page.get_by_role("button", name="Take over").click()
    assert page.url.endswith("?scenario=aac-rwa-java-proseware")
    page.get_by_label("Rules shown").select_option("all")
    page.get_by_role("button", name="Simulate").click()
    expect(page.locator(".simulated .found")).to_contain_text("242 of 242 rules")
    assert "runtime=java" in page.url
