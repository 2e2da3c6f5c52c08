"""An assessment moves into a workspace and out of it, and loses nothing."""

import pytest
from django.urls import reverse

from advisor.accounts.models import AuditEvent, Membership, Workspace
from advisor.assessments import actions, review
from advisor.assessments.models import Answer, Assessment, Milestone, Owner
from advisor.teams import moving
from tests.factories import browser_of, make_assessment, make_owner, make_workspace

pytestmark = pytest.mark.usefixtures("version")


@pytest.fixture
def own(people):
    """A personal assessment of the account that is editor in the workspace."""
    owner = Owner.objects.create(token_hash="e" * 64, user=people["editor"])
    return make_assessment(owner, {"runtime": "java"}, {"runtime": "Version 8"})


def page_of(assessment):
    return reverse("teams:move", args=[assessment.code])


def place_of(assessment):
    kept = Assessment.objects.get(pk=assessment.pk)
    return kept.workspace, kept.owner.user


def told():
    entries = AuditEvent.objects.filter(action="moved").order_by("pk")
    return {(one.workspace, one.owner, one.title) for one in entries}


def test_into_a_workspace_and_out_again_nothing_is_lost(own, workspace, people, browsers):
    milestone = review.freeze(own, "Before")
    before = list(Answer.objects.values()), list(Milestone.objects.values())
    answer = browsers["editor"].post(page_of(own), {"to": workspace.code}, follow=True)
    assert "Moved." in answer.text
    assert place_of(own) == (workspace, people["editor"])
    assert browsers["viewer"].get(reverse("reports:report", args=[own.code])).status_code == 200
    assert (
        browsers["viewer"].get(reverse("reports:milestone_report", args=[milestone.code])).status_code == 200
    )
    browsers["owner"].post(page_of(own), {"to": "personal"})
    assert place_of(own) == (None, people["owner"])
    assert (list(Answer.objects.values()), list(Milestone.objects.values())) == before
    for role in ("editor", "viewer"):
        assert browsers[role].get(reverse("reports:report", args=[own.code])).status_code == 404


def test_both_sides_are_told(own, workspace, people, browsers):
    browsers["editor"].post(page_of(own), {"to": workspace.code})
    assert told() == {(None, own.owner_id, "Shop"), (workspace.code, None, "Shop")}
    assert {one.account for one in AuditEvent.objects.filter(action="moved")} == {people["editor"].pk}


@pytest.mark.parametrize("role", ["editor", "reviewer", "viewer"])
def test_only_owners_take_it_out(own, workspace, browsers, role):
    Assessment.objects.update(workspace=workspace)
    for answer in (browsers[role].get(page_of(own)), browsers[role].post(page_of(own), {"to": "personal"})):
        assert answer.status_code == 403
        assert "Your role in this workspace" in answer.text
    assert place_of(own)[0] == workspace


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_into_a_workspace_only_goes_what_one_may_add(own, workspace, people, browsers, role):
    Owner.objects.filter(pk=own.owner_id).update(user=people[role])
    answer = browsers[role].post(page_of(own), {"to": workspace.code})
    assert answer.status_code == 422
    assert "There is no workspace that you could move it into." in answer.text
    assert place_of(own)[0] is None


@pytest.mark.parametrize("to", ["", "personal", "nowhere", "00000000-0000-0000-0000-000000000000"])
def test_where_it_cannot_go_is_said(own, workspace, browsers, to):
    answer = browsers["editor"].post(page_of(own), {"to": to})
    assert answer.status_code == 422
    assert "Nothing was moved" in answer.text
    assert place_of(own)[0] is None


def test_from_one_workspace_into_another(own, workspace, people, browsers):
    other = make_workspace("Other", editor=people["owner"], viewer=people["stranger"])
    Assessment.objects.update(workspace=workspace)
    browsers["owner"].post(page_of(own), {"to": other.code})
    assert place_of(own) == (other, people["editor"])
    assert told() == {(workspace.code, None, "Shop"), (other.code, None, "Shop")}
    # Whoever belongs to one side only learns nothing of the other one.
    assert browsers["viewer"].get(reverse("reports:report", args=[own.code])).status_code == 404
    assert browsers["stranger"].get(reverse("reports:report", args=[own.code])).status_code == 200


@pytest.mark.parametrize(
    ("what", "moved"), [("alone", {"Shop"}), ("whole", {"Shop", "Shop · import", "Shop · Azure"})]
)
def test_alone_or_with_its_whole_workload(own, workspace, browsers, what, moved):
    actions.add_component(own, actions.Details("Shop", "import"), own.rulebook, {})
    actions.copy(own, "Shop", "Azure")
    make_assessment(own.owner, name="Another")
    assert "2 other assessments of this workload are here." in browsers["editor"].get(page_of(own)).text
    answer = browsers["editor"].post(page_of(own), {"to": workspace.code, "what": what}, follow=True)
    assert {one.title for one in Assessment.objects.filter(workspace=workspace)} == moved
    assert ("3 assessments moved." in answer.text) == (what == "whole")
    assert {title for code, _owner, title in told() if code} == moved
    assert {title for code, _owner, title in told() if not code} == moved


def test_what_of_the_workload_is_elsewhere_stays_there(own, workspace, people, browsers):
    there = actions.add_component(own, actions.Details("Shop", "there"), own.rulebook, {})
    other = make_workspace("Other", owner=people["editor"])
    Assessment.objects.filter(pk=there.pk).update(workspace=other)
    browsers["editor"].post(page_of(own), {"to": workspace.code, "what": "whole"})
    assert place_of(there)[0] == other


def test_its_share_links_end_and_that_is_said(own, workspace, browsers, client):
    link = actions.share(own)
    shared = reverse("reports:shared_report", args=[link.token])
    assert client.get(shared).status_code == 200
    assert "This assessment has 1 open link." in browsers["editor"].get(page_of(own)).text
    answer = browsers["editor"].post(page_of(own), {"to": workspace.code}, follow=True)
    assert "1 share link ended." in answer.text
    assert client.get(shared).status_code == 404


def test_where_one_of_them_was_moved_meanwhile_none_is(own, workspace, people):
    second = make_assessment(own.owner, name="Second")
    read = list(Assessment.objects.order_by("pk"))
    Assessment.objects.filter(pk=second.pk).update(workspace=make_workspace("Elsewhere"))
    with pytest.raises(moving.MovedMeanwhile):
        moving.move(read, moving.Target(workspace, own.owner), people["editor"])
    assert place_of(own)[0] is None
    assert told() == set()


def test_into_a_workspace_that_is_deleted_meanwhile_nothing_goes(
    own, workspace, people, browsers, monkeypatch
):
    def deleted_now(*args):
        Workspace.objects.update(deleted_at="2027-01-01T10:00Z")
        return moving.move(*args)

    monkeypatch.setattr("advisor.teams.views.moving.move", deleted_now)
    assert browsers["editor"].post(page_of(own), {"to": workspace.code}).status_code == 404
    assert place_of(own)[0] is None


def test_without_an_account_the_page_says_what_a_workspace_needs(version):
    assessment = make_assessment(make_owner("somebody"))
    answer = browser_of("somebody").get(page_of(assessment))
    assert "Workspaces need an account." in answer.text
    assert browser_of("somebody").post(page_of(assessment), {"to": "personal"}).status_code == 422
    assert not Membership.objects.exists()
