"""The admin's lists in a browser: accessible for every kind, and put in order by keys and by dragging."""

import pytest
from playwright.sync_api import expect

from advisor.editor.groups import EDITORS
from advisor.rulebook.models import Event, Section
from advisor.rulebook.schema import KINDS
from tests.browser.test_every_page import faults

OTHERS = ("/admin/", "/admin/rulebook/", "/admin/rulebook/version/")


@pytest.fixture
def visit_as_editor(visit_as):
    """Open a page as an editor."""
    return visit_as(EDITORS)


@pytest.mark.sweep
@pytest.mark.parametrize(("width", "language"), [(1280, "en-GB"), (375, "ko-KR")])
def test_the_list_of_every_kind_is_accessible_in_its_width_and_quiet(visit_as_editor, watch, width, language):
    page = visit_as_editor("/", viewport={"width": width, "height": 900}, locale=language)
    found = []
    for address in (*(f"/admin/rulebook/{kind}/?p=2" for kind in KINDS), *OTHERS):
        page.goto(address)
        found += faults(page, watch, address)
    assert found == []


def slugs(page):
    return page.locator("#result_list tbody .field-slug").all_inner_texts()


def test_rows_are_put_in_order_with_the_arrow_keys_and_by_dragging(visit_as_editor):
    page = visit_as_editor("/admin/rulebook/section/")
    first, second, third = slugs(page)[:3]
    handles = page.locator("#result_list .order-handle")
    handles.nth(0).focus()
    page.keyboard.press("ArrowDown")
    assert slugs(page)[:3] == [second, first, third]
    expect(handles.nth(1)).to_be_focused()
    handles.nth(2).hover()
    page.mouse.down()
    box = page.locator("#result_list tbody tr").nth(0).bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 2, steps=8)
    page.mouse.up()
    assert slugs(page)[:3] == [third, second, first]
    assert not Event.objects.filter(kind="section").exists()
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert [section.slug for section in Section.objects.all()][:3] == [third, second, first]
    assert Event.objects.filter(kind="section", action="changed").exists()
