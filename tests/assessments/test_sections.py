"""By section: every question of a section on one page."""

import re

import pytest
from django.urls import reverse

from advisor.assessments import actions
from advisor.assessments.models import Answer
from tests.factories import make_assessment

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


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


def form(*slugs, **values):
    """A section's form with these questions, as a fresh page sends it."""
    data = {f"{slug}.revision": "0" for slug in slugs}
    return data | values


def test_shows_every_question_that_is_asked(browser, at):
    page = browser.get(at("section", "data")).content.decode()
    assert 'id="item-databases"' in page
    assert 'id="item-database_size_gib"' in page
    assert 'id="item-sql_server_features"' not in page


def test_shows_a_question_behind_the_answer_that_brings_it_up(version, owner, browser):
    assessment = make_assessment(owner, {"databases": ("sql_server",)})
    page = browser.get(reverse("assessments:section", args=[assessment.code, "data"])).content.decode()
    assert "Asked because of your answer to “Databases”." in page


def test_the_button_saves_all_answers_and_goes_on_to_the_next_section(browser, at, assessment):
    data = form("runtime", "teams", runtime="java", teams="?") | {"runtime.note": "Java 8"}
    response = browser.post(at("section", "code"), data)
    assert response.status_code == 302
    assert response.url == at("section", "platform")
    assert stored(assessment) == {"runtime": "java", "teams": None}
    assert Answer.objects.get(question="runtime").note == "Java 8"


def test_the_last_section_leads_to_the_check(browser, at):
    assert browser.post(at("section", "delivery"), {}).url == at("check")


def test_stays_where_answers_bring_up_another_question(browser, at):
    response = browser.post(at("section", "data"), form("databases", databases="sql_server"))
    assert response.url == at("section", "data") + "#item-sql_server_features"


def test_saves_what_it_can_and_names_what_it_cannot(browser, at, assessment):
    data = form("databases", "database_size_gib", databases="mysql", database_size_gib="1.2 TB")
    response = browser.post(at("section", "data"), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert stored(assessment) == {"databases": ["mysql"]}
    assert '<a href="#answer-database_size_gib">' in page
    assert 'value="1.2 TB"' in page
    assert "<title>Error: Data" in page


def test_a_question_that_the_form_did_not_have_is_left_alone(browser, at, owner, version):
    assessment = make_assessment(owner, {"runtime": "java"})
    browser.post(
        reverse("assessments:section", args=[assessment.code, "code"]), form("teams", teams="one_team")
    )
    assert stored(assessment) == {"runtime": "java", "teams": "one_team"}


def test_a_section_is_saved_in_a_bounded_number_of_queries(
    browser, at, rulebook, django_assert_max_num_queries
):
    slugs = [q.slug for q in rulebook.questions.values() if q.section == "code"]
    data = form(*slugs, **dict.fromkeys(slugs, "?"))
    with django_assert_max_num_queries(15):
        browser.post(at("section", "code"), data)


def test_clearing_an_answer_opens_the_question_and_stays(browser, at, assessment):
    actions.save_answer(assessment, "runtime", "java", "", 0)
    data = {"runtime": "java", "runtime.revision": "1", "clear": "runtime"}
    response = browser.post(at("section", "code"), data)
    assert response.url == at("section", "code") + "#item-runtime"
    assert stored(assessment) == {}


def test_clearing_keeps_the_note(browser, at, assessment):
    actions.save_answer(assessment, "runtime", "java", "", 0)
    data = {"runtime": "java", "runtime.revision": "1", "runtime.note": "ask Dba", "clear": "runtime"}
    browser.post(at("section", "code"), data)
    answer = Answer.objects.get()
    assert (answer.given, answer.note) == (False, "ask Dba")


def test_taking_over_a_suggestion_saves_it_and_stays(browser, at, assessment):
    data = form("database_size_gib", database_size_gib="1.2 TB") | {"database_size_gib.use": "1118"}
    response = browser.post(at("section", "data"), data)
    assert response.url == at("section", "data") + "#item-database_size_gib"
    assert stored(assessment) == {"database_size_gib": 1118}


def test_enter_in_a_field_presses_the_button_that_saves(browser, at, assessment):
    actions.save_answer(assessment, "databases", ("mysql",), "", 0)
    page = browser.get(at("section", "data")).content.decode()
    form_ = page[page.index('<form method="post" action="' + at("section", "data")) :]
    first = re.search(r"<button[^>]*>", form_)[0]
    assert "name=" not in first


def test_another_tab_s_change_is_told_and_nothing_is_lost(browser, at, assessment):
    actions.save_answer(assessment, "runtime", "php", "", 0)
    response = browser.post(at("section", "code"), form("runtime", "teams", runtime="java", teams="one_team"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "it is now “PHP”" in page
    assert stored(assessment) == {"runtime": "php", "teams": "one_team"}
    assert re.search(r'value="java"[^>]* checked', page)
    assert 'name="runtime.revision" value="1"' in page


def test_saving_again_replaces_the_other_tab_s_answer(browser, at, assessment):
    actions.save_answer(assessment, "runtime", "php", "", 0)
    response = browser.post(at("section", "code"), {"runtime": "java", "runtime.revision": "1"})
    assert response.status_code == 302
    assert stored(assessment) == {"runtime": "java"}


def test_the_same_answer_from_two_tabs_is_no_conflict(browser, at, assessment):
    actions.save_answer(assessment, "runtime", "java", "", 0)
    assert browser.post(at("section", "code"), form("runtime", runtime="java")).status_code == 302


def test_by_htmx_an_answer_comes_back_as_saved_with_the_panel(browser, at, assessment):
    response = browser.post(at("item", "runtime"), form("runtime", runtime="java"), headers=HTMX)
    part = response.content.decode()
    assert response.status_code == 200
    assert stored(assessment) == {"runtime": "java"}
    assert "<html" not in part
    assert 'id="saved-runtime"' in part
    assert 'name="runtime.revision" value="1" hx-swap-oob="true"' in part
    assert 'id="panel"' in part


def test_by_htmx_only_its_own_question_is_saved(browser, at, assessment):
    data = form("runtime", "teams", runtime="java", teams="one_team")
    browser.post(at("item", "runtime"), data, headers=HTMX)
    assert stored(assessment) == {"runtime": "java"}


def test_by_htmx_a_question_appears_and_goes_with_its_precondition(browser, at, assessment):
    data = form("databases", databases="sql_server")
    part = browser.post(at("item", "databases"), data, headers=HTMX).content.decode()
    assert 'id="item-sql_server_features"' in part
    data = {"databases": "mysql", "databases.revision": "1"}
    part = browser.post(at("item", "databases"), data, headers=HTMX).content.decode()
    assert '<div id="follow-sql_server_features" hx-swap-oob="true"></div>' in part


def test_by_htmx_a_question_that_stays_is_not_exchanged(browser, version, owner):
    assessment = make_assessment(owner, {"databases": ("sql_server",)})
    address = reverse("assessments:item", args=[assessment.code, "databases"])
    data = {"databases": ["sql_server", "mysql"], "databases.revision": "1"}
    assert "follow-sql_server_features" not in browser.post(address, data, headers=HTMX).content.decode()


def test_by_htmx_an_error_brings_the_whole_question_back(browser, at, assessment):
    data = form("database_size_gib", database_size_gib="1.2 TB")
    response = browser.post(at("item", "database_size_gib"), data, headers=HTMX)
    part = response.content.decode()
    assert response.status_code == 422
    assert response["HX-Retarget"] == "#item-database_size_gib"
    assert 'aria-invalid="true"' in part
    assert "Use 1,118" in part
    assert stored(assessment) == {}


def test_by_htmx_a_corrected_answer_loses_its_mark(browser, at):
    data = form("database_size_gib", database_size_gib="240") | {"database_size_gib.mended": "1"}
    response = browser.post(at("item", "database_size_gib"), data, headers=HTMX)
    assert response["HX-Retarget"] == "#item-database_size_gib"
    assert "invalid" not in response.content.decode()


def test_by_htmx_the_summary_keeps_the_errors_that_are_left(browser, at):
    data = form("instances", "instance_vcpus", instances="2", instance_vcpus="many", summarised="1")
    data |= {"instances.mended": "1", "instance_vcpus.mended": "1"}
    part = browser.post(at("item", "instances"), data, headers=HTMX).content.decode()
    summary = part[part.index('id="problems"') : part.index("<fieldset")]
    assert "#answer-instance_vcpus" in summary
    assert "#answer-instances" not in summary


def test_by_htmx_clearing_brings_the_open_question_back(browser, at, assessment):
    actions.save_answer(assessment, "runtime", "java", "", 0)
    data = {"runtime": "java", "runtime.revision": "1", "clear": "runtime"}
    response = browser.post(at("item", "runtime"), data, headers=HTMX)
    assert response["HX-Retarget"] == "#item-runtime"
    assert "checked" not in response.content.decode().split("</fieldset>")[0]
    assert stored(assessment) == {}


def test_without_htmx_the_item_s_address_shows_the_section(browser, at, assessment):
    assert browser.post(at("item", "runtime"), form("runtime", runtime="java")).url == at("section", "code")
    data = form("database_size_gib", database_size_gib="much")
    response = browser.post(at("item", "database_size_gib"), data)
    assert response.status_code == 422
    assert "<html" in response.content.decode()


def test_a_wrong_value_in_a_question_that_goes_stops_nothing(browser, version, owner):
    assessment = make_assessment(owner, {"databases": ("sql_server",)})
    data = {"databases": "mysql", "databases.revision": "1"}
    data |= form("sql_server_features", sql_server_features=["none", "clr"])
    response = browser.post(reverse("assessments:section", args=[assessment.code, "data"]), data)
    assert response.status_code == 302


@pytest.mark.parametrize("slug", ["nothing", "../code"])
def test_an_unknown_section_is_not_found(browser, at, slug):
    assert browser.get(at("section", "data").replace("data", slug)).status_code == 404


def test_an_unknown_question_is_not_found(browser, at):
    assert browser.post(at("item", "nothing"), {}, headers=HTMX).status_code == 404


def test_an_item_cannot_be_read(browser, at):
    assert browser.get(at("item", "runtime")).status_code == 405


def test_the_check_shows_every_answer_and_note_with_a_link_to_change_it(browser, version, owner):
    assessment = make_assessment(owner, {"runtime": "java", "teams": None}, {"runtime": "Java 8"})
    page = browser.get(reverse("assessments:check", args=[assessment.code])).content.decode()
    row = page[page.index("Java") - 200 : page.index("Java 8") + 300]
    assert reverse("assessments:question", args=[assessment.code, "runtime"]) in row
    assert "I don't know" in page or "I don’t know" in page or "I don&#x27;t know" in page


@pytest.mark.parametrize("name", ["section", "check"])
def test_a_page_takes_a_bounded_number_of_queries(
    browser, version, owner, name, rulebook, django_assert_max_num_queries
):
    assessment = make_assessment(owner, dict.fromkeys(rulebook.questions))
    more = ["code"] if name == "section" else []
    page = reverse(f"assessments:{name}", args=[assessment.code, *more])
    browser.get(page)  # the version is compiled once in a process, and the log told once in a while
    with django_assert_max_num_queries(4):
        browser.get(page)
