"""The forms of the rulebook's records in a real browser: accessible, in their width, quick with scripts."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from advisor.rulebook.audit import Actor
from advisor.rulebook.draft import model_of
from advisor.rulebook.editing import save_row
from advisor.rulebook.models import Question, Rule
from advisor.rulebook.schema import KINDS
from tests import books
from tests.browser.test_every_page import faults
from tests.rulebook.conftest import SMALL
from tests.sampling import part_of


@pytest.fixture
def visit_as_editor(visit, site, django_user_model):
    """Open the draft's list of rules as an editor; keywords are the browser context's."""
    books.fill_draft(SMALL)
    user = django_user_model.objects.create_superuser("editor")
    client = Client()
    client.force_login(user)

    def open_admin(**options):
        page = visit(**options)
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        return page

    return open_admin


def form_of(kind, **where):
    row = model_of(kind).objects.filter(**where).first()
    return f"/admin/rulebook/{kind}/{row.pk}/change/"


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("language", "new"), [("en-GB", False), pytest.param("ko-KR", True, marks=pytest.mark.sweep)]
)
def test_the_form_of_every_kind_is_accessible_in_its_width_and_quiet(visit_as_editor, watch, language, new):
    page = visit_as_editor(locale=language)
    found = []
    for kind in part_of(KINDS, 2):
        page.goto(f"/admin/rulebook/{kind}/add/" if new else form_of(kind))
        page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
        found += faults(page, watch, f"{kind}: {page.url}")
    assert found == []


@pytest.mark.sweep
def test_forms_are_accessible_on_a_phone_and_in_the_dark(visit_as_editor, watch):
    page = visit_as_editor(viewport={"width": 375, "height": 800}, color_scheme="dark")
    found = []
    for kind in ("question", "rule", "table", "scenario"):
        page.goto(form_of(kind))
        found += faults(page, watch, kind)
    assert found == []


def test_a_rule_is_edited_row_by_row_and_its_sentence_follows(visit_as_editor, watch):
    page = visit_as_editor()
    page.goto(form_of("rule", slug="no-source-code"))
    said = page.locator("#sentence .said")
    expect(said).to_contain_text("When “Source code” is “Not available”")
    page.get_by_role("button", name="Add a condition").click()
    added = page.locator("#id_when-1-name")
    expect(added).to_be_focused()
    added.select_option("size")
    page.locator("#id_when-1-min").fill("40")
    expect(said).to_contain_text("is 40 GiB or more")
    page.locator("#id_effects-refactor").select_option("-3")
    expect(said).to_contain_text("Refactor gets −3")
    assert faults(page, watch, "a rule with another row") == []
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".messagelist")).to_be_visible()
    rule = Rule.objects.get(slug="no-source-code")
    assert rule.when == {"source_code": ["unavailable"], "size": {"min": 40}}
    assert rule.effects["refactor"] == -3


def test_another_decision_brings_its_options_at_once(visit_as_editor, watch):
    page = visit_as_editor()
    page.goto("/admin/rulebook/rule/add/")
    expect(page.get_by_text("Choose the decision first.")).to_be_visible()
    page.locator("#id_decision").select_option(index=1)
    expect(page.locator(".effects select").first).to_be_visible()


def test_a_choice_is_added_to_its_question_without_leaving_the_page(visit_as_editor, watch):
    page = visit_as_editor()
    page.goto(form_of("question", slug="runtime"))
    page.locator("#id_hint_en").fill("Typed before")
    page.locator("#id_hint_ko").fill("먼저 입력함")
    page.get_by_role("button", name="Add another choice").click()
    page.locator("#id_choices-2-slug").fill("go")
    for name, words in (("label_en", "Go"), ("label_ko", "Go"), ("help_en", "It."), ("help_ko", "그것.")):
        page.locator(f"#id_choices-2-{name}").fill(words)
    expect(page.locator("#id_hint_en")).to_have_value("Typed before")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert Question.objects.get(slug="runtime").choices.filter(slug="go").exists()


def test_a_conflict_is_shown_and_accessible(visit_as_editor, watch):
    page = visit_as_editor()
    page.goto(form_of("rule", slug="no-source-code"))
    rule = Rule.objects.get(slug="no-source-code")
    seen, rule.because_en = rule.changed_at, "Theirs."
    save_row(rule, seen, Actor("a second editor"))
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.locator("#id_because_en").fill("Mine.")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("a second editor changed this record")).to_be_visible()
    assert faults(page, watch, "conflict") == []
    page.get_by_role("button", name="Take what is stored").first.click()
    expect(page.locator("#id_because_en")).to_have_value("Theirs.")
