"""The worked change of the editor's guide, done as an editor does it: a question, three choices, four rules.

With GUIDE_PICTURES=1 the pictures of the guide are made anew, in both languages.
"""

import io
import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from advisor.editor.guide import STEPS
from advisor.rulebook import published
from advisor.rulebook.models import Decision, Event, Question, Rule, Scenario, Section, Version
from tests import books
from tests.factories import make_assessment, make_owner

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
PICTURES = FIXTURES.parent / "advisor" / "static" / "advisor" / "guide"
MAKING = os.environ.get("GUIDE_PICTURES") == "1"
SIZE = {"width": 1280, "height": 720}
SOURCE = "aca-cold-start"
CASE = "aac-rwa-java-proseware"

QUESTION = {
    "slug": "first_request",
    "order": "900",
    "text_en": "How long may the first request after a quiet time take?",
    "text_ko": "한동안 요청이 없다가 들어온 첫 요청은 얼마나 걸려도 됩니까?",
    "label_en": "First request",
    "label_ko": "첫 요청",
    "why_en": "Services that scale to zero start again with the first request.",
    "why_ko": "0으로 축소되는 서비스는 첫 요청에서 다시 시작합니다.",
    "where_en": "Ask those who use it early in the morning.",
    "where_ko": "이른 아침에 사용하는 분에게 문의하십시오.",
}
CHOICES = (
    ("at_once", "As fast as any other", "다른 요청과 같은 속도", "Nobody waits.", "기다리지 않습니다."),
    ("some_seconds", "Some seconds", "몇 초", "A short wait is fine.", "잠깐의 대기는 괜찮습니다."),
    ("any", "It does not matter", "상관없음", "Work in the background.", "백그라운드 작업입니다."),
)
#: Name, choice, effects, and the reason in both languages.
RULES = (
    (
        "compute-first-request-at-once",
        "at_once",
        {"functions": "-2"},
        "A function that has gone to sleep starts anew with the first request.",
        "대기 상태의 함수는 첫 요청에서 새로 시작합니다.",
    ),
    (
        "compute-first-request-warm",
        "at_once",
        {"app_service": "1"},
        "A plan that always runs answers at once.",
        "항상 실행되는 플랜은 즉시 응답합니다.",
    ),
    (
        "compute-first-request-short",
        "some_seconds",
        {"container_apps": "1"},
        "A container app starts from zero within seconds.",
        "컨테이너 앱은 몇 초 안에 0에서 시작합니다.",
    ),
    (
        "compute-first-request-any",
        "any",
        {"container_apps": "1", "functions": "2"},
        "What may wait can scale to zero and costs nothing while idle.",
        "기다려도 되는 작업은 0으로 축소되어 유휴 시간에 비용이 들지 않습니다.",
    ),
)
LANGUAGES = ("en", "ko") if MAKING else ("en",)


@pytest.fixture
def draft(site):
    """The whole draft, beside the published version; and a few assessments whose result may change."""
    books.fill_draft(books.REAL)
    return site


@pytest.fixture
def editor(draft, visit, django_user_model):
    """Open the editors' pages in a language, signed in as somebody who may do all."""
    django_user_model.objects.create_superuser("editor", "", "a long password")

    def sign_in(language):
        page = visit(
            "/account/login/?next=/rulebook/", viewport=SIZE, locale={"en": "en-GB", "ko": "ko-KR"}[language]
        )
        page.context.set_default_timeout(20_000)
        page.locator("#id_login").fill("editor")
        page.locator("#id_password").fill("a long password")
        page.locator("#id_password").press("Enter")
        expect(page.locator("nav.tabs")).to_be_visible()
        return page

    return sign_in


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worked_change_goes_from_the_idea_to_a_version_and_back(editor, language):
    page = editor(language)
    before = Version.objects.current()
    for number in range(40):
        answers = {"workload_type": "background_service"} if number < 12 else {"runtime": "java"}
        make_assessment(make_owner(f"owner-{number}"), rulebook=before.hash, answers=answers)

    page.goto(f"/rulebook/simulator/?scenario={CASE}")
    picture(page, "case", language)
    page.goto("/admin/rulebook/source/?q=cold")
    expect(page.get_by_role("link", name=SOURCE)).to_be_visible()
    picture(page, "source", language)
    add_question(page, language)
    for number, rule in enumerate(RULES):
        add_rule(page, *rule, language=language if number == len(RULES) - 1 else "")
    read_the_table(page, language)
    check(page, language)
    try_it(page, language)
    see_whose_result_changes(page, language)
    publish(page, language)

    after = Version.objects.current()
    assert after != before
    assert "first_request" in published.compiled(after.hash).rulebook.questions
    assert after.note.startswith("Ask how long the first request may take.\nBackground work")
    page.goto("/rulebook/versions/")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("2027.1")
    roll_back(page, before)
    assert Version.objects.current() == before
    assert Question.objects.filter(slug="first_request").exists()
    actions = [(event.by, event.action) for event in Event.objects.all()]
    assert actions[0] == ("editor", "put_in_use")
    assert actions[1] == ("editor", "published")


def add_question(page, language):
    page.goto("/admin/rulebook/question/add/")
    page.locator("[name=section]").select_option(str(Section.objects.get(slug="demand").pk))
    page.locator("[name=kind]").select_option("one")
    for name, words in QUESTION.items():
        page.locator(f"[name={name}]").fill(words)
    settle(page)
    for number, (slug, *words) in enumerate(CHOICES):
        page.locator('button[name=_rows][value="choices:add"]').click()
        expect(page.locator(f"[name=choices-{number}-slug]")).to_be_visible()
        settle(page)
        page.locator(f"[name=choices-{number}-slug]").fill(slug)
        for field, text in zip(("label_en", "label_ko", "help_en", "help_ko"), words, strict=True):
            page.locator(f"[name=choices-{number}-{field}]").fill(text)
    page.locator("[name=text_en]").scroll_into_view_if_needed()
    picture(page, "question", language)
    page.locator("[name=_save]").first.click()
    expect(page.locator("#result_list")).to_be_visible()
    assert Question.objects.get(slug="first_request").choices.count() == len(CHOICES)


def add_rule(page, slug, choice, effects, because_en, because_ko, language):
    page.goto("/admin/rulebook/rule/add/")
    page.locator("[name=decision]").select_option(str(Decision.objects.get(slug="compute").pk))
    page.locator("[name=slug]").fill(slug)
    settle(page)
    page.locator('button[name=_rows][value="when:add"]').click()
    expect(page.locator("[name=when-0-name]")).to_be_visible()
    settle(page)
    page.locator("[name=when-0-name]").select_option("first_request")
    page.locator(f'input[type=checkbox][value="{choice}"]').check()
    for option, points in effects.items():
        page.locator(f"[name=effects-{option}]").select_option(points)
    page.locator("[name=because_en]").fill(because_en)
    page.locator("[name=because_ko]").fill(because_ko)
    page.locator('[name="sources:new"]').select_option(SOURCE)
    page.locator('button[name=_rows][value="sources:add"]').click()
    expect(page.locator(f'[value="{SOURCE}"]').first).to_be_attached()
    page.locator("[name=checked_on]").fill("2026-11-22")
    if language:
        page.locator("h1").scroll_into_view_if_needed()
        picture(page, "rule", language)
    page.locator("[name=_save]").first.click()
    expect(page.locator("#result_list")).to_be_visible()
    rule = Rule.objects.get(slug=slug)
    assert rule.when == {"first_request": [choice]}
    assert rule.effects == {option: int(points) for option, points in effects.items()}


def read_the_table(page, language):
    page.goto("/rulebook/rules/compute/?question=first_request")
    expect(page.locator("table.rules tbody tr")).to_have_count(len(RULES))
    picture(page, "table", language)
    page.goto("/rulebook/rules/compute/compute-background-service/")
    page.locator("input[type=number][name$=functions]").fill("3")
    page.locator("form.edit-row .actions button").click()
    expect(page.locator("form.edit-row")).to_have_count(0)
    assert Rule.objects.get(slug="compute-background-service").effects["functions"] == 3


def check(page, language):
    page.goto("/rulebook/checks/")
    page.locator(".exact form button").click()
    expect(page.locator(".exact .status b")).to_be_visible()
    page.goto("/rulebook/checks/")
    expect(page.locator("section.group").first).to_be_visible()
    assert page.locator("b.level.bad").count() == 0
    picture(page, "checks", language)


def try_it(page, language):
    page.goto("/rulebook/simulator/?workload_type=background_service&first_request=at_once")
    page.locator("nav.tabs").first.scroll_into_view_if_needed()
    page.mouse.wheel(0, 540)
    picture(page, "simulator", language)
    page.goto("/admin/rulebook/scenario/add/")
    page.locator("[name=slug]").fill("waiting-is-fine")
    page.locator("[name=kind]").select_option("requirement")
    page.locator("[name=title]").fill("Work in the background that may wait runs on Functions.")
    page.locator('button[name=_rows][value="profile:add"]').click()
    expect(page.locator("[name=profile-0-name]")).to_be_visible()
    settle(page)
    page.locator("[name=profile-0-name]").select_option("first_request")
    page.locator("[name=profile-0-values]").select_option("any")
    page.locator('details:has([name="expect-compute"]) > summary').first.click()
    page.locator('[name="expect-compute"][value="functions"]').check()
    page.locator("h1").scroll_into_view_if_needed()
    picture(page, "scenario", language)
    page.locator("[name=_save]").first.click()
    expect(page.locator("#result_list")).to_be_visible()
    scenario = Scenario.objects.get(slug="waiting-is-fine")
    assert scenario.profile == {"first_request": "any"}
    assert scenario.expect == {"compute": ["functions"]}
    page.goto("/rulebook/scenarios/")


def see_whose_result_changes(page, language):
    page.goto("/rulebook/impact/")
    page.locator("main form[method=post] button").first.click()
    page.goto("/rulebook/impact/")
    expect(page.locator(".flow").first).to_be_visible()
    picture(page, "impact", language)


def publish(page, language):
    page.goto("/rulebook/checks/")
    # The scenario changed the draft; what is published has to be what was checked.
    page.locator(".exact form button").click()
    page.goto("/rulebook/publish/")
    page.locator("#id_label").fill("2027.1")
    page.locator("#id_note").fill("Ask how long the first request may take.")
    page.locator("#id_accept").fill("Background work may wait; the case that differs states no limit.")
    page.locator("h1").scroll_into_view_if_needed()
    picture(page, "publish", language)
    page.locator("#publish button").click()
    page.wait_for_url("**/rulebook/versions/")


def roll_back(page, version):
    form = page.locator(f'form[action*="{version.short_hash}"]:has([name=note])')
    opener = page.locator(f'details:has(form[action*="{version.short_hash}"] [name=note]) > summary')
    if opener.count():
        opener.first.click()
    form.locator("[name=note]").fill("Back for now.")
    form.locator("button").click()
    page.wait_for_load_state()


def settle(page):
    """Wait until htmx has made what it swapped in ready."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def picture(page, step, language):
    """Take the picture of a step, with few colours, where pictures are being made."""
    assert step in {one.slug for one in STEPS}
    if not MAKING:
        return
    page.wait_for_timeout(400)
    image = Image.open(io.BytesIO(page.screenshot()))
    image.convert("RGB").quantize(255).save(PICTURES / f"{step}-{language}.png", optimize=True)
