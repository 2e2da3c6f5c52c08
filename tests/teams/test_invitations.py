"""Invitations by link: shown once, taken once, the same answer to everything that cannot be taken."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from advisor.accounts.models import AuditEvent, Invitation, Membership, Workspace
from advisor.accounts.roles import Role
from advisor.assessments.access import hash_of_token
from advisor.teams import invitations
from tests.accounts.people import PASSWORD
from tests.factories import make_user, make_workspace, signed_in
from tests.teams.at_once import at_once

GONE = "This invitation cannot be used"


def invited(workspace, owner, role=Role.EDITOR, days=7):
    """Return the path of a new invitation."""
    return reverse("teams:join", args=[invitations.invite(workspace, owner, role, days, "a guest")])


def roles(workspace):
    return dict(Membership.objects.filter(workspace=workspace).values_list("user__username", "role"))


def told(workspace):
    entries = AuditEvent.objects.filter(workspace=workspace.code, action="members").order_by("pk")
    return list(entries.values_list("account", "detail", "subject"))


# ── making and withdrawing ──


def test_the_link_is_shown_once_and_only_its_hash_is_stored(workspace, people, browsers):
    page = reverse("teams:invite", args=[workspace.code])
    answer = browsers["owner"].post(page, {"role": "reviewer", "days": "1", "note": "the new architect"})
    token = re.search(r"http://testserver/workspaces/join/([\w-]{43})/", answer.text)[1]
    kept = Invitation.objects.get()
    assert (kept.role, kept.note, kept.token_hash) == ("reviewer", "the new architect", hash_of_token(token))
    assert (kept.expires_at - kept.made_at).days == 1
    again = browsers["owner"].get(reverse("teams:members", args=[workspace.code]))
    assert "the new architect" in again.text
    assert token not in again.text
    assert told(workspace) == [(people["owner"].pk, "invited:reviewer", None)]


@pytest.mark.parametrize("wrong", [{"role": "king"}, {"days": "365"}, {"days": ""}, {"note": "x" * 201}])
def test_what_is_not_offered_is_refused_and_stays_typed(workspace, browsers, wrong):
    page = reverse("teams:invite", args=[workspace.code])
    answer = browsers["owner"].post(page, {"role": "viewer", "days": "7", "note": "somebody", **wrong})
    assert answer.status_code == 422
    assert wrong.get("note", "somebody") in answer.text
    assert not Invitation.objects.exists()


def test_a_workspace_has_so_many_invitations_at_a_time(workspace, people, browsers, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_OPEN", 1)
    page = reverse("teams:invite", args=[workspace.code])
    data = {"role": "viewer", "days": "7"}
    assert browsers["owner"].post(page, data).status_code == 200
    answer = browsers["owner"].post(page, data)
    assert answer.status_code == 422
    assert "1 invitations are waiting already" in answer.text
    assert Invitation.objects.count() == 1


def test_a_withdrawn_invitation_is_off_the_list_and_cannot_be_taken(workspace, people, browsers):
    link = invited(workspace, people["owner"])
    page = reverse("teams:withdraw_invitation", args=[workspace.code])
    data = {"invitation": Invitation.objects.get().pk}
    answer = browsers["owner"].post(page, data, follow=True)
    assert "Withdrawn." in answer.text
    assert "a guest" not in answer.text
    assert browsers["stranger"].post(link).status_code == 404
    assert told(workspace)[-1] == (people["owner"].pk, "withdrawn:editor", None)


@pytest.mark.parametrize("number", ["x", "", "²", "9" * 30, "0"])
def test_what_is_no_invitation_is_not_withdrawn(workspace, browsers, number):
    page = reverse("teams:withdraw_invitation", args=[workspace.code])
    assert "Withdrawn" not in browsers["owner"].post(page, {"invitation": number}, follow=True).text


def test_the_invitation_of_another_workspace_is_not_withdrawn(workspace, people, browsers):
    other = make_workspace("Other", owner=people["stranger"])
    invited(other, people["stranger"])
    page = reverse("teams:withdraw_invitation", args=[workspace.code])
    browsers["owner"].post(page, {"invitation": Invitation.objects.get().pk})
    assert Invitation.objects.valid().count() == 1


# ── taking ──


def test_to_look_at_it_does_nothing(workspace, people, browsers):
    link = invited(workspace, people["owner"])
    answer = browsers["stranger"].get(link)
    assert "Join “Client”?" in answer.text
    assert "editor: adds, changes, shares and deletes assessments" in answer.text
    assert "stranger@example.org" in answer.text
    assert roles(workspace).keys() == {*Role.values}
    assert Invitation.objects.valid().exists()
    nobody = Client()
    assert nobody.get(link).status_code == 200
    assert not nobody.session.keys()


def test_to_take_it_is_to_join(workspace, people, browsers):
    answer = browsers["stranger"].post(invited(workspace, people["owner"]), follow=True)
    assert "You belong to “Client” now. Your role: editor." in answer.text
    assert roles(workspace)["stranger"] == Role.EDITOR
    assert told(workspace)[-1] == (people["stranger"].pk, "joined:editor", people["stranger"].pk)


def test_a_second_press_of_the_button_leads_to_the_same_place(workspace, people, browsers):
    link = invited(workspace, people["owner"])
    browsers["stranger"].post(link)
    Membership.objects.filter(user=people["stranger"]).update(role=Role.VIEWER)
    answer = browsers["stranger"].post(link, follow=True)
    assert "already. Your role: viewer." in answer.text
    assert roles(workspace)["stranger"] == Role.VIEWER


@pytest.mark.parametrize(
    "state", ["used", "withdrawn", "too old", "workspace deleted", "unknown", "left again"]
)
def test_whatever_the_reason_the_answer_is_the_same(workspace, people, time_machine, state):
    time_machine.move_to("2027-01-01T10:00Z", tick=False)
    link = invited(workspace, people["owner"], days=1)
    guest = signed_in(people["stranger"])
    if state in ("used", "left again"):
        (guest if state == "left again" else signed_in(make_user("other"))).post(link, follow=True)
        Membership.objects.filter(user=people["stranger"]).delete()
    elif state == "withdrawn":
        invitations.withdraw(workspace, people["owner"], Invitation.objects.get().pk)
    elif state == "too old":
        time_machine.move_to("2027-01-02T10:00Z", tick=False)
        guest = signed_in(people["stranger"])
    elif state == "workspace deleted":
        Workspace.objects.update(deleted_at="2027-01-01T10:00Z")
    else:
        link = reverse("teams:join", args=[uuid4().hex])
    for answer in (guest.get(link), guest.post(link), Client().get(link), Client().post(link)):
        assert answer.status_code == 404
        assert GONE in answer.text
        assert "Client" not in answer.text
    assert "stranger" not in roles(workspace)


@pytest.mark.parametrize(
    ("has", "offered", "gets"), [("owner", "viewer", "owner"), ("viewer", "editor", "editor")]
)
def test_a_role_is_raised_and_never_lowered(workspace, people, browsers, has, offered, gets):
    link = invited(workspace, people["owner"], Role(offered))
    browsers[has].post(link)
    assert roles(workspace)[has] == gets
    # What changed nothing is still there for somebody else.
    assert Invitation.objects.valid().exists() == (has == gets)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_at_once_one_joins():
    owner, guests = make_user("owner"), [make_user("first"), make_user("second")]
    workspace = make_workspace(owner=owner)
    token_hash = hash_of_token(invitations.invite(workspace, owner, Role.VIEWER, 1, ""))
    taking = [lambda guest=guest: invitations.accept(token_hash, guest) for guest in guests]
    done = at_once(*taking, refusals=(invitations.Gone,))
    assert sorted(done) == ["Gone", "done"]
    assert Membership.objects.filter(workspace=workspace).count() == 2
    assert AuditEvent.objects.filter(detail="joined:viewer").count() == 1


# ── without an account ──


def test_without_an_account_it_leads_to_the_sign_in_and_back(workspace, people):
    guest = Client()
    answer = guest.post(invited(workspace, people["owner"]))
    assert answer.url == "/account/login/?next=/workspaces/join/"
    guest.force_login(people["stranger"])
    assert "Join “Client”?" in guest.get("/workspaces/join/").text
    guest.post("/workspaces/join/")
    assert roles(workspace)["stranger"] == Role.EDITOR
    assert guest.get("/workspaces/join/").status_code == 404


@pytest.mark.parametrize("open_to_anonymous", [True, False])
def test_an_invitation_lets_its_guest_make_an_account(workspace, people, settings, open_to_anonymous):
    settings.SIGN_UP, settings.OPEN_TO_ANONYMOUS = "invited", open_to_anonymous
    link = invited(workspace, people["owner"])
    guest = Client()
    assert "You need an invitation" in guest.get("/account/signup/").text
    assert guest.get(link).status_code == 200
    answer = guest.post(link, {"sign_up": "1"})
    assert answer.url == "/account/signup/?next=/workspaces/join/"
    data = {
        "email": "new@example.org",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "next": "/workspaces/join/",
    }
    answer = guest.post("/account/signup/", data, follow=True)
    assert answer.redirect_chain[-1][0] == "/workspaces/join/"
    guest.post("/workspaces/join/")
    assert "editor" in Membership.objects.get(user__email="new@example.org").role


def test_an_invitation_that_was_withdrawn_meanwhile_opens_no_sign_up(workspace, people, settings):
    settings.SIGN_UP = "invited"
    guest = Client()
    guest.post(invited(workspace, people["owner"]), {"sign_up": "1"})
    assert "You need an invitation" not in guest.get("/account/signup/").text
    invitations.withdraw(workspace, people["owner"], Invitation.objects.get().pk)
    assert "You need an invitation" in guest.get("/account/signup/").text
