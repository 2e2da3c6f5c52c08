"""Guided: one question at a time, the most decisive next, until nothing can change the outcome."""

import gzip
import re

import pytest
from django.urls import reverse

from advisor.assessments import actions
from advisor.assessments.models import Answer
from advisor.assessments.profile import position_of
from tests.factories import make_assessment

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
LARGEST_BYTES = 30_000


@pytest.fixture
def assessment(version, owner):
    return make_assessment(owner)


@pytest.fixture
def at(assessment):
    """The address of a page of the assessment."""

    def address(name, *more):
        return reverse(f"assessments:{name}", args=[assessment.code, *more])

    return address


def stored(assessment):
    """What is stored, question → value."""
    return {a.question: a.value for a in Answer.objects.filter(assessment=assessment, given=True)}


def test_leads_to_the_most_decisive_open_question(browser, at, assessment):
    first = position_of(assessment).settlement.open_questions[0].question
    assert browser.get(at("next")).url == at("question", first)


def test_skipping_leads_down_the_list_and_then_starts_again(browser, at, assessment):
    order = [q.question for q in position_of(assessment).settlement.open_questions]
    assert browser.get(at("next") + f"?after={order[0]}").url == at("question", order[1])
    assert browser.get(at("next") + f"?after={order[1]}").url == at("question", order[2])
    assert browser.get(at("next") + f"?after={order[-1]}").url == at("question", order[0])


def test_ends_when_all_is_settled_and_leads_to_the_report(browser, version, owner, rulebook):
    assessment = make_assessment(owner, dict.fromkeys(rulebook.questions))
    page = browser.get(reverse("assessments:next", args=[assessment.code]))
    assert page.status_code == 200
    assert reverse("reports:report", args=[assessment.code]) in page.content.decode()


def test_a_question_can_still_be_answered_after_all_is_settled(browser, version, owner, rulebook):
    assessment = make_assessment(owner, dict.fromkeys(rulebook.questions))
    address = reverse("assessments:question", args=[assessment.code, "runtime"])
    assert browser.get(address).status_code == 200
    browser.post(address, {"runtime": "java", "runtime.revision": "1"})
    assert stored(assessment)["runtime"] == "java"


def test_answering_what_is_asked_settles_it_in_the_end(browser, at, assessment):
    for _ in range(60):
        response = browser.get(at("next"))
        if response.status_code == 200:
            break
        slug = response.url.rstrip("/").rpartition("/")[2]
        browser.post(response.url, {slug: "?", f"{slug}.revision": "0"})
    assert position_of(assessment).all_settled


def test_a_question_comes_with_its_help_choices_and_panel(browser, at):
    page = browser.get(at("question", "source_code")).content.decode()
    assert re.search(r"<legend>\s*<h1>", page)
    assert "Why we ask" in page
    assert "Where to find it" in page
    assert page.count('type="radio"') == 4
    assert 'id="panel"' in page
    assert "Most decisive open questions" in page


def test_the_button_saves_and_goes_on(browser, at, assessment):
    data = {"runtime": "java", "runtime.revision": "0", "runtime.note": "Java 8"}
    response = browser.post(at("question", "runtime"), data)
    assert response.status_code == 302
    assert response.url.startswith(at("next"))
    assert stored(assessment) == {"runtime": "java"}
    assert Answer.objects.get().note == "Java 8"


def test_a_wrong_number_stays_with_what_is_allowed_and_what_could_be_meant(browser, at, assessment):
    address = at("question", "database_size_gib")
    response = browser.post(address, {"database_size_gib": "1.2 TB", "database_size_gib.revision": "0"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: " in page
    assert 'value="1.2 TB"' in page
    assert "Use 1,118" in page
    assert '<a href="#answer-database_size_gib">' in page
    assert stored(assessment) == {}


def test_by_htmx_an_answer_is_saved_as_it_is_given(browser, at, assessment):
    data = {"runtime": "java", "runtime.revision": "0"}
    response = browser.post(at("question", "runtime"), data, headers=HTMX)
    part = response.content.decode()
    assert response.status_code == 200
    assert stored(assessment) == {"runtime": "java"}
    assert "<html" not in part
    assert re.search(r"Saved <time [^>]*>\d\d:\d\d</time>", part)
    assert 'id="panel"' in part
    assert 'hx-swap-oob="innerHTML:#announcement"' in part


def test_by_htmx_a_wrong_answer_brings_the_question_back(browser, at):
    data = {"database_size_gib": "much", "database_size_gib.revision": "0"}
    response = browser.post(at("question", "database_size_gib"), data, headers=HTMX)
    assert response.status_code == 422
    assert response["HX-Retarget"] == "#ask"
    assert "Not saved" in response.content.decode()


def test_another_tab_s_change_is_told_and_what_was_chosen_stays(browser, at, assessment):
    actions.save_answer(assessment, "runtime", "php", "", 0)
    data = {"runtime": "java", "runtime.revision": "0"}
    response = browser.post(at("question", "runtime"), data, headers=HTMX)
    part = response.content.decode()
    assert response.status_code == 409
    assert "it is now “PHP”" in part
    assert re.search(r'value="java"[^>]* checked', part)
    assert stored(assessment) == {"runtime": "php"}


def test_another_tab_s_clearing_is_told(browser, at, assessment):
    actions.save_answer(assessment, "runtime", "php", "", 0)
    actions.save_answer(assessment, "runtime", actions.OPEN, "", 1)
    response = browser.post(at("question", "runtime"), {"runtime": "java", "runtime.revision": "1"})
    assert response.status_code == 409
    assert "it is now “no answer”" in response.content.decode()


def test_clearing_stays_at_the_question(browser, at, assessment):
    actions.save_answer(assessment, "runtime", "java", "", 0)
    data = {"runtime": "java", "runtime.revision": "1", "clear": "runtime"}
    assert browser.post(at("question", "runtime"), data).url == at("question", "runtime")
    assert stored(assessment) == {}


def test_a_question_that_is_not_asked_leads_on(browser, at):
    response = browser.get(at("question", "sql_server_features"), follow=True)
    assert "not asked with the answers given so far" in response.content.decode()


def test_the_answer_to_a_question_that_another_tab_took_away_is_kept(browser, at, assessment):
    data = {"sql_server_features": "clr", "sql_server_features.revision": "0"}
    response = browser.post(at("question", "sql_server_features"), data, headers=HTMX)
    assert response["HX-Redirect"] == at("next")
    assert stored(assessment) == {"sql_server_features": ["clr"]}


@pytest.mark.parametrize("slug", ["nothing", "Runtime"])
def test_an_unknown_question_is_not_found(browser, at, slug):
    assert browser.get(at("question", slug)).status_code == 404
    assert browser.post(at("question", slug), {}).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_a_wrong_method_gets_a_page_that_says_so(browser, at, method):
    response = getattr(browser, method)(at("question", "runtime"))
    assert response.status_code == 405
    assert "<h1>" in response.content.decode()


def test_a_page_and_its_fragment_are_small(browser, version, owner):
    answers = {"runtime": "java", "source_code": "available", "databases": ("sql_server",)}
    assessment = make_assessment(owner, answers)
    question = reverse("assessments:question", args=[assessment.code, "change_scope"])
    section = reverse("assessments:section", args=[assessment.code, "data"])
    data = {"change_scope": "some_code", "change_scope.revision": "0"}
    for response in (
        browser.get(question),
        browser.get(section),
        browser.get(reverse("assessments:check", args=[assessment.code])),
        browser.post(question, data, headers=HTMX),
    ):
        assert len(gzip.compress(response.content)) < LARGEST_BYTES


def test_a_question_and_saving_it_take_a_bounded_number_of_queries(
    browser, version, owner, rulebook, django_assert_max_num_queries
):
    assessment = make_assessment(owner, dict.fromkeys(rulebook.questions))
    question = reverse("assessments:question", args=[assessment.code, "runtime"])
    browser.get(question)  # the version is compiled once in a process
    with django_assert_max_num_queries(4):
        browser.get(question)
    with django_assert_max_num_queries(14):
        browser.post(question, {"runtime": "java", "runtime.revision": "1"}, headers=HTMX)


def test_the_panel_names_the_leader_its_reasons_and_how_far(browser, version, owner):
    assessment = make_assessment(owner, {"source_code": "unavailable"})
    page = browser.get(reverse("assessments:question", args=[assessment.code, "runtime"])).content.decode()
    panel = page[page.index('id="panel"') :]
    assert 'data-strategy="rehost"' in panel
    assert "Not settled yet" in panel
    assert re.search(r"\d+ answers could still change this", panel)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(1118, "1,118"), (0.5, "0.5"), (1234567.25, "1,234,567.25"), (0.12345678, "0.12345678")],
)
def test_a_stored_number_is_shown_as_it_can_be_read_back(browser, at, assessment, value, shown):
    actions.save_answer(assessment, "database_size_gib", value, "", 0)
    page = browser.get(at("question", "database_size_gib")).content.decode()
    assert f'value="{shown}"' in page
    data = {"database_size_gib": shown, "database_size_gib.revision": "1"}
    browser.post(at("question", "database_size_gib"), data)
    assert Answer.objects.get().revision == 1
