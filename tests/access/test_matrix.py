"""Every address of the site, asked by every role: the table is in `rows.py`, what it means in `roles.py`."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpResponse
from django.urls import get_resolver
from django.utils import timezone

from advisor.accounts.models import Workspace
from advisor.accounts.roles import Role
from advisor.assessments import actions
from advisor.assessments.access import hash_of_token
from advisor.assessments.models import Assessment, Owner
from advisor.reports.covers import keep_cover
from advisor.reports.evaluation import CoverDetails
from advisor.reports.logos import safe_logo
from advisor.reports.views import files, workload
from advisor.rulebook.models import Scenario
from advisor.teams.invitations import invite
from advisor.teams.models import WholeExport
from tests import addresses as site
from tests import books
from tests.access.roles import (
    DENIED,
    HIDDEN,
    MEMBERS,
    NOT_TAKEN,
    PASSED,
    ROLES,
    SIGN_IN,
    expected,
    is_about_an_assessment,
)
from tests.access.rows import ROWS
from tests.accounts import people
from tests.editor.accounts import ROLES as RULEBOOK
from tests.factories import browser_of, make_assessment, make_owner, make_user, make_workspace, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
#: A rule of the draft.
RULE = "no-source-code"
#: Of the account's own pages further below; those of the admin are in `test_admin.py`.
ELSEWHERE = ("account_", "mfa_", "socialaccount_", "openid_connect_", "usersessions_")


def user_of(role):
    user = make_user(role.replace(" ", "-"))
    if role.startswith("rulebook"):
        user.groups.set(Group.objects.filter(name__in=RULEBOOK[role.split()[1]]))
    if role == "operator":
        get_user_model().objects.filter(pk=user.pk).update(is_staff=True)
        user.groups.set(Group.objects.filter(name="Operators"))
    if role == "superuser":
        get_user_model().objects.filter(pk=user.pk).update(is_superuser=True, is_staff=True)
    return user


@pytest.fixture
def clients(db):
    """A client for each role."""
    make_owner("another")
    users = {role: user_of(role) for role in ROLES if role not in ("nobody", "other browser")}
    clients = {role: signed_in(user) for role, user in users.items()}
    return {"nobody": browser_of("none"), "other browser": browser_of("another"), **clients}, users


@pytest.fixture
def addresses(db, clients):
    """Name → address, of an assessment that its editor made in a workspace of which each role is a member."""
    # A small draft: the pages of editors are quick, and say the same of who may come here.
    books.fill_draft(books.SMALL)
    Scenario.objects.filter(slug="a-case").update(slug=site.EXAMPLE)
    books.make_version(books.REAL)
    users = clients[1]
    people.make_protected_person()
    maker = Owner.objects.create(token_hash=hash_of_token(site.TOKEN), user=users["editor"])
    gone = make_assessment(maker)
    actions.delete(gone)
    assessment = site.with_component(make_assessment(maker, site.FEW))
    keep_cover(maker.pk, CoverDetails("Proseware", logo=safe_logo(site.PIXEL)))
    workspace = make_workspace("Client", **{role: users[role] for role in MEMBERS})
    Assessment.objects.update(workspace=workspace)
    assessment.refresh_from_db()
    keys = site.keys_of(assessment, gone) | site.keys_of_job(assessment) | site.keys_of_accounts()
    keys["assessments:resume"] = ["another"]
    keys["editor:row"], keys["editor:presence"] = ["strategy", RULE], ["rule", RULE]
    keys |= keys_of_workspace(workspace, users)
    personal = ("own_data", "delete_account", "own_log", "own_log_csv", "workspaces", "join_after_sign_in")
    keys |= {f"teams:{name}": [] for name in personal} | {"teams:move": [assessment.code]}
    return site.addresses_of(keys)


def keys_of_workspace(workspace, users):
    """Return what the addresses of a workspace are written with; a deleted one comes back."""
    gone = make_workspace("Gone", **{role: users[role] for role in MEMBERS})
    Workspace.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())
    export = WholeExport.objects.create(workspace=workspace, language="en", file=b"x", file_name="x.zip")
    token = invite(workspace, users["owner"], Role.VIEWER, 7, "for the board")
    names = (
        "workspace settings members change_member invite withdraw_invitation leave log log_csv whole_export"
    )
    return {
        **{f"teams:{name}": [workspace.code] for name in (*names.split(), "whole_export", "delete")},
        "teams:bring_back": [gone.code],
        "teams:whole_file": [workspace.code, export.code],
        "teams:join": [token],
    }


@pytest.fixture(autouse=True)
def _no_files(monkeypatch):
    """Whether a file may be had is decided before it is written."""
    for module in (files, workload):
        monkeypatch.setattr(module, "_sent", lambda *given: HttpResponse())


def said(client, method, address):
    """Return what an answer says of access; what it did is undone."""
    with transaction.atomic():
        answer = getattr(client, method)(address)
        transaction.set_rollback(True)
    if answer.status_code in (301, 302) and "/account/login/" in answer.url:
        return SIGN_IN
    known = {403: DENIED, 404: HIDDEN, 405: NOT_TAKEN}
    assert answer.status_code < 500, (address, answer.status_code)
    return known.get(answer.status_code, PASSED)


def own_names():
    return {
        name for name in site.names_in(get_resolver()) if not name.startswith(ELSEWHERE) and name != "None"
    }


def test_every_address_has_its_row():
    assert own_names() == set(ROWS)


@pytest.mark.parametrize("roles", [ROLES[::2], ROLES[1::2]], ids=["half", "other half"])
def test_each_role_gets_what_the_table_says(clients, addresses, roles):
    wrong = []
    for role in roles:
        for name, row in ROWS.items():
            for method, word in zip(("get", "post"), row, strict=True):
                wanted = NOT_TAKEN if word == NOT_TAKEN else expected(word, role)
                told = said(clients[0][role], method, addresses[name])
                # What is not taken may be told to anyone, or to those alone who may come here at all.
                if told != wanted and not (word == NOT_TAKEN and told in (SIGN_IN, DENIED, HIDDEN)):
                    wrong.append(f"{role}: {method} {name}: {told}, not {wanted}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["nobody", "other browser", "account", "superuser", "owner", "editor"])
def test_what_is_personal_is_its_maker_s_alone(clients, addresses, role):
    """Without a workspace neither its members nor a superuser reach it; its maker here is the editor."""
    Assessment.objects.update(workspace=None)
    wanted, asked = PASSED if role == "editor" else HIDDEN, 0
    wrong = []
    for name, row in ROWS.items():
        for method, word in zip(("get", "post"), row, strict=True):
            if not is_about_an_assessment(word):
                continue
            asked += 1
            if (told := said(clients[0][role], method, addresses[name])) != wanted:
                wrong.append(f"{role}: {method} {name}: {told}, not {wanted}")
    assert not wrong, "\n".join(wrong)
    assert asked == 76


def test_pages_of_an_account_are_for_whoever_is_signed_in(clients, addresses):
    """Sign-in, sign-up and a new password are for all; what is one's own leads others to the sign-in."""
    own = {
        name: address
        for name, address in addresses.items()
        if name.startswith(ELSEWHERE) and not address.startswith((*site.ENTRANCE, "/account/logout/"))
    }
    assert len(own) > 15
    for name, address in own.items():
        for role in ("nobody", "other browser"):
            for method in ("get", "post"):
                assert said(clients[0][role], method, address) == SIGN_IN, (role, method, name)
