"""Who may do what to the assessments of a workspace, and what an account takes with it."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from advisor.accounts.models import AuditEvent, Membership, Workspace
from advisor.accounts.roles import MAY, Act, Role
from advisor.assessments import access, actions
from advisor.assessments.models import Assessment, Owner
from advisor.errors import NotAllowed
from tests.factories import (
    browser_of,
    make_assessment,
    make_owner,
    make_user,
    make_workspace,
    signed_cookie,
    signed_in,
)

pytestmark = pytest.mark.usefixtures("version")
ROLES = [role.value for role in Role]


def request_of(user=None, cookie=""):
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    request.session = {}
    if cookie:
        request.COOKIES[access.COOKIE] = signed_cookie(cookie)
    return request


@pytest.fixture
def people():
    """An account in each role, and one that is no member."""
    return {name: make_user(name) for name in [*ROLES, "stranger"]}


@pytest.fixture
def workspace(people):
    return make_workspace("Client", **{role: people[role] for role in ROLES})


@pytest.fixture
def shop(workspace, people):
    """An assessment of the workspace, made by its editor."""
    maker = Owner.objects.create(token_hash="x" * 64, user=people["editor"])
    assessment = make_assessment(maker, {"runtime": "java"})
    Assessment.objects.update(workspace=workspace)
    assessment.refresh_from_db()
    return assessment


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_what_the_table_says(shop, people, role, act):
    request = request_of(people[role])
    if act in MAY[role]:
        found = access.assessment_for(request, shop.code, act)
        assert found == shop
        assert getattr(found.granted, act)
    else:
        with pytest.raises(NotAllowed, match="role"):
            access.assessment_for(request, shop.code, act)
    reached = access.assessments_for(request, act).filter(pk=shop.pk).exists()
    assert reached == (act in MAY[role])


@pytest.mark.parametrize("act", list(Act))
def test_to_others_it_is_as_if_it_were_not_there(shop, people, act):
    for request in (request_of(), request_of(people["stranger"]), request_of(cookie="another")):
        for code in (shop.code, uuid4()):
            with pytest.raises(Http404):
                access.assessment_for(request, code, act)


def test_who_made_it_and_left_no_longer_reaches_it(shop, people):
    Membership.objects.filter(user=people["editor"]).delete()
    with pytest.raises(Http404):
        access.assessment_for(request_of(people["editor"]), shop.code)


def test_a_deleted_workspace_hides_its_assessments_and_their_links(shop, people):
    link = actions.share(shop)
    Workspace.objects.update(deleted_at=timezone.now())
    with pytest.raises(Http404):
        access.assessment_for(request_of(people["owner"]), shop.code)
    with pytest.raises(Http404):
        access.shared_assessment(request_of(), link.token)
    assert not Assessment.objects.present().exists()


def test_a_role_in_one_workspace_says_nothing_about_another(shop, people):
    other = make_workspace("Other", owner=people["stranger"])
    assert not access.assessments_for(request_of(people["stranger"])).exists()
    Assessment.objects.update(workspace=other)
    with pytest.raises(Http404):
        access.assessment_for(request_of(people["owner"]), shop.code)


def test_a_list_holds_each_assessment_once_whoever_else_is_a_member(shop, people):
    own = make_assessment(Owner.objects.create(token_hash="y" * 64, user=people["viewer"]))
    assert set(access.assessments_for(request_of(people["viewer"]))) == {shop, own}
    assert access.assessments_for(request_of(people["viewer"])).count() == 2
    assert set(access.personal_assessments(request_of(people["viewer"]))) == {own}
    assert set(access.assessments_of(own.owner)) == {shop, own}
    assert set(access.assessments_of(own.owner, Act.CHANGE)) == {own}


def test_copies_and_components_stay_in_the_workspace(shop, workspace):
    assert actions.copy(shop, "Copy").workspace == workspace
    assert (
        actions.add_component(shop, actions.Details("Shop", "Import"), shop.rulebook, {}).workspace
        == workspace
    )


@pytest.mark.parametrize("role", ROLES)
def test_on_the_site_a_role_reads_and_is_told_what_it_may_not(shop, people, role):
    client = signed_in(people[role])
    assert client.get(reverse("reports:report", args=[shop.code])).status_code == 200
    assert client.get(reverse("reports:json", args=[shop.code])).status_code == 200
    answer = client.post(reverse("assessments:details", args=[shop.code]), {"name": "Other"})
    assert answer.status_code == (302 if Act.CHANGE in MAY[role] else 403)
    if answer.status_code == 403:
        assert "Your role in this workspace" in answer.text
    assert Assessment.objects.get().name == ("Other" if Act.CHANGE in MAY[role] else "Shop")


def test_without_an_account_a_browser_takes_its_work_into_one(people):
    theirs = make_owner("browser")
    one, gone = make_assessment(theirs), make_assessment(theirs, name="Gone")
    actions.delete(gone)
    request = request_of(people["viewer"], cookie="browser")
    assert access.claim(request) == 1
    assert access.assessment_for(request_of(people["viewer"]), one.code) == one
    assert access.deleted_assessment(request_of(people["viewer"]), gone.code) == gone
    with pytest.raises(Http404):
        access.assessment_for(request_of(cookie="browser"), one.code)
    with pytest.raises(Http404):
        access.owner_with_token("browser")


def test_a_second_time_what_is_there_stays_and_the_new_comes_to_it(people):
    for token in ("first", "second"):
        make_assessment(make_owner(token), name=token)
        assert access.claim(request_of(people["viewer"], cookie=token)) == 1
    assert access.assessments_for(request_of(people["viewer"])).count() == 2
    assert access.claim(request_of(people["viewer"], cookie="second")) == 0


def test_nobody_takes_what_another_account_has_taken(people):
    make_assessment(make_owner("shared-computer"))
    access.claim(request_of(people["viewer"], cookie="shared-computer"))
    assert access.claim(request_of(people["editor"], cookie="shared-computer")) == 0
    assert not access.assessments_for(request_of(people["editor"])).exists()


def test_an_account_begins_without_a_cookie(people):
    client = signed_in(people["viewer"])
    answer = client.post(reverse("assessments:start"), {"name": "Shop"})
    assert answer.status_code == 302
    assert access.COOKIE not in answer.cookies
    assert Assessment.objects.get().owner.user == people["viewer"]


def test_a_link_with_a_password_asks_for_it_first(shop):
    link = actions.share(shop)
    type(link).objects.update(password="hashed")
    link.refresh_from_db()
    request = request_of()
    with pytest.raises(access.Locked):
        access.shared_assessment(request, link.token)
    access.unlock(request, link)
    assert access.shared_assessment(request, link.token) == shop
    type(link).objects.update(password="another")
    with pytest.raises(access.Locked):
        access.shared_assessment(request, link.token)


def test_a_link_ends_when_it_said(shop, time_machine):
    time_machine.move_to("2027-01-01T10:00Z", tick=False)
    link = actions.share(shop)
    type(link).objects.update(expires_at=timezone.now() + timezone.timedelta(days=1))
    assert access.shared_assessment(request_of(), link.token) == shop
    time_machine.move_to("2027-01-02T10:00Z", tick=False)
    with pytest.raises(Http404):
        access.shared_assessment(request_of(), link.token)


def test_an_old_browser_cookie_beside_an_account_opens_nothing(people):
    mine = make_assessment(make_owner("browser"))
    request = request_of(people["viewer"], cookie="browser")
    with pytest.raises(Http404):
        access.assessment_for(request, mine.code)
    assert access.unclaimed_owner(request) == mine.owner


def test_the_log_says_who_took_it(people):
    mine = make_assessment(make_owner("browser"))
    browser = browser_of("browser")
    browser.force_login(people["viewer"])
    request = request_of(people["viewer"], cookie="browser")
    access.claim(request)
    assert [note.action for note in request._audit_notes] == [AuditEvent.Action.CLAIMED]
    assert request._audit_notes[0].about.assessment == mine.code
