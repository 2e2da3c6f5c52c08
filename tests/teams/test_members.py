"""Roles change, people leave and are removed; one owner always stays."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisor.accounts.models import AuditEvent, Membership
from advisor.accounts.roles import Role
from advisor.errors import NotAllowed
from advisor.teams import members
from tests.factories import make_user, make_workspace
from tests.teams.at_once import at_once


def role_of(workspace, user):
    return Membership.objects.filter(workspace=workspace, user=user).values_list("role", flat=True).first()


def number_of(workspace, user):
    return Membership.objects.get(workspace=workspace, user=user).pk


def change(client, workspace, user, **data):
    data = {"member": number_of(workspace, user), **data}
    return client.post(reverse("teams:change_member", args=[workspace.code]), data, follow=True)


def told(workspace):
    entries = AuditEvent.objects.filter(workspace=workspace.code, action=AuditEvent.Action.MEMBERS)
    return [(one.account, one.detail, one.subject) for one in entries.order_by("pk")]


def test_an_owner_changes_a_role_and_the_log_tells_it(workspace, people, browsers):
    answer = change(browsers["owner"], workspace, people["viewer"], role="editor")
    assert "viewer@example.org now has the role: editor." in answer.text
    assert role_of(workspace, people["viewer"]) == Role.EDITOR
    assert told(workspace) == [(people["owner"].pk, "role:editor", people["viewer"].pk)]


def test_the_same_role_again_changes_nothing(workspace, people):
    members.change_role(workspace, people["owner"], number_of(workspace, people["viewer"]), Role.VIEWER)
    assert told(workspace) == []


@pytest.mark.parametrize(
    "data", [{"role": "king"}, {"role": ""}, {"role": "editor", "member": "x"}, {"member": 9**20}]
)
def test_what_is_not_there_is_refused_in_words(workspace, people, browsers, data):
    answer = change(browsers["owner"], workspace, people["viewer"], **data)
    assert "Nothing was changed: choose one of the roles." in answer.text
    assert role_of(workspace, people["viewer"]) == Role.VIEWER


def test_who_is_removed_sees_nothing_of_it_any_more(workspace, people, browsers):
    page = reverse("teams:workspace", args=[workspace.code])
    assert browsers["viewer"].get(page).status_code == 200
    answer = change(browsers["owner"], workspace, people["viewer"], remove="1")
    assert "viewer@example.org no longer belongs to this workspace." in answer.text
    assert browsers["viewer"].get(page).status_code == 404
    assert told(workspace) == [(people["owner"].pk, "removed", people["viewer"].pk)]


@pytest.mark.parametrize("data", [{"role": "viewer"}, {"remove": "1"}])
def test_the_last_owner_stays(workspace, people, browsers, data):
    answer = change(browsers["owner"], workspace, people["owner"], **data)
    assert "a workspace keeps at least one owner" in answer.text
    assert role_of(workspace, people["owner"]) == Role.OWNER
    assert told(workspace) == []


def test_an_owner_who_steps_back_is_led_where_they_still_may_be(workspace, people, browsers):
    change(browsers["owner"], workspace, people["editor"], role="owner")
    assert change(browsers["owner"], workspace, people["owner"], role="viewer").status_code == 200
    answer = change(browsers["editor"], workspace, people["owner"], remove="1")
    assert answer.redirect_chain[-1][0] == reverse("teams:members", args=[workspace.code])
    Membership.objects.create(workspace=workspace, user=people["stranger"], role=Role.OWNER)
    answer = change(browsers["editor"], workspace, people["editor"], remove="1")
    assert answer.redirect_chain[-1][0] == reverse("teams:workspaces")


def test_the_member_of_another_workspace_is_not_touched(workspace, people, browsers):
    other = make_workspace("Other", owner=people["stranger"], viewer=people["viewer"])
    data = {"member": number_of(other, people["viewer"]), "role": "editor"}
    answer = browsers["owner"].post(reverse("teams:change_member", args=[workspace.code]), data)
    assert answer.status_code == 404
    assert role_of(other, people["viewer"]) == Role.VIEWER


def test_one_leaves_and_what_one_made_stays(workspace, people, browsers):
    answer = browsers["editor"].post(reverse("teams:leave", args=[workspace.code]), follow=True)
    assert "You have left “Client”." in answer.text
    assert role_of(workspace, people["editor"]) is None
    assert told(workspace) == [(people["editor"].pk, "left", people["editor"].pk)]


def test_the_last_owner_cannot_leave_and_is_told_what_to_do(workspace, people, browsers):
    answer = browsers["owner"].post(reverse("teams:leave", args=[workspace.code]), follow=True)
    assert "Make somebody else an owner first, or delete the workspace." in answer.text
    assert role_of(workspace, people["owner"]) == Role.OWNER


def test_who_lost_the_role_meanwhile_changes_nothing(workspace, people):
    Membership.objects.filter(user=people["owner"]).update(role=Role.EDITOR)
    with pytest.raises(NotAllowed):
        members.remove(workspace, people["owner"], number_of(workspace, people["viewer"]))
    assert role_of(workspace, people["viewer"]) == Role.VIEWER


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["demote", "remove", "leave"])
def test_two_owners_who_step_back_at_once_leave_one(how):
    first, second = make_user("first"), make_user("second")
    workspace = make_workspace(owner=first)
    number = {first: number_of(workspace, first)}
    number[second] = Membership.objects.create(workspace=workspace, user=second, role=Role.OWNER).pk

    def act(by, other):
        if how == "demote":
            members.change_role(workspace, by, number[other], Role.VIEWER)
        elif how == "remove":
            members.remove(workspace, by, number[other])
        else:
            members.leave(workspace, by)

    refusals = (members.LastOwner, NotAllowed)
    done = at_once(lambda: act(first, second), lambda: act(second, first), refusals=refusals)
    assert sorted(done) == ["LastOwner" if how == "leave" else "NotAllowed", "done"]
    assert Membership.objects.filter(workspace=workspace, role=Role.OWNER).count() == 1


def test_the_workspace_is_held_while_owners_are_counted(workspace, people):
    if not connection.features.has_select_for_update:
        pytest.skip("SQLite lets one write at a time")
    with CaptureQueriesContext(connection) as queries:
        members.change_role(workspace, people["owner"], number_of(workspace, people["viewer"]), Role.EDITOR)
    assert any("FOR UPDATE" in query["sql"] for query in queries)
