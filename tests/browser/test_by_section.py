"""Answering section by section: what appears, disappears, and has to be corrected."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import start


@pytest.fixture
def data_section(visit):
    page = visit()
    page.goto(f"{start(page)}sections/data/")
    return page


def box(page, slug, value):
    return page.locator(f'input[name="{slug}"][value="{value}"]')


def saved(page, slug):
    return page.locator(f"#saved-{slug}")


def test_a_question_comes_and_goes_with_its_condition_and_keeps_its_answer(data_section):
    page = data_section
    features = page.locator("#item-sql_server_features")
    expect(features).to_have_count(0)
    box(page, "databases", "sql_server").check()
    expect(features).to_be_visible()
    expect(features).to_contain_text("Asked because of your answer to “Databases”")
    feature = features.locator("input").first
    feature.check()
    expect(saved(page, "sql_server_features")).to_contain_text("Saved")
    box(page, "databases", "sql_server").uncheck()
    expect(features).to_have_count(0)
    expect(saved(page, "databases")).to_contain_text("Not answered")
    box(page, "databases", "sql_server").check()
    expect(features.locator("input").first).to_be_checked()
    page.reload()
    expect(features.locator("input").first).to_be_checked()


def test_a_size_in_other_units_is_refused_with_a_number_to_take_over(data_section, watch):
    watch.expected = ["422 (Unprocessable"]
    page = data_section
    size = page.locator("#answer-database_size_gib")
    size.fill("1.2 TB")
    page.keyboard.press("Tab")
    item = page.locator("#item-database_size_gib")
    expect(item.locator(".problem")).to_contain_text("1.2 TB is about 1,118 GiB")
    expect(size).to_have_value("1.2 TB")
    expect(size).to_have_attribute("aria-invalid", "true")
    item.get_by_role("button", name="Use 1,118").click()
    expect(page.locator("#answer-database_size_gib")).to_have_value("1,118")
    expect(item.locator(".problem")).to_have_count(0)
    expect(saved(page, "database_size_gib")).to_contain_text("Saved")


def test_a_corrected_number_is_saved_and_the_press_that_left_it_counts(data_section, watch):
    watch.expected = ["422 (Unprocessable"]
    page = data_section
    size = page.locator("#answer-database_size_gib")
    size.fill("lots")
    page.keyboard.press("Tab")
    expect(page.locator("#problem-database_size_gib")).to_be_visible()
    size.fill("240")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    with page.expect_navigation():
        page.get_by_role("button", name="Save and go on to").click()
    # Saved alone as well, the question would be exchanged between the press and the release.
    assert not [address for address in sent if address.endswith("/item/")]
    page.go_back()
    expect(size).to_have_value("240")


def test_a_press_that_is_taken_back_saves_what_was_left(data_section):
    page = data_section
    page.locator("#answer-database_size_gib").fill("240")
    page.get_by_role("button", name="Save and go on to").hover()
    page.mouse.down()
    page.mouse.move(5, 5)
    page.mouse.up()
    expect(saved(page, "database_size_gib")).to_contain_text("Saved")


def test_enter_in_a_number_saves_and_presses_no_other_button(data_section):
    page = data_section
    box(page, "databases", "mysql").check()
    expect(saved(page, "databases")).to_contain_text("Saved")
    page.reload()
    page.locator("#answer-database_size_gib").fill("240")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.go_back()
    expect(box(page, "databases", "mysql")).to_be_checked()
    expect(page.locator("#answer-database_size_gib")).to_have_value("240")


def test_a_lone_answer_takes_the_others_away(data_section):
    page = data_section
    box(page, "databases", "mysql").check()
    box(page, "databases", "?").check()
    expect(box(page, "databases", "mysql")).not_to_be_checked()
    expect(saved(page, "databases")).to_contain_text("Saved")
    page.locator("#answer-database_size_gib").fill("240")
    box(page, "database_size_gib", "?").check()
    expect(page.locator("#answer-database_size_gib")).to_have_value("")
    expect(saved(page, "database_size_gib")).to_contain_text("Saved")
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(box(page, "databases", "?")).to_be_checked()
    expect(box(page, "database_size_gib", "?")).to_be_checked()
