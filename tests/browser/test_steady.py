"""Nothing moves under the reader's eyes when an answer is saved and the panel follows."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import start

#: What the browser counts as shifted; up to 0.1 counts as good.
STEADY = 0.02
OBSERVE = """() => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shift += entry.value;
  }).observe({ type: "layout-shift" });
}"""
TOPS = """([frame, parts]) => {
  const top = (part) => document.querySelector(part).getBoundingClientRect().top;
  return parts.map((part) => top(part) - top(frame));
}"""
#: The last part of the panel has nothing below it that could move.
PANEL = ["bars", "key", "status", "sofar", "swing", "reasons"]


def in_panel(page):
    return page.evaluate(TOPS, ["#panel", [f"#panel .{part}" for part in PANEL]])


@pytest.mark.parametrize("language", ["en-GB", "ko-KR"])
@pytest.mark.parametrize("width", [1280, 375])
def test_a_guided_question_and_its_panel_stand_still(visit, width, language):
    page = visit(viewport={"width": width, "height": 900}, locale=language)
    page.goto(f"{start(page)}q/runtime/")
    form = ["#peek", ".question", ".notefield", ".actions"][0 if width < 1000 else 1 :]
    page.evaluate(OBSERVE)
    before = page.evaluate(TOPS, ["main", form]), in_panel(page)
    for value in ("java", "cobol_rpg", "dotnet_framework"):
        with page.expect_response("**/q/runtime/"):
            page.locator(f'input[name="runtime"][value="{value}"]').check()
        expect(page.locator("#saved-runtime svg")).to_be_visible()
        assert page.evaluate(TOPS, ["main", form]) == pytest.approx(before[0], abs=1)
        assert in_panel(page) == pytest.approx(before[1], abs=1)
    assert page.evaluate("window.shift") < STEADY


def test_a_section_stands_still_but_for_what_appears(visit):
    page = visit()
    page.goto(f"{start(page)}sections/code/")
    items = ["#item-runtime", "#item-runtime_support", ".actions"]
    page.evaluate(OBSERVE)
    before = page.evaluate(TOPS, ["main", items]), in_panel(page)
    for slug in ("source_code", "runtime"):
        for place in (0, 1):
            with page.expect_response(f"**/q/{slug}/item/"):
                page.locator(f'input[name="{slug}"]').nth(place).check()
            expect(page.locator(f"#saved-{slug} svg")).to_be_visible()
            assert page.evaluate(TOPS, ["main", items]) == pytest.approx(before[0], abs=1)
            assert in_panel(page) == pytest.approx(before[1], abs=1)
    assert page.evaluate("window.shift") < STEADY
