"""A workspace as a file, deleted, brought back, and gone for good."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisor import jobs
from advisor.accounts.models import AuditEvent, Invitation, Membership, Workspace
from advisor.accounts.roles import Role
from advisor.assessments import actions, review
from advisor.assessments.models import Answer, Assessment, Milestone, Owner
from advisor.jobs.housekeeping import keep_house
from advisor.rulebook.models import Version
from advisor.teams import exports, invitations, members, workspaces
from advisor.teams.models import WholeExport
from tests.factories import make_assessment, make_workspace, signed_in

pytestmark = pytest.mark.usefixtures("version")


@pytest.fixture
def shop(workspace, people):
    """An assessment of the workspace with all that one can have."""
    owner = Owner.objects.create(token_hash="e" * 64, user=people["editor"])
    assessment = make_assessment(owner, {"runtime": "java"}, {"runtime": "Version 8", "databases": "ask Kim"})
    Assessment.objects.update(workspace=workspace)
    assessment.refresh_from_db()
    actions.change_details(assessment, actions.Details("Shop", client="Proseware", description="=1+1"))
    review.override(assessment, "strategy", "rehost", "The board decided.", "the board")
    review.freeze(assessment, "Board meeting")
    return assessment


def exported(workspace, user):
    """Return the export of a workspace, which is done at once here."""
    export = exports.order(workspace, user, "en")
    jobs.run("wholeexport", export.pk)
    return WholeExport.objects.get(pk=export.pk)


def opened(export):
    return zipfile.ZipFile(io.BytesIO(bytes(export.file)))


def address(name, workspace, *more):
    return reverse(f"teams:{name}", args=[workspace.code, *more])


# ── the file ──


def test_the_file_holds_everything(workspace, people, shop):
    gone = make_assessment(shop.owner, name="Gone")
    Assessment.objects.filter(pk=gone.pk).update(workspace=workspace, deleted_at=timezone.now())
    archive = opened(exported(workspace, people["owner"]))
    assert archive.namelist() == ["README.txt", "assessments/Shop.json", "workspace.json"]
    whole = json.loads(archive.read("workspace.json"))
    assert whole["workspace"]["name"] == "Client"
    assert [(one["name"], one["role"]) for one in whole["members"]] == [
        (f"{role}@example.org", role) for role in Role.values
    ]
    (record,) = whole["assessments"]
    assert (record["client"], record["description"]) == ("Proseware", "=1+1")
    assert record["answers"] == [
        {"question": "runtime", "given": True, "value": "java", "note": "Version 8"},
        {"question": "databases", "given": False, "value": None, "note": "ask Kim"},
    ]
    assert record["overrides"][0]["reason"] == "The board decided."
    milestone = record["milestones"][0]
    assert (milestone["name"], milestone["answers"]["runtime"]["value"]) == ("Board meeting", "java")


def test_each_file_in_it_can_be_loaded_back(workspace, people, shop):
    make_assessment(shop.owner, {"runtime": "php"}, name="Shop")
    Assessment.objects.update(workspace=workspace)
    archive = opened(exported(workspace, people["owner"]))
    names = [name for name in archive.namelist() if name.startswith("assessments/")]
    assert names == ["assessments/Shop.json", "assessments/Shop-2.json"]
    before = set(Assessment.objects.values_list("pk", flat=True))
    for name in names:
        upload = SimpleUploadedFile("Shop.json", archive.read(name))
        answer = signed_in(people["stranger"]).post(reverse("reports:import"), {"file": upload})
        assert "Same recommendation." in answer.text
    made = Assessment.objects.exclude(pk__in=before).order_by("pk")
    assert [dict(one.answers.filter(given=True).values_list("question", "value")) for one in made] == [
        {"runtime": "java"},
        {"runtime": "php"},
    ]
    assert made[0].answers.get(question="databases").note == "ask Kim"


def test_what_lost_its_rulebook_is_in_it_with_its_answers(workspace, people, shop, client):
    Assessment.objects.update(rulebook="sha256:" + "0" * 64)
    export = exported(workspace, people["owner"])
    assert export.left_out == ["Shop"]
    (record,) = json.loads(opened(export).read("workspace.json"))["assessments"]
    assert record["file"] is None
    assert record["answers"][0]["value"] == "java"
    page = signed_in(people["owner"]).get(address("whole_export", workspace)).text
    assert "Only their stored answers are in it" in page
    assert Version.objects.exists()


def test_the_page_orders_it_tells_how_far_it_is_and_gives_the_file(workspace, people, browsers, shop):
    page = address("whole_export", workspace)
    assert "Export everything" in browsers["owner"].get(page).text
    browsers["owner"].post(page)
    export = WholeExport.objects.get()
    assert "0 of 1 written" in browsers["owner"].get(page).text
    # Another order while it is at work is the same one.
    browsers["owner"].post(page)
    assert WholeExport.objects.count() == 1
    jobs.run("wholeexport", export.pk)
    assert "The file holds all that is here now." in browsers["owner"].get(page).text
    part = browsers["owner"].get(page, headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="progress"')
    file = browsers["owner"].get(address("whole_file", workspace, export.code))
    assert file["Content-Type"] == "application/zip"
    assert "Client-" in file["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(file.content)).testzip() is None
    told = AuditEvent.objects.filter(action="exported").values_list("detail", flat=True)
    assert sorted(told) == ["whole", "whole_file"]


def test_the_file_of_another_workspace_is_not_there(workspace, people, browsers):
    other = make_workspace("Other", owner=people["stranger"])
    export = exported(other, people["stranger"])
    assert browsers["owner"].get(address("whole_file", workspace, export.code)).status_code == 404


def test_after_a_day_the_file_goes_and_that_it_was_made_stays_known(
    workspace, people, browsers, time_machine
):
    time_machine.move_to("2027-01-01T10:00Z", tick=False)
    exported(workspace, people["owner"])
    time_machine.move_to("2027-01-02T10:01Z", tick=False)
    list(keep_house())
    assert WholeExport.objects.get().file is None
    assert exports.is_exported(workspace)
    page = signed_in(people["owner"]).get(address("whole_export", workspace)).text
    assert "The file was kept for a day and is gone." in page


def test_only_the_newest_exports_are_remembered(workspace, people):
    for _again in range(7):
        exported(workspace, people["owner"])
    assert WholeExport.objects.count() == exports.MOST_KEPT


# ── deleting ──


def delete(client, workspace, name="Client"):
    return client.post(address("delete", workspace), {"name": name}, follow=True)


def test_without_an_export_it_cannot_be_deleted(workspace, browsers):
    page = browsers["owner"].get(address("delete", workspace)).text
    assert "Export everything first" in page
    answer = delete(browsers["owner"], workspace)
    assert answer.status_code == 422
    assert "no export holds what is here now" in answer.text
    assert Workspace.objects.present().exists()


def change_answer(shop, people):
    actions.save_answer(shop, "runtime", "php", "", None)


def change_note(shop, people):
    actions.save_answer(shop, "databases", actions.OPEN, "ask Lee", None)


def decide(shop, people):
    review.override(shop, "compute", "app_service", "Because.", "the board")


def take_back(shop, people):
    review.withdraw(shop, "strategy")


def freeze(shop, people):
    review.freeze(shop, "Later")


def change_details(shop, people):
    actions.change_details(shop, actions.Details("Shop", contact="the owner"))


def add(shop, people):
    actions.copy(shop, "Copy")


def remove(shop, people):
    actions.delete(shop)


def change_role(shop, people):
    viewer = Membership.objects.get(user=people["viewer"])
    members.change_role(shop.workspace, people["owner"], viewer.pk, Role.REVIEWER)


def rename(shop, people):
    workspaces.rename(shop.workspace, people["owner"], "Client ")


CHANGES = [
    change_answer, change_note, decide, take_back, freeze, change_details, add, remove, change_role, rename
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_an_export_from_before_a_change_does_not_do(workspace, people, shop, change):
    exported(workspace, people["owner"])
    assert exports.is_exported(workspace)
    change(shop, people)
    assert not exports.is_exported(workspace)
    with pytest.raises(workspaces.NotExported):
        workspaces.delete(workspace, people["owner"])
    exported(workspace, people["owner"])
    workspaces.delete(workspace, people["owner"])


def test_reading_is_no_change(workspace, people, browsers, shop):
    exported(workspace, people["owner"])
    browsers["viewer"].get(reverse("reports:report", args=[shop.code]))
    assert exports.is_exported(workspace)


def test_a_change_while_it_is_written_counts_as_one_after_it(workspace, people, shop, monkeypatch):
    writing = exports.whole_file

    def meanwhile(*args):
        change_answer(shop, people)
        return writing(*args)

    monkeypatch.setattr(exports, "whole_file", meanwhile)
    assert exported(workspace, people["owner"]).state == "finished"
    assert not exports.is_exported(workspace)


def test_a_failed_export_does_not_do(workspace, people, monkeypatch):
    monkeypatch.setattr(exports, "whole_file", lambda *args: 1 / 0)
    assert exported(workspace, people["owner"]).state == "failed"
    assert not exports.is_exported(workspace)


@pytest.mark.parametrize("name", ["", "client", "Clien", "Other"])
def test_the_name_has_to_be_typed(workspace, people, browsers, name):
    exported(workspace, people["owner"])
    answer = delete(browsers["owner"], workspace, name)
    assert answer.status_code == 422
    assert Workspace.objects.present().exists()


def test_deleted_it_is_gone_for_all_and_its_owners_can_bring_it_back_whole(workspace, people, browsers, shop):
    link = reverse("reports:shared_report", args=[actions.share(shop).token])
    token = invitations.invite(workspace, people["owner"], Role.VIEWER, 7, "")
    exported(workspace, people["owner"])
    whole = [list(model.objects.order_by("pk").values()) for model in WHOLE]
    answer = delete(browsers["owner"], workspace, " Client ")
    assert "“Client” is deleted." in answer.text
    for path in (address("workspace", workspace), reverse("reports:report", args=[shop.code])):
        for browser in browsers.values():
            assert browser.get(path).status_code == 404
    for path in (link, reverse("teams:join", args=[token])):
        assert Client().get(path).status_code == 404
    assert "Client" not in browsers["editor"].get(reverse("teams:workspaces")).text
    for role in ("editor", "viewer", "stranger"):
        assert browsers[role].post(address("bring_back", workspace)).status_code == 404
    answer = browsers["owner"].post(address("bring_back", workspace), follow=True)
    assert "is back, as it was." in answer.text
    assert [list(model.objects.order_by("pk").values()) for model in WHOLE] == whole
    for path in (link, reverse("teams:join", args=[token])):
        assert Client().get(path).status_code == 200
    told = AuditEvent.objects.filter(workspace=workspace.code, account=people["owner"].pk)
    assert {("deleted", "workspace"), ("changed", "back")} <= set(told.values_list("action", "detail"))


WHOLE = (Workspace, Membership, Invitation, Assessment, Answer, Milestone)


def test_after_thirty_days_it_goes_for_good_and_the_log_keeps_that(workspace, people, shop, time_machine):
    other = make_workspace("Other", owner=people["stranger"])
    kept = make_assessment(shop.owner, name="Kept")
    Assessment.objects.filter(pk=kept.pk).update(workspace=other)
    time_machine.move_to("2027-01-01T10:00Z", tick=False)
    exported(workspace, people["owner"])
    workspaces.delete(workspace, people["owner"])
    time_machine.move_to("2027-01-31T09:59Z", tick=False)
    list(keep_house())
    page = signed_in(people["owner"]).get(reverse("teams:workspaces")).text
    assert "Removed for good after 31 January 2027" in page
    time_machine.move_to("2027-01-31T10:00Z", tick=False)
    list(keep_house())
    assert list(Workspace.objects.all()) == [other]
    assert [one.name for one in Assessment.objects.all()] == ["Kept"]
    assert not WholeExport.objects.exists()
    told = AuditEvent.objects.filter(action="purged").order_by("pk")
    assert [(one.actor, one.title, one.workspace) for one in told] == [
        ("program", "Shop", workspace.code),
        ("program", "Client", workspace.code),
    ]
    assert signed_in(people["owner"]).post(address("bring_back", workspace)).status_code == 404


def test_what_is_brought_back_is_not_removed_later(workspace, people, time_machine):
    time_machine.move_to("2027-01-01T10:00Z", tick=False)
    exported(workspace, people["owner"])
    workspaces.delete(workspace, people["owner"])
    workspaces.bring_back(workspace, people["owner"])
    time_machine.move_to(timezone.now() + timedelta(days=60), tick=False)
    list(keep_house())
    assert Workspace.objects.present().get() == workspace
