"""From the home page to the report in hand."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.steps import answer_until_settled, give_first_answer, slug_of, start


@pytest.mark.parametrize("scripts", [True, False], ids=["with_scripts", "without_scripts"])
def test_from_home_by_guided_questions_to_the_report_and_its_markdown(visit, scripts):
    page = visit(java_script_enabled=scripts)
    start(page)
    page.get_by_role("button", name="One question at a time").click()
    asked = answer_until_settled(page)
    assert len(asked) == len(set(asked)) > 3
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "No open answer can change the outcome any more"
    )
    expect(page.locator("#panel")).to_contain_text("Settled")
    leader = page.locator("#panel .leader").inner_text().strip()
    page.get_by_role("button", name="Read the report").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(leader)
    if scripts:
        expect(page.locator("#pairs")).to_contain_text("Listed are pairs where neither half alone does it.")
        expect(page.locator("#doing #plan .steps > li").first).to_be_visible()
        expect(page.locator("#doing #cost table").first).to_be_visible()
    else:
        page.get_by_role("link", name="Which two answers would change it together").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Two answers at a time")
        page.go_back()
        page.get_by_role("link", name="Every step with its tool and its checks").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Practices, plan, risks, cost")
        expect(page.locator("#plan .steps > li").first).to_be_visible()
        page.get_by_role("link", name="Back to the report").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(leader)
    text = downloaded_markdown(page)
    assert leader in text.splitlines()[0] or f"**{leader}" in text or leader in text[:600]
    assert "Service desk" in text[:600]
    assert "Sources" in text


def test_the_contents_lead_to_parts_that_arrive_later_and_follow_the_reader(visit):
    page = visit()
    page.goto(f"{start(page)}report/#cost")
    expect(page.locator("[hx-trigger='load']")).to_have_count(0)
    expect(page.locator("#cost h2")).to_be_in_viewport()
    for part in ("plan", "running", "risks"):
        link = page.locator(f'.toc a[href="#{part}"]')
        link.click()
        expect(page.locator(f"#{part} h2")).to_be_in_viewport()
        expect(link).to_have_attribute("aria-current", "location")


@pytest.mark.parametrize("scripts", [True, False], ids=["with_scripts", "without_scripts"])
def test_from_the_catalogue_by_a_service_and_a_comparison_to_the_glossary(visit, scripts):
    page = visit("/catalogue/", java_script_enabled=scripts)
    page.locator("#q").fill("container")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#tick-container_apps")).to_be_visible()
    expect(page.locator("#tick-key_vault")).to_have_count(0)
    page.get_by_role("link", name="Azure Container Apps", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Azure Container Apps")
    page.locator(".toc").get_by_role("link", name="Sources").click()
    expect(page.locator("#sources")).to_be_in_viewport()
    page.locator("main").get_by_role("link", name="Catalogue").click()
    for slug in ("container_apps", "functions", "virtual_machines"):
        page.locator(f"#tick-{slug}").check()
    page.get_by_role("button", name="Compare side by side").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Services side by side")
    expect(page.locator(".sidebyside thead a")).to_have_count(3)
    page.locator("footer").get_by_role("link", name="Glossary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Glossary")
    page.locator(".letters").get_by_role("link", name="K", exact=True).click()
    expect(page.get_by_text("KEDA", exact=True)).to_be_in_viewport()


def test_from_the_figures_to_the_cases_that_agree_and_back(visit):
    page = visit("/accuracy/")
    page.get_by_role("link", name="The cases that agree").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The cases that agree")
    expect(page.locator("table.cases tbody tr").first).to_be_visible()
    page.get_by_role("link", name="How often is it right?").click()
    expect(page.locator("table.figures")).to_be_visible()


def downloaded_markdown(page):
    """Download the report as Markdown in English by its menu."""
    page.locator("details.menu > summary").click()
    with page.expect_download() as download:
        page.locator('a[href*="report.md"][href*="language=en"]').click()
    assert download.value.suggested_filename.endswith(".md")
    return Path(download.value.path()).read_text(encoding="utf-8")


def test_an_answer_is_saved_as_it_is_given_and_the_panel_follows(visit):
    page = visit()
    base = start(page)
    page.goto(f"{base}q/runtime/")
    before = page.locator("#panel").inner_text()
    page.get_by_label("Java", exact=True).or_(page.locator('input[value="java"]')).first.check()
    expect(page.locator("#saved-runtime")).to_contain_text("Saved")
    expect(page.locator("#panel")).not_to_have_text(before)
    expect(page.locator("#progress")).to_contain_text("1/")
    assert slug_of(page) == "runtime"


def test_closing_the_browser_and_going_back_keep_every_answer(visit):
    page = visit()
    base = start(page)
    page.goto(f"{base}q/runtime/")
    page.locator('input[value="java"]').check()
    expect(page.locator("#saved-runtime")).to_contain_text("Saved")
    page.get_by_label("Note").fill("Java 8, says the operator")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and go on").click()
    slug = slug_of(page)
    give_first_answer(page, slug)
    expect(page.locator(f"#saved-{slug}")).to_contain_text("Saved")
    page.go_back()
    expect(page.locator('input[value="java"]')).to_be_checked()
    context = page.context
    page.close()
    again = context.new_page()
    again.goto("/")
    again.locator("#continue").get_by_role("link", name="Service desk").first.click()
    again.goto(f"{base}check/")
    row = again.get_by_role("row", name="Runtime").first
    expect(row).to_contain_text("Java")
    expect(row).to_contain_text("Java 8, says the operator")
    again.goto(f"{base}q/{slug}/")
    expect(again.locator(f"#saved-{slug}")).to_contain_text("Saved")


def test_a_lost_connection_is_told_keeps_the_answer_and_saves_when_it_is_back(visit, watch):
    watch.expected = ["ERR_INTERNET_DISCONNECTED", "htmx:"]
    page = visit()
    base = start(page)
    page.goto(f"{base}q/instance_memory_gib/")
    page.context.set_offline(True)
    page.locator("#answer-instance_memory_gib").fill("16")
    page.keyboard.press("Tab")
    expect(page.locator("#saved-instance_memory_gib")).to_contain_text(
        "Not saved: the server cannot be reached"
    )
    expect(page.locator("#answer-instance_memory_gib")).to_have_value("16")
    page.context.set_offline(False)
    with page.expect_navigation():
        page.get_by_role("button", name="Save and go on").click()
    page.goto(f"{base}q/instance_memory_gib/")
    expect(page.locator("#answer-instance_memory_gib")).to_have_value("16")
    expect(page.locator("#saved-instance_memory_gib")).to_contain_text("Saved")


@pytest.mark.parametrize("path", ["q/runtime/", "sections/code/"])
def test_a_form_does_not_leave_the_page_while_the_server_cannot_be_reached(visit, watch, path):
    watch.expected = ["ERR_INTERNET_DISCONNECTED", "htmx:"]
    page = visit()
    page.goto(start(page) + path)
    details = page.locator("#item-runtime details").first
    if details.count():
        details.locator("summary").click()
    note = page.locator('textarea[name="runtime.note"]')
    page.context.set_offline(True)
    note.fill("A long note")
    page.locator(".actions button").first.click()
    expect(page.locator(".actions .saved")).to_contain_text("Not saved: the server cannot be reached")
    expect(note).to_have_value("A long note")
    page.context.set_offline(False)
    left = page.url
    page.locator(".actions button").first.click()
    expect(page).not_to_have_url(left)
    page.goto(left)
    expect(note).to_have_value("A long note")


def test_the_later_of_two_tabs_is_told_and_keeps_what_was_typed(visit, watch):
    watch.expected = ["409 (Conflict)"]
    page = visit()
    address = f"{start(page)}q/instance_memory_gib/"
    page.goto(address)
    other = page.context.new_page()
    watch.follow(other)
    other.goto(address)
    field = "#answer-instance_memory_gib"
    page.locator(field).fill("16")
    page.keyboard.press("Tab")
    expect(page.locator("#saved-instance_memory_gib")).to_contain_text("Saved")
    other.locator(field).fill("32")
    other.keyboard.press("Tab")
    told = other.get_by_role("alert")
    expect(told).to_contain_text("changed in another window in the meantime: it is now “16 GiB”")
    expect(told).to_be_focused()
    expect(other.locator(field)).to_have_value("32")
    page.reload()
    expect(page.locator(field)).to_have_value("16")
    with other.expect_navigation():
        other.get_by_role("button", name="Save and go on").click()
    page.reload()
    expect(page.locator(field)).to_have_value("32")
