"""An assessment begins in a workspace; the home page tells whose each one is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisor.accounts.models import AuditEvent
from advisor.assessments.models import Assessment, Owner
from tests.factories import make_assessment, make_workspace

pytestmark = pytest.mark.usefixtures("version")
START = "/start/"


def begin(client, **data):
    return client.post(START, {"name": "Shop", **data})


def test_an_editor_begins_one_in_the_workspace(workspace, people, browsers):
    page = browsers["editor"].get("/", {"workspace": workspace.code}).text
    assert f'<option value="{workspace.code}" selected>Client</option>' in page
    assert begin(browsers["editor"], workspace=workspace.code).status_code == 302
    made = Assessment.objects.get()
    assert (made.workspace, made.owner.user) == (workspace, people["editor"])
    entry = AuditEvent.objects.get(action="created")
    assert (entry.workspace, entry.account, entry.title) == (workspace.code, people["editor"].pk, "Shop")


def test_it_is_personal_unless_a_workspace_is_chosen(workspace, browsers):
    begin(browsers["editor"], workspace="")
    begin(browsers["owner"])
    assert {one.workspace for one in Assessment.objects.all()} == {None}


@pytest.mark.parametrize("role", ["viewer", "reviewer", "stranger"])
def test_others_can_begin_none_there(workspace, browsers, role):
    assert "id_workspace" not in browsers[role].get("/", {"workspace": workspace.code}).text
    begin(browsers[role], workspace=workspace.code)
    assert Assessment.objects.get().workspace is None


def test_a_workspace_that_is_not_ones_own_is_refused_and_the_name_stays(workspace, people, browsers):
    make_workspace("Own", owner=people["stranger"])
    answer = begin(browsers["stranger"], workspace=workspace.code)
    assert answer.status_code == 422
    assert 'value="Shop"' in answer.text
    assert not Assessment.objects.exists()


def test_without_an_account_nothing_of_workspaces_is_asked(workspace):
    page = Client().get("/", {"workspace": workspace.code}).text
    assert "id_workspace" not in page
    assert "/workspaces/" not in page


def test_the_home_page_says_to_which_workspace_each_belongs(workspace, people, browsers):
    owner = Owner.objects.create(token_hash="v" * 64, user=people["viewer"])
    make_assessment(owner, name="Mine")
    for number in range(3):
        shared = make_assessment(owner, name=f"Ours {number}")
        Assessment.objects.filter(pk=shared.pk).update(workspace=workspace)
    browsers["viewer"].get("/")
    page = browsers["viewer"].get("/").text
    assert page.count(f"· {workspace.name}") == 3
    # A viewer is led to the report, an owner to the questions.
    assert f'<a href="{reverse("reports:report", args=[shared.code])}">Ours 2</a>' in page
    mine = Assessment.objects.get(name="Mine")
    assert f'<a href="{reverse("assessments:next", args=[mine.code])}">Mine</a>' in page


def test_the_home_page_takes_as_many_queries_for_many_as_for_one(workspace, people, browsers):
    owner = Owner.objects.create(token_hash="v" * 64, user=people["viewer"])
    counts = []
    for number in range(4):
        made = make_assessment(owner, name=f"Ours {number}")
        there = make_workspace(f"W{number}", viewer=people["viewer"])
        Assessment.objects.filter(pk=made.pk).update(workspace=there)
        if number in (0, 3):
            browsers["viewer"].get("/")
            with CaptureQueriesContext(connection) as queries:
                browsers["viewer"].get("/")
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 14
