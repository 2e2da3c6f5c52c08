"""Without a mouse, and in Korean."""

from playwright.sync_api import expect

from tests.browser.steps import slug_of, start

FOCUS_IS_VISIBLE = """() => {
  const seen = (element) => {
    const style = element && getComputedStyle(element);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const focused = document.activeElement;
  return seen(focused) || seen(focused.closest(".choice"));
}"""


def tab_to(page, what, most=60):
    """Press Tab until the focus is in what a locator names; every stop on the way must be visible."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS_IS_VISIBLE), page.evaluate(
            "document.activeElement.outerHTML.slice(0, 120)"
        )
        if what.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"no way by keyboard to {what}")


def follow(page):
    """Press Enter on what leads to another page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_start_answer_and_read_the_report_with_the_keyboard_alone(visit):
    page = visit()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#id_name"))
    page.keyboard.type("Service desk")
    follow(page)
    tab_to(page, page.get_by_role("button", name="One question at a time"))
    follow(page)
    expect(page.locator(".question")).to_be_visible()
    page.goto(page.url.replace(slug_of(page), "runtime"))
    choices = page.locator('input[name="runtime"]')
    tab_to(page, choices.first)
    page.keyboard.press("Space")
    expect(page.locator("#saved-runtime svg")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(choices.nth(1)).to_be_checked()
    expect(page.locator("#saved-runtime svg")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Save and go on"))
    follow(page)
    tab_to(page, page.get_by_role("link", name="Report", exact=True))
    follow(page)
    expect(page.locator(".report")).to_be_visible()
    menu = page.locator("details.menu")
    tab_to(page, menu.locator("summary"))
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link").first).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_focus_stays_where_it_is_when_an_answer_is_saved(visit):
    page = visit()
    page.goto(f"{start(page)}sections/data/")
    engine = page.locator('input[name="databases"][value="sql_server"]')
    engine.focus()
    page.keyboard.press("Space")
    expect(page.locator("#item-sql_server_features")).to_be_visible()
    expect(engine).to_be_focused()


def test_a_korean_browser_gets_korean_and_the_switch_is_remembered(visit):
    page = visit(locale="ko-KR")
    language = page.locator("html")
    expect(language).to_have_attribute("lang", "ko")
    start(page, "서비스 데스크")
    page.locator('a[role="button"]').first.click()
    expect(page.locator(".question")).to_be_visible()
    asked = page.url
    page.get_by_role("button", name="English").click()
    expect(language).to_have_attribute("lang", "en")
    assert page.url == asked
    page.goto("/")
    expect(language).to_have_attribute("lang", "en")
    again = page.context.new_page()
    again.goto("/accuracy/")
    expect(again.locator("html")).to_have_attribute("lang", "en")
    again.get_by_role("button", name="한국어").click()
    expect(again.locator("html")).to_have_attribute("lang", "ko")
