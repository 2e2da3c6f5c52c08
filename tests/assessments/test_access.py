"""Who may read and change an assessment: its owner; nobody else finds it."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.signing import get_cookie_signer
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse

from advisor.assessments import access, actions
from advisor.assessments.models import Assessment, Owner
from tests.assessments.conftest import TOKEN
from tests.factories import browser_of, make_assessment, make_owner, signed_cookie

pytestmark = pytest.mark.usefixtures("version")

#: Every address of an own assessment: name, further arguments.
OWN = [
    ("next", []),
    ("question", ["runtime"]),
    ("item", ["runtime"]),
    ("section", ["workload"]),
    ("check", []),
    ("begun", []),
    ("details", []),
    ("copy", []),
    ("add_component", []),
    ("delete", []),
    ("share", []),
    ("own_questionnaire", ["md"]),
    ("own_questionnaire", ["yaml"]),
    ("fill_in", []),
]


def request_with(cookie=None, user=None):
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    if cookie is not None:
        request.COOKIES[access.COOKIE] = cookie
    return request


def everything():
    return list(Assessment.objects.values()), list(
        Assessment.objects.values_list("answers__question", "answers__value", "answers__revision")
    )


def test_the_owner_is_known_by_the_cookie(owner):
    assessment = make_assessment(owner)
    request = request_with(signed_cookie(TOKEN))
    assert access.owner_of(request) == owner
    assert access.assessment_for(request, assessment.code) == assessment


def test_the_token_itself_is_not_stored(owner):
    assert TOKEN not in str(list(Owner.objects.values()))


@pytest.mark.parametrize(
    "alter",
    [
        lambda cookie: cookie[:-1] + ("a" if cookie[-1] != "a" else "b"),
        lambda cookie: "somebody" + cookie,
        lambda cookie: TOKEN,
        lambda cookie: "",
    ],
)
def test_an_altered_cookie_is_nobody_s(owner, alter):
    assessment = make_assessment(owner)
    request = request_with(alter(signed_cookie(TOKEN)))
    assert access.owner_of(request) is None
    with pytest.raises(Http404):
        access.assessment_for(request, assessment.code)


def test_a_cookie_signed_for_another_purpose_is_nobody_s(owner):
    other = get_cookie_signer(salt=access.COOKIE + "other").sign(TOKEN)
    assert access.owner_of(request_with(other)) is None


def test_a_browser_without_a_cookie_becomes_an_owner_only_when_it_writes():
    assert access.owner_of(request_with()) is None
    assert not Owner.objects.exists()
    owner, token = access.owner_for_writing(request_with())
    assert access.owner_of(request_with(signed_cookie(token))) == owner
    again, new_token = access.owner_for_writing(request_with(signed_cookie(token)))
    assert (again, new_token) == (owner, None)


def test_an_account_reaches_its_assessments_from_any_browser(owner):
    owner.user = User.objects.create_user("dba")
    owner.save()
    assessment = make_assessment(owner)
    assert access.assessment_for(request_with(user=owner.user), assessment.code) == assessment


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("name", "more"), OWN)
def test_nobody_else_finds_an_assessment(owner, name, more, method):
    assessment = make_assessment(owner, answers={"runtime": "java"})
    make_owner("another")
    before = everything()
    address = reverse(f"assessments:{name}", args=[assessment.code, *more])
    for client in (browser_of("another"), Client()):
        response = getattr(client, method)(address, {"runtime": "php", "text": "runtime: php"})
        # 405: the address takes no such request from anybody.
        assert response.status_code in (404, 405)
    assert everything() == before


@pytest.mark.parametrize(("name", "more"), OWN)
def test_a_deleted_and_an_unknown_assessment_are_not_found(owner, browser, name, more):
    assessment = make_assessment(owner)
    actions.delete(assessment)
    for code in (assessment.code, uuid4()):
        address = reverse(f"assessments:{name}", args=[code, *more])
        assert {browser.get(address).status_code, browser.post(address).status_code} <= {404, 405}


def test_only_the_owner_brings_a_deleted_assessment_back(owner, browser):
    assessment = make_assessment(owner)
    actions.delete(assessment)
    make_owner("another")
    address = reverse("assessments:deleted", args=[assessment.code])
    assert browser_of("another").post(address).status_code == 404
    assert not Assessment.objects.present().exists()
    assert browser.post(address).status_code == 302
    assert Assessment.objects.present().get() == assessment


def test_what_is_not_deleted_has_no_page_to_undo_it(owner, browser):
    assessment = make_assessment(owner)
    assert browser.get(reverse("assessments:deleted", args=[assessment.code])).status_code == 404


def test_a_shared_assessment_is_found_by_its_link_until_that_is_revoked(owner):
    assessment = make_assessment(owner)
    link = actions.share(assessment)
    assert access.shared_assessment(request_with(), link.token) == assessment
    actions.revoke_sharing(assessment)
    with pytest.raises(Http404):
        access.shared_assessment(request_with(), link.token)


def test_a_link_to_what_was_deleted_finds_nothing(owner):
    assessment = make_assessment(owner)
    link = actions.share(assessment)
    actions.delete(assessment)
    with pytest.raises(Http404):
        access.shared_assessment(request_with(), link.token)


def test_a_share_link_lets_nobody_change_anything(owner):
    assessment = make_assessment(owner)
    link = actions.share(assessment)
    for code in (link.token, assessment.code):
        assert Client().post(reverse("assessments:delete", args=[code])).status_code == 404
    assert Assessment.objects.present().exists()


def test_the_resume_link_asks_first_and_then_makes_another_browser_the_owner(owner):
    assessment = make_assessment(owner)
    client = Client()
    address = reverse("assessments:resume", args=[TOKEN])
    check = reverse("assessments:check", args=[assessment.code])
    assert client.get(address).status_code == 200
    assert client.get(check).status_code == 404
    assert client.post(address).status_code == 302
    assert client.get(check).status_code == 200
    cookie = client.cookies[access.COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert int(cookie["max-age"]) >= 60 * 60 * 24 * 365


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_resume_link_that_nobody_has_finds_nothing(method):
    client = Client()
    response = getattr(client, method)(reverse("assessments:resume", args=["made-up"]))
    assert response.status_code == 404
    assert access.COOKIE not in client.cookies
