"""Deleting an account, and all that a browser made: what goes, what stays, and what is in the way."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client

from advisor.accounts.models import AuditEvent, Invitation, Membership, Workspace
from advisor.assessments import access, actions
from advisor.assessments.models import Answer, Assessment, Owner
from advisor.reports.covers import keep_cover
from advisor.reports.evaluation import CoverDetails
from advisor.reports.models import CoverProfile, ExportJob
from advisor.rulebook.models import Event
from advisor.teams.own import leaving
from tests.accounts import people as accounts
from tests.factories import browser_of, make_assessment, make_owner, make_user, make_workspace

pytestmark = pytest.mark.usefixtures("version")
DELETE = "/account/delete/"
EMAIL = "anna@example.org"


@pytest.fixture
def anna():
    """An account with an owner of personal assessments, a cover and a file."""
    anna = accounts.make_protected_person()
    owner = Owner.objects.create(token_hash=access.hash_of_token("resume-anna"), user=anna)
    make_assessment(owner, {"runtime": "java"}, name="Mine")
    actions.delete(make_assessment(owner, name="Mine, deleted"))
    keep_cover(owner.pk, CoverDetails("Proseware"))
    ExportJob.objects.create(owner=owner, format="pdf", language="en", size="a4", file=b"pdf")
    return anna


@pytest.fixture
def berta():
    return make_user("berta")


@pytest.fixture
def browser(anna):
    return accounts.browser_of(anna)


@pytest.fixture
def shared(anna, berta):
    """An assessment that Anna made in a workspace which Berta owns."""
    workspace = make_workspace("Client", owner=berta, editor=anna)
    made = make_assessment(anna.owner, {"runtime": "php"}, name="Of the client")
    Assessment.objects.filter(pk=made.pk).update(workspace=workspace)
    made.refresh_from_db()
    return made


def delete(browser, typed=EMAIL):
    return browser.post(DELETE, {"login": typed})


def exists(user):
    return get_user_model().objects.filter(pk=user.pk).exists()


def test_the_page_says_exactly_what_goes_and_what_stays(browser, shared, anna):
    make_workspace("Alone", owner=anna)
    page = browser.get(DELETE).text
    for words in (
        "2 assessments of your own",
        "The cover of your reports · 1 ordered file",
        "1 e-mail address · 3 second factors",
        "Your membership of “Client”",
        "The workspace “Alone”, of which you are the only member",
        "You made 1.",
        "with a number instead of your name",
        "the name that your account had then",
    ):
        assert words in page, words


def test_it_all_goes_at_once_and_one_is_signed_out(browser, anna, shared):
    number, owner = anna.pk, anna.owner.pk
    session = browser.session.session_key
    UserSession.objects.create(user=anna, ip="192.0.2.1", session_key=session, user_agent="")
    Event.objects.create(account=number, by="anna", action="changed", kind="rule", key="a-rule")
    Invitation.objects.create(
        workspace=shared.workspace,
        role="viewer",
        token_hash="i" * 64,
        made_by=anna,
        expires_at="2030-01-01T00:00Z",
    )
    response = delete(browser)
    assert (response.status_code, response.url) == (302, "/")
    assert "Your account is deleted" in browser.get("/").text
    assert not accounts.is_signed_in(browser)
    assert not exists(anna)
    assert list(Assessment.objects.all()) == [shared]
    assert set(Answer.objects.values_list("assessment_id", flat=True)) == {shared.pk}
    for model in (CoverProfile, ExportJob, Authenticator, UserSession):
        assert not model.objects.exists(), model
    assert not Session.objects.filter(session_key=session).exists()
    assert not Membership.objects.filter(user_id=number).exists()
    assert Invitation.objects.get().made_by is None
    kept = Owner.objects.get(pk=owner)
    assert (kept.user, Event.objects.get().by) == (None, "anna")
    told = AuditEvent.objects.get(action="account", detail="deleted")
    assert (told.account, told.subject) == (number, number)
    assert {one.title for one in AuditEvent.objects.filter(action="purged")} == {"Mine", "Mine, deleted"}


def test_the_owner_that_stays_is_nobody_not_even_by_the_old_link(browser, anna, shared):
    delete(browser)
    old = browser_of("resume-anna")
    assert old.get("/resume/resume-anna/").status_code == 404
    assert old.get(f"/a/{shared.code}/check/").status_code == 404
    berta = accounts.browser_of(get_user_model().objects.get(username="berta"))
    assert berta.get(f"/a/{shared.code}/check/").status_code == 200


def test_without_shared_work_the_owner_goes_too(browser):
    delete(browser)
    assert not Owner.objects.exists()


@pytest.mark.parametrize("typed", ["anna", " Anna@Example.ORG "])
def test_name_and_address_will_do(browser, anna, typed):
    assert delete(browser, typed).status_code == 302
    assert not exists(anna)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Type it"), ("berta@example.org", "another address and another name"), ("%", "another")],
)
def test_what_is_typed_has_to_be_the_account_s(browser, anna, typed, words):
    response = delete(browser, typed)
    assert response.status_code == 422
    assert words in response.text
    assert exists(anna)
    assert accounts.is_signed_in(browser)


def test_the_last_owner_of_a_workspace_with_others_stays_until_there_is_another(browser, anna, berta):
    workspace = make_workspace("Client", owner=anna, editor=berta)
    page = browser.get(DELETE).text
    assert "Not yet" in page
    assert f"/workspaces/{workspace.code}/members/" in page
    response = delete(browser)
    assert response.status_code == 422
    assert "Nothing was deleted" in response.text
    assert exists(anna)
    assert Assessment.objects.count() == 2
    assert not AuditEvent.objects.filter(action__in=("purged", "deleted")).exists()
    Membership.objects.filter(user=berta).update(role="owner")
    assert delete(browser).status_code == 302
    assert Workspace.objects.present().get() == workspace


def test_a_workspace_of_one_s_own_is_deleted_with_its_time_of_grace(browser, anna):
    workspace = make_workspace("Alone", owner=anna)
    inside = make_assessment(anna.owner, name="Inside")
    Assessment.objects.filter(pk=inside.pk).update(workspace=workspace)
    assert delete(browser).status_code == 302
    workspace.refresh_from_db()
    assert workspace.deleted_at is not None
    assert Assessment.objects.filter(pk=inside.pk).exists()
    assert AuditEvent.objects.filter(action="deleted", workspace=workspace.code).count() == 1


def test_what_fails_in_the_middle_leaves_everything_as_it_was(browser, anna, shared, monkeypatch):
    def fail(**_given):
        raise RuntimeError("no")

    monkeypatch.setattr(leaving.Session.objects, "filter", fail)
    with pytest.raises(RuntimeError):
        delete(browser)
    assert exists(anna)
    assert Assessment.objects.count() == 3
    assert CoverProfile.objects.exists()
    assert Owner.objects.get().user == anna
    assert not AuditEvent.objects.filter(detail="deleted").exists()


def test_one_shows_once_more_who_one_is(anna):
    browser = accounts.browser_of(anna, confirmed=False)
    for response in (browser.get(DELETE), delete(browser)):
        assert response.status_code == 302
        assert "reauthenticate" in response.url
    assert exists(anna)


def test_another_session_of_the_account_is_over_too(browser, anna):
    other = accounts.browser_of(anna)
    delete(browser)
    assert other.get("/account/").url.startswith("/account/login/")


# ── without an account ──


def test_a_browser_s_own_goes_with_cover_and_files(db):
    owner, other = make_owner("mine"), make_owner("other")
    make_assessment(owner, name="Mine")
    actions.delete(make_assessment(owner, name="Mine, deleted"))
    keep_cover(owner.pk, CoverDetails("Proseware"))
    kept = make_assessment(other, name="Other")
    browser = browser_of("mine")
    page = browser.get(DELETE).text
    assert "2 assessments of your own" in page
    assert "without a name" in page
    assert browser.post(DELETE).status_code == 422
    assert Assessment.objects.count() == 3
    response = browser.post(DELETE, {"sure": "on"})
    assert response.cookies[access.COOKIE].value == ""
    assert list(Assessment.objects.all()) == [kept]
    assert list(Owner.objects.all()) == [other]
    assert not CoverProfile.objects.exists()


def test_of_a_browser_that_made_nothing_there_is_nothing_to_delete(db):
    assert "Nothing is stored about this browser" in Client().get(DELETE).text
    assert Client().post(DELETE, {"sure": "on"}).status_code == 200


def test_a_browser_deletes_nothing_of_an_account(anna):
    assert browser_of("resume-anna").post(DELETE, {"sure": "on"}).status_code == 200
    assert Assessment.objects.count() == 2
