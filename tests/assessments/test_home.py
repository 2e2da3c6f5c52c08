"""Home: start, continue, examples."""

import pytest
from django.test import Client
from django.urls import reverse

from advisor.assessments.access import COOKIE
from advisor.assessments.examples import SHOWN
from advisor.assessments.models import Answer, Assessment, Owner
from tests import books
from tests.factories import make_assessment

pytestmark = pytest.mark.django_db

HOME = "/"
START = "/start/"


@pytest.fixture
def draft(version):
    """The draft, with the published cases."""
    books.fill_draft(books.REAL)


def test_says_what_it_is_and_starts(client, version):
    page = client.get(HOME).content.decode()
    assert "Which way to Azure?" in page
    assert 'action="/start/"' in page


def test_starts_an_assessment_and_shows_the_way_back(client, version):
    response = client.post(START, {"name": "Service desk", "client": "Proseware"}, follow=True)
    assessment = Assessment.objects.get()
    page = response.content.decode()
    assert (assessment.name, assessment.client, assessment.rulebook) == (
        "Service desk",
        "Proseware",
        version.hash,
    )
    assert response.redirect_chain[0][0] == f"/a/{assessment.code}/begun/"
    assert "/resume/" in page


def test_the_cookie_lives_long_and_no_script_reads_it(client, version):
    cookie = client.post(START, {"name": "Service desk"}).cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert int(cookie["max-age"]) > 60 * 60 * 24 * 365


def test_a_second_assessment_has_the_same_owner_and_begins_at_once(client, version):
    client.post(START, {"name": "One"})
    response = client.post(START, {"name": "Two"})
    assert response.url.endswith("/next/")
    assert Owner.objects.count() == 1


def test_services_that_are_refused_are_asked_once_at_the_start(client, version):
    client.post(START, {"name": "Shop", "refused": ["kubernetes_service", "functions"]})
    assert set(Answer.objects.get(question="excluded_services").value) == {"kubernetes_service", "functions"}


def test_refusing_nothing_leaves_the_question_open(client, version):
    client.post(START, {"name": "Shop"})
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name": " "}, "id_name"),
        ({}, "id_name"),
        ({"name": "n" * 201}, "id_name"),
        ({"name": "Shop", "description": "d" * 10_001}, "id_description"),
        ({"name": "Shop", "refused": "everything"}, "id_refused"),
        ({"name": "Sh\x00op"}, "id_name"),
    ],
)
def test_what_cannot_be_started_says_why_and_keeps_what_was_typed(client, version, data, field):
    response = client.post(START, data)
    assert response.status_code == 422
    assert f"#{field}" in response.content.decode()
    assert not Assessment.objects.exists()
    assert not Owner.objects.exists()


def test_lists_one_s_own_assessments_with_where_they_stand(browser, version, owner):
    make_assessment(owner, {"source_code": "unavailable"}, name="Own shop")
    make_assessment(name="Foreign shop")
    page = browser.get(HOME).content.decode()
    assert "Own shop" in page
    assert "Foreign shop" not in page
    assert "1 of " in page


def test_a_deleted_assessment_is_not_listed(browser, version, owner):
    assessment = make_assessment(owner, name="Old shop")
    browser.post(f"/a/{assessment.code}/delete/")
    assert "Old shop" not in browser.get(HOME).content.decode()


def test_an_assessment_of_a_missing_version_is_listed_and_says_so(browser, version, owner):
    make_assessment(owner, name="Very old", rulebook="sha256:gone")
    page = browser.get(HOME).content.decode()
    assert "Very old" in page
    assert "Its rulebook version is missing here" in page


def test_older_assessments_are_on_further_pages(browser, version, owner):
    for number in range(21):
        make_assessment(owner, name=f"Shop {number:02}")
    first, second = browser.get(HOME).content.decode(), browser.get("/?page=2").content.decode()
    assert "Shop 20" in first
    assert "Shop 00" not in first
    assert "Shop 00" in second


def test_home_takes_a_bounded_number_of_queries(browser, draft, owner, django_assert_max_num_queries):
    for _ in range(8):
        make_assessment(owner, {"runtime": "java", "teams": None})
    browser.get(HOME)  # the version is compiled, and its agreement measured, once
    with django_assert_max_num_queries(9):
        browser.get(HOME)


def test_shows_three_published_examples_with_their_sources(client, draft):
    page = client.get(HOME).content.decode()
    for slug in SHOWN:
        assert f"/examples/{slug}/" in page
    for strategy in ("rehost", "refactor", "rearchitect"):
        assert f'data-strategy="{strategy}"' in page[page.index('id="examples"') :]


@pytest.mark.parametrize("slug", SHOWN)
def test_an_example_is_read_only_and_names_its_source(client, draft, slug):
    page = client.get(f"/examples/{slug}/").content.decode()
    assert "Source" in page
    assert f"/examples/{slug}/copy/" in page
    assert client.post(f"/examples/{slug}/").status_code == 405


def test_an_example_is_copied_with_its_answers(client, draft):
    response = client.post(f"/examples/{SHOWN[0]}/copy/")
    assessment = Assessment.objects.get()
    assert response.url == f"/a/{assessment.code}/check/"
    assert assessment.example == SHOWN[0]
    assert assessment.answers.count() > 5


@pytest.mark.parametrize("slug", ["nothing", "aac-basic-web-app"])
def test_what_is_no_example_is_not_found(client, draft, slug):
    assert client.get(f"/examples/{slug}/").status_code == 404
    assert client.post(f"/examples/{slug}/copy/").status_code == 404


def test_speaks_korean_where_the_browser_asks_for_it(client, version):
    page = client.get(HOME, headers={"Accept-Language": "ko-KR,ko;q=0.9"}).content.decode()
    assert '<html lang="ko">' in page


def test_only_reads_and_only_starts(client, version):
    assert client.post(HOME).status_code == 405
    response = client.get(START)
    assert response.status_code == 405
    assert response["Allow"] == "POST"


def test_starting_needs_the_form_s_own_token(version):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(START, {"name": "Shop"})
    assert response.status_code == 403
    assert "expired" in response.content.decode()


def test_every_address_of_the_app_can_be_written(version, owner):
    code = make_assessment(owner).code
    for name in (
        "next",
        "check",
        "begun",
        "details",
        "copy",
        "add_component",
        "delete",
        "deleted",
        "share",
        "fill_in",
    ):
        assert str(code) in reverse(f"assessments:{name}", args=[code])
