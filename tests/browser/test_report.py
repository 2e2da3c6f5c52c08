"""The report in a reader's hands: contents, links to parts, files, what-if, and what changed."""

import re

import pytest
from playwright.sync_api import expect

from advisor.assessments import access, review
from tests.factories import make_assessment, make_owner, signed_cookie

TOKEN = "reader-of-the-report"
SOME = {"runtime": "java", "databases": ["sql_server"], "source_code": "available"}
CHANGING = "source_code"


@pytest.fixture
def assessment(site):
    """An assessment with some answers, of the browser's owner."""
    return make_assessment(make_owner(TOKEN), SOME, name="Shop")


@pytest.fixture
def open_report(visit, assessment, site):
    """Open its report as its owner, at an anchor; keywords are the context's."""

    def opened(anchor="", **options):
        page = visit(**options)
        page.context.add_cookies([{"name": access.COOKIE, "value": signed_cookie(TOKEN), "url": site}])
        page.goto(f"/a/{assessment.code}/report/{anchor}")
        if options.get("java_script_enabled", True):
            expect(page.locator("[hx-trigger='load']")).to_have_count(0)
        return page

    return opened


def test_a_deep_link_opens_at_its_part_and_the_contents_follow_by_keyboard(open_report):
    page = open_report("#cost")
    expect(page.locator("#cost h2")).to_be_in_viewport()
    expect(page.locator('.toc a[href="#cost"]')).to_have_attribute("aria-current", "location")
    page.locator('.toc a[href="#services"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#services h2")).to_be_in_viewport()
    expect(page.locator(".toc [aria-current]")).to_have_text("Services")
    page.keyboard.press("End")
    expect(page.locator(".toc [aria-current]")).to_have_text("Appendix")
    page.locator("#risks .anchor").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#risks")


def test_on_a_phone_the_contents_stay_at_hand_and_cover_nothing(open_report):
    page = open_report(viewport={"width": 375, "height": 800})
    bar = page.locator(".toc summary")
    page.locator("#running").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#running').scrollIntoView()")
    expect(page.locator(".toc .here")).to_have_text("How it would run")
    expect(bar).to_be_in_viewport()
    below = bar.bounding_box()["y"] + bar.bounding_box()["height"]
    assert page.locator("#running h2").bounding_box()["y"] >= below
    stands = page.locator("#running h2").bounding_box()
    bar.click()
    expect(page.locator(".toc ol")).to_be_visible()
    assert page.locator("#running h2").bounding_box() == stands
    page.locator('.toc a[href="#risks"]').click()
    expect(page.locator("#risks h2")).to_be_in_viewport()
    expect(page.locator(".toc ol")).to_be_hidden()
    assert page.locator("#risks h2").bounding_box()["y"] >= below


def expect_pasted(page, text):
    """Paste as a person does, until it is this: pages may not read the clipboard."""
    field = "document.body.append(Object.assign(document.createElement('textarea'), { id: 'pasted' }))"
    page.evaluate(f"document.querySelector('#pasted') || {field}")
    for _ in range(50):
        page.evaluate("document.querySelector('#pasted').value = ''")
        page.evaluate("document.querySelector('#pasted').focus({ preventScroll: true })")
        page.keyboard.press("Control+V")
        if page.locator("#pasted").input_value() == text:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{text} was not copied")


def test_copy_link_copies_the_page_then_the_part_that_is_read(open_report):
    page = open_report()
    page.context.grant_permissions(["clipboard-write"])
    address = page.url
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".toolbar [role=status]")).to_contain_text("Copied")
    expect_pasted(page, address)
    page.evaluate("document.querySelector('#services').scrollIntoView()")
    expect(page.locator(".toc [aria-current]")).to_have_text("Services")
    page.evaluate("document.querySelector('[data-copy]').click()")
    expect_pasted(page, f"{address}#services")


def test_where_copying_is_refused_the_address_is_shown(open_report):
    page = open_report()
    page.evaluate("navigator.clipboard.writeText = () => Promise.reject(); 0")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".toolbar [role=status]")).to_have_text(page.url)
    assert page.evaluate("getSelection().toString()") == page.url


def test_the_export_menu_works_by_keyboard(open_report):
    page = open_report()
    summary = page.locator(".menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".menu ul")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".menu a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".menu ul")).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    with page.expect_download() as arriving:
        page.locator(".menu a", has_text="Markdown").press("Enter")
    assert arriving.value.suggested_filename.endswith(".md")
    page.get_by_role("link", name="More choices").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Export the report")


def test_printing_waits_for_parts_and_opens_what_is_folded(open_report):
    page = open_report()
    page.evaluate("window.print = () => (window.printed = (window.printed ?? 0) + 1); 0")
    waiting = "document.body.insertAdjacentHTML('beforeend', '<i id=late hx-trigger=load></i>')"
    page.evaluate(waiting)
    page.locator("[data-print]").click()
    page.wait_for_timeout(250)
    assert page.evaluate("window.printed") is None
    page.evaluate("document.querySelector('#late').remove()")
    page.wait_for_function("() => window.printed === 1")
    folded = "document.querySelectorAll(':is(.report, .summary) details:not([open])').length"
    before = page.evaluate(folded)
    assert before > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(folded) == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(folded) == before


def test_without_scripts_every_part_is_reached_by_links(open_report):
    page = open_report(java_script_enabled=False)
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()
    assert page.locator("[data-print]").get_attribute("href").endswith("/report.pdf")
    page.get_by_role("link", name="Every source by its number, with its date").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sources and answers")
    expect(page.locator("#s1")).to_be_visible()
    page.get_by_role("link", name="Back to the report").click()
    assert page.url.endswith("/report/#sources")


def test_what_if_moves_the_outcome_and_keeps_a_variant_that_the_comparison_shows(open_report, assessment):
    page = open_report()
    before = page.locator("#verdict").inner_text().strip()
    page.get_by_role("link", name="What if", exact=True).click()
    field = page.locator(f'#try-{CHANGING} select[name="{CHANGING}"]')
    field.evaluate("node => { node.closest('details').open = true }")
    field.select_option("unavailable")
    moved = page.locator("#moved .compared")
    expect(moved).to_be_visible()
    now, tried = (cell.strip() for cell in moved.locator("thead th small").all_inner_texts())
    assert now == before != tried
    page.locator("#variant-name").fill("without code")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page).to_have_url(re.compile(rf"/compare/\?a={assessment.code}&a="))
    expect(page.locator(".compared thead")).to_contain_text("without code")
    expect(page.locator(".compared thead")).to_contain_text(tried)
    page.goto(f"/a/{assessment.code}/report/")
    expect(page.locator("#verdict")).to_have_text(before)


def test_after_a_milestone_and_a_change_the_report_says_what_changed_since(open_report, assessment):
    page = open_report()
    before = page.locator("#verdict").inner_text().strip()
    expect(page.locator("#since")).to_have_count(0)
    page.get_by_role("link", name="Review and milestones").click()
    page.locator("#milestones input[type=text], #milestones input[name=name]").first.fill("Board meeting")
    page.get_by_role("button", name="Freeze the report").click()
    expect(page.get_by_role("link", name="Board meeting")).to_be_visible()
    page.goto(f"/a/{assessment.code}/q/{CHANGING}/")
    page.locator(f'input[name="{CHANGING}"][value="unavailable"]').check()
    page.get_by_role("button", name="Save and go on").click()
    expect(page).not_to_have_url(re.compile(rf"/q/{CHANGING}/$"))
    page.goto(f"/a/{assessment.code}/report/")
    after = page.locator("#verdict").inner_text().strip()
    assert after != before
    link = page.locator(".summary").get_by_role("link", name="Since “Board meeting”")
    expect(link).to_contain_text(f"is now {after}, it was {before}")
    link.click()
    expect(page.locator("#since h2")).to_be_in_viewport()
    expect(page.locator("#since table").first).to_contain_text(before)
    expect(page.locator("#since table").last).to_contain_text("Source code")


@pytest.mark.parametrize("language", ["en-GB", "ko-KR"])
def test_the_recommendation_fits_one_screen_and_nothing_jumps(open_report, assessment, language):
    page = open_report(viewport={"width": 1280, "height": 800}, locale=language)
    summary = page.locator(".summary").bounding_box()
    assert summary["y"] + summary["height"] <= 800
    review.override(assessment, "strategy", "rebuild", "The lease ends.", "The board")
    page.reload()
    expect(page.locator(".decided")).to_be_in_viewport(ratio=1)
    expect(page.locator("#verdict")).to_be_in_viewport(ratio=1)
