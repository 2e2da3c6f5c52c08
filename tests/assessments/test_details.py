"""An assessment as a whole: renamed, copied, shared, deleted, with further components."""

import pytest
from django.urls import reverse

from advisor.assessments.models import Assessment
from tests.factories import make_assessment

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment(version, owner):
    return make_assessment(owner, {"runtime": "java"}, {"runtime": "Java 8"})


@pytest.fixture
def at(assessment):
    """The address of a page of the assessment."""
    return lambda name: reverse(f"assessments:{name}", args=[assessment.code])


def test_can_be_renamed_and_described(browser, at, assessment):
    data = {"name": "New shop", "component": "Website", "contact": "Dba", "description": "Sells.\nFast."}
    assert browser.post(at("details"), data).status_code == 302
    assessment.refresh_from_db()
    assert (assessment.title, assessment.contact) == ("New shop · Website", "Dba")


def test_a_name_is_needed_and_what_was_typed_stays(browser, at, assessment):
    response = browser.post(at("details"), {"name": "", "client": "Proseware"})
    page = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#id_name">' in page
    assert 'value="Proseware"' in page
    assessment.refresh_from_db()
    assert assessment.name == "Shop"


def test_a_copy_is_a_variant_with_the_same_answers_and_notes(browser, at, assessment):
    response = browser.post(at("copy"))
    copy = Assessment.objects.exclude(pk=assessment.pk).get()
    assert response.url == reverse("assessments:check", args=[copy.code])
    assert copy.variant_of == assessment.variant_of
    assert copy.owner == assessment.owner
    assert [(a.question, a.value, a.note) for a in copy.answers.all()] == [("runtime", "java", "Java 8")]


def test_a_copy_of_a_very_long_name_fits(browser, version, owner):
    assessment = make_assessment(owner, name="n" * 200)
    assert browser.post(reverse("assessments:copy", args=[assessment.code])).status_code == 302


def test_another_component_belongs_to_the_same_workload_and_keeps_the_refused_services(
    browser, version, owner
):
    assessment = make_assessment(owner, {"excluded_services": ("functions",), "runtime": "java"})
    address = reverse("assessments:add_component", args=[assessment.code])
    browser.post(address, {"component": "Nightly import"})
    other = Assessment.objects.exclude(pk=assessment.pk).get()
    assert other.workload == assessment.workload
    assert other.variant_of != assessment.variant_of
    assert [(a.question, a.value) for a in other.answers.all()] == [("excluded_services", ["functions"])]
    details = reverse("assessments:details", args=[assessment.code])
    assert "Nightly import" in browser.get(details).content.decode()


def test_a_component_needs_a_name(browser, at):
    response = browser.post(at("add_component"), {"component": " "}, follow=True)
    assert "Say which component it is" in response.content.decode()
    assert Assessment.objects.count() == 1


def test_deleting_is_asked_first_and_can_be_undone(browser, at, assessment):
    assert "Delete" in browser.get(at("delete")).content.decode()
    assert Assessment.objects.present().count() == 1
    assert browser.post(at("delete")).url == at("deleted")
    assert browser.get(at("details")).status_code == 404
    assert browser.get(at("deleted")).status_code == 200
    assert browser.post(at("deleted")).status_code == 302
    assert browser.get(at("details")).status_code == 200
    assert assessment.answers.count() == 1


@pytest.mark.parametrize("name", ["copy", "add_component", "share", "end_sharing"])
def test_what_changes_something_cannot_be_read(browser, at, name):
    assert browser.get(at(name)).status_code == 405


def test_the_resume_link_is_shown_to_its_owner(browser, at):
    assert "/resume/owner-of-these-tests/" in browser.get(at("details")).content.decode()


@pytest.mark.parametrize("name", ["details", "begun", "delete"])
def test_a_page_takes_a_bounded_number_of_queries(browser, at, name, django_assert_max_num_queries):
    browser.get(at(name))
    with django_assert_max_num_queries(5):
        browser.get(at(name))


def test_details_are_escaped(browser, at):
    browser.post(at("details"), {"name": "<script>alert(1)</script>"})
    for name in ("details", "check"):
        assert "<script>alert" not in browser.get(at(name)).content.decode()
