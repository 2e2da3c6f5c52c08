"""Every address of workspaces and logs, asked by everybody: one table says what each gets."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from advisor import jobs
from advisor.accounts.models import AuditEvent, Membership, Workspace
from advisor.accounts.roles import Role
from advisor.assessments.models import Assessment
from advisor.teams import exports, invitations
from tests.factories import browser_of, make_assessment, make_owner, make_user, make_workspace, signed_in
from tests.teams.conftest import ROLES

pytestmark = pytest.mark.usefixtures("version")
WHO = ("nobody", "cookie owner", "stranger", "viewer", "reviewer", "editor", "owner")

#: What one gets: the page or what was asked for (200, or 302 to another page); 422: asked again, it lacked
#: something; 403 in words; 404 as if it were not there; "sign-in"; 405: not taken from anybody.
EVERYBODY = dict.fromkeys(WHO, 200)
ACCOUNTS = {**EVERYBODY, "nobody": "sign-in", "cookie owner": "sign-in"}
MEMBERS = {**ACCOUNTS, "stranger": 404}
OWNERS = {**MEMBERS, "viewer": 403, "reviewer": 403, "editor": 403}
GONE = {**MEMBERS, "viewer": 404, "reviewer": 404, "editor": 404}
NOT_TAKEN = None


def but(table, **others):
    """Return a table with other answers for those who get the page."""
    return {
        who: others.get(who.replace(" ", "_"), others["all"] if got == 200 else got)
        for who, got in table.items()
    }


#: Name → what each gets who reads it, and who sends an empty form to it.
TABLE = {
    "workspaces": (ACCOUNTS, but(ACCOUNTS, all=422)),
    "join": (EVERYBODY, but(EVERYBODY, all=302)),
    "join_after_sign_in": (dict.fromkeys(WHO, 404), dict.fromkeys(WHO, 404)),
    "workspace": (MEMBERS, NOT_TAKEN),
    "members": (MEMBERS, NOT_TAKEN),
    "settings": (MEMBERS, but(OWNERS, all=422)),
    "change_member": (NOT_TAKEN, but(OWNERS, all=302)),
    "invite": (NOT_TAKEN, but(OWNERS, all=422)),
    "withdraw_invitation": (NOT_TAKEN, but(OWNERS, all=302)),
    "leave": (NOT_TAKEN, but(MEMBERS, all=302)),
    "log": (OWNERS, NOT_TAKEN),
    "log_csv": (OWNERS, NOT_TAKEN),
    "whole_export": (OWNERS, but(OWNERS, all=302)),
    "whole_file": (OWNERS, NOT_TAKEN),
    "delete": (OWNERS, but(OWNERS, all=422)),
    "bring_back": (NOT_TAKEN, but(GONE, all=302)),
    "own_log": (EVERYBODY, NOT_TAKEN),
    "own_log_csv": (EVERYBODY, NOT_TAKEN),
    "move": (
        {**OWNERS, "nobody": 404, "cookie owner": 404},
        but({**OWNERS, "nobody": 404, "cookie owner": 404}, all=422),
    ),
}
#: Pages about one's own data, which have tests of their own.
ELSEWHERE = {"own_data", "delete_account"}


@pytest.fixture
def world(people, workspace):
    """A browser for each, and the address of each page."""
    make_assessment(make_owner("somebody"))
    inside = make_assessment(make_owner("maker"))
    Assessment.objects.filter(pk=inside.pk).update(workspace=workspace)
    export = exports.order(workspace, people["owner"], "en")
    jobs.run("wholeexport", export.pk)
    gone = make_workspace("Gone", **{role: people[role] for role in ROLES})
    Workspace.objects.filter(pk=gone.pk).update(deleted_at="2026-11-01T10:00Z")
    token = invitations.invite(workspace, people["owner"], Role.VIEWER, 1, "")
    keys = {name: [workspace.code] for name in TABLE} | {
        **{name: [] for name in ("workspaces", "join_after_sign_in", "own_log", "own_log_csv")},
        "join": [token],
        "whole_file": [workspace.code, export.code],
        "bring_back": [gone.code],
        "move": [inside.code],
    }
    accounts = {who: signed_in(people[who]) for who in WHO if who in people}
    browsers = {"nobody": Client(), "cookie owner": browser_of("somebody"), **accounts}
    return browsers, {name: reverse(f"teams:{name}", args=key) for name, key in keys.items()}


def got(client, method, address):
    """Return what somebody gets; what that did is undone."""
    with transaction.atomic():
        answer = getattr(client, method)(address)
        transaction.set_rollback(True)
    led = answer.status_code == 302 and answer.url.startswith(f"/account/login/?next={address}")
    return "sign-in" if led else answer.status_code


def test_every_address_is_in_the_table():
    names = {name for name in get_resolver("advisor.teams.urls").reverse_dict if isinstance(name, str)}
    assert names - ELSEWHERE == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_each_gets_what_the_table_says(world, name):
    browsers, addresses = world
    for method, row in zip(("get", "post"), TABLE[name], strict=True):
        for who, browser in browsers.items():
            found = got(browser, method, addresses[name])
            if row is NOT_TAKEN:
                assert found in (405, "sign-in"), (who, method)
            else:
                assert found == row[who], (who, method)


@pytest.mark.parametrize("name", [name for name, (read, _sent) in TABLE.items() if read == OWNERS])
def test_who_may_not_is_told_so_in_words(world, name):
    browsers, addresses = world
    for who in ("editor", "reviewer", "viewer"):
        text = browsers[who].get(addresses[name]).text
        assert "Only the owners of this workspace can do this." in text
        assert f"Your role here: {who}." in text


def test_what_was_refused_is_not_noted_and_what_was_read_is(world, workspace, people):
    browsers, addresses = world
    before = AuditEvent.objects.count()
    browsers["editor"].get(addresses["log"])
    browsers["stranger"].get(addresses["workspace"])
    assert AuditEvent.objects.count() == before
    browsers["editor"].get(addresses["members"])
    one = AuditEvent.objects.latest("pk")
    assert (one.action, one.detail, one.account) == ("read", "members", people["editor"].pk)
    assert one.workspace == workspace.code


def test_a_member_of_another_workspace_is_a_stranger_here(world):
    other = make_user("other")
    make_workspace("Other", owner=other)
    browsers, addresses = world
    for name, (read, _sent) in TABLE.items():
        if read in (MEMBERS, OWNERS):
            assert signed_in(other).get(addresses[name]).status_code == 404, name
    assert browsers["stranger"].get(reverse("teams:workspaces")).status_code == 200


def test_the_page_lists_what_is_in_it_and_searches_by_name(people, workspace, browsers, monkeypatch):
    owner = make_owner("maker")
    for number in range(53):
        make_assessment(owner, name=f"Shop {number:02}")
    Assessment.objects.update(workspace=workspace)
    make_assessment(owner, name="Shop elsewhere")
    page = reverse("teams:workspace", args=[workspace.code])
    first, second = browsers["viewer"].get(page).text, browsers["viewer"].get(page, {"page": 2}).text
    assert (first.count("answered<br>"), second.count("answered<br>")) == (50, 3)
    assert "elsewhere" not in first + second
    found = browsers["viewer"].get(page, {"q": "shop 07"}).text
    assert ">Shop 07</a>" in found
    assert found.count("answered<br>") == 1
    assert "No assessment has this in its name." in browsers["viewer"].get(page, {"q": "%"}).text
    assert Membership.objects.count() == len(ROLES)
