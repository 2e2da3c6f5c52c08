"""What a browser made without an account is taken into one when its person signs in."""

import pytest
from django.urls import reverse

from advisor.accounts.models import AuditEvent
from advisor.assessments import access, actions
from advisor.assessments.models import Assessment, Owner
from tests.assessments.conftest import TOKEN
from tests.factories import browser_of, make_assessment, make_owner, make_user

pytestmark = pytest.mark.usefixtures("version")
CLAIM = "/claim/"
ASKED = "made without an account"


@pytest.fixture
def shop(owner):
    return make_assessment(owner, {"runtime": "java"})


@pytest.fixture
def signed(browser, shop):
    """The owner's browser, in which somebody has signed in."""
    browser.force_login(make_user("anna"))
    return browser


def check_of(shop):
    return reverse("assessments:check", args=[shop.code])


def test_home_asks_and_takes_them_and_the_browser_is_forgotten(signed, shop):
    page = signed.get("/").text
    assert "This browser has 1 assessment made without an account" in page
    assert "the secret resume link then no longer works" in page
    assert (
        shop.title
        not in page.replace("for example: Service desk", "").split('id="continue"')[1].split("</section>")[0]
    )
    assert signed.get(check_of(shop)).status_code == 404
    response = signed.post(CLAIM)
    assert response.status_code == 302
    assert response.cookies[access.COOKIE].value == ""
    page = signed.get("/").text
    assert ASKED not in page
    assert "1 assessment is in your account now." in page
    assert signed.get(check_of(shop)).status_code == 200
    assert AuditEvent.objects.filter(action="claimed", assessment=shop.code).count() == 1


def test_cookie_and_resume_link_open_nothing_then_not_even_without_the_account(signed, shop):
    signed.post(CLAIM)
    for _account in range(2):
        old = browser_of(TOKEN)
        assert old.get(check_of(shop)).status_code == 404
        assert old.get(f"/resume/{TOKEN}/").status_code == 404
        assert shop.title not in old.get("/").text.split('id="continue"')[1].split("</section>")[0]
        # An account that the operator removes by hand leaves its owner without one.
        Owner.objects.update(user=None)


def test_a_second_browser_adds_to_the_account_and_leaves_no_owner_behind(signed, shop):
    signed.post(CLAIM)
    make_assessment(make_owner("another"), name="Till")
    other = browser_of("another")
    other.force_login(Owner.objects.get(user__username="anna").user)
    other.post(CLAIM)
    assert Owner.objects.count() == 1
    assert Assessment.objects.filter(owner__user__username="anna").count() == 2
    assert other.get("/resume/another/").status_code == 404


def test_left_they_are_not_asked_for_again_and_are_there_without_the_account(signed, shop):
    signed.post(CLAIM, {"leave": "1"})
    assert ASKED not in signed.get("/").text
    assert signed.get(check_of(shop)).status_code == 404
    signed.post("/account/logout/")
    assert signed.get(check_of(shop)).status_code == 200
    signed.force_login(make_user("berta"))
    assert ASKED in signed.get("/").text


def test_nothing_is_asked_without_an_account_or_without_assessments(browser, shop):
    assert ASKED not in browser.get("/").text
    actions.delete(shop)
    browser.force_login(make_user("anna"))
    assert ASKED not in browser.get("/").text


def test_without_an_account_nothing_is_taken(browser, shop):
    assert browser.post(CLAIM).url.startswith("/account/login/")
    assert Owner.objects.get().user is None


def test_it_is_not_done_by_a_link(signed):
    assert signed.get(CLAIM).status_code == 405
