"""The access log as owners read it: in words, with the names they may know, and of nobody else's things."""

import csv
import html
import io
import re
from urllib.parse import parse_qsl
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisor.accounts import audit
from advisor.accounts.audit import About, Action, Actor
from advisor.accounts.models import AuditEvent, Membership
from advisor.assessments import actions
from advisor.assessments.models import Assessment, Owner
from advisor.teams.log import wanted, words
from tests.factories import browser_of, make_assessment, make_owner, make_workspace, signed_in

pytestmark = pytest.mark.usefixtures("version")
OWN = "/account/log/"


def read(client, workspace, **fields):
    return client.get(reverse("teams:log", args=[workspace.code]), fields).text


def put(workspace, **what):
    """Add an entry about something in a workspace."""
    action = what.pop("action", Action.READ)
    about = About(workspace=workspace.code, title=what.pop("title", "Shop"), **what.pop("about", {}))
    return audit.record(action, about, actor=what.pop("actor", Actor.ACCOUNT), **what)


@pytest.fixture
def shop(workspace, people):
    owner = Owner.objects.create(token_hash="e" * 64, user=people["editor"])
    assessment = make_assessment(owner, {"runtime": "java"})
    Assessment.objects.update(workspace=workspace)
    assessment.refresh_from_db()
    return assessment


# ── a workspace's ──


def test_owners_read_who_did_what(workspace, people, browsers, shop):
    link = actions.share(shop)
    browsers["viewer"].get(reverse("reports:json", args=[shop.code]))
    browsers["editor"].post(reverse("assessments:details", args=[shop.code]), {"name": "Shop"})
    browsers["owner"].get(reverse("assessments:check", args=[shop.code]))
    Client().get(reverse("reports:shared_report", args=[link.token]))
    viewer = Membership.objects.get(user=people["viewer"]).pk
    change = reverse("teams:change_member", args=[workspace.code])
    browsers["owner"].post(change, {"member": viewer, "role": "reviewer"})
    page = read(browsers["owner"], workspace)
    for told in (
        "<b>viewer@example.org</b> · exported it as JSON ·",
        "<b>editor@example.org</b> · changed the details ·",
        "<b>you</b> · looked at the answers ·",
        "<b>somebody with the link</b> · read the report ·",
        "<b>you</b> · gave another role: reviewer (viewer@example.org)",
    ):
        assert told in page


def test_what_is_read_in_parts_is_told_once(workspace, people, browsers, shop, time_machine):
    time_machine.move_to("2027-01-01T10:00Z", tick=False)
    for part in ("report", "plan", "end"):
        put(workspace, account=people["viewer"].pk, detail=part)
    put(workspace, account=people["editor"].pk, detail="report")
    time_machine.move_to("2027-01-01T10:11Z", tick=False)
    put(workspace, account=people["editor"].pk, detail="plan")
    page = read(signed_in(people["owner"]), workspace)
    assert page.count("<b>viewer@example.org</b> · read the report") == 1
    assert page.count("<b>editor@example.org</b> · read the report") == 2


def test_a_deleted_account_has_no_name(workspace, people, browsers, shop):
    browsers["viewer"].get(reverse("reports:report", args=[shop.code]))
    put(
        workspace, account=people["owner"].pk, action=Action.MEMBERS, detail="removed", about={"subject": 999}
    )
    get_user_model().objects.filter(pk=people["viewer"].pk).delete()
    page = read(browsers["owner"], workspace)
    assert "<b>a deleted account</b> · read the report" in page
    assert "removed from the workspace (a deleted account)" in page
    assert ">viewer@example.org" not in page


def test_who_left_is_still_named_for_what_they_did_as_a_member(workspace, people, browsers, shop):
    browsers["viewer"].get(reverse("reports:report", args=[shop.code]))
    Membership.objects.filter(user=people["viewer"]).delete()
    assert "<b>viewer@example.org</b> · read the report" in read(browsers["owner"], workspace)


def test_an_editor_of_the_rulebook_who_is_no_member_is_not_named(workspace, people, browsers):
    put(workspace, account=people["stranger"].pk, detail="offered")
    page = read(browsers["owner"], workspace)
    assert "<b>an editor of the rulebook</b> · looked at the answers offered" in page
    assert "stranger" not in page


def test_what_happens_elsewhere_is_not_in_it(workspace, people, browsers):
    other = make_workspace("Other", owner=people["owner"])
    put(other, account=people["owner"].pk, title="Of another workspace")
    audit.record(
        Action.READ, About(title="Personal", owner=1), account=people["editor"].pk, actor=Actor.ACCOUNT
    )
    audit.record(
        Action.ACCOUNT, About(subject=people["owner"].pk), account=people["owner"].pk, detail="signed_in"
    )
    page = read(browsers["owner"], workspace)
    for hidden in ("Of another workspace", "Personal", "signed in"):
        assert hidden not in page


def test_an_assessment_that_moved_away_tells_its_new_place_nothing_of_the_old_one(
    workspace, people, browsers, shop
):
    put(workspace, account=people["viewer"].pk, about={"assessment": shop.code}, title="Read before")
    other = make_workspace("Other", owner=people["stranger"])
    Assessment.objects.update(workspace=other)
    put(other, account=people["stranger"].pk, about={"assessment": shop.code}, title="Read after")
    assert "Read before" not in read(browsers["stranger"], other, assessment=shop.code)
    assert "Read after" not in read(browsers["owner"], workspace, assessment=shop.code)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, {"A", "B", "C"}),
        ({"person": "editor"}, {"B"}),
        ({"person": "link"}, {"C"}),
        ({"action": "exported"}, {"B"}),
        ({"assessment": "it"}, {"A"}),
        ({"person": "viewer", "action": "exported"}, set()),
    ],
)
def test_it_is_filtered_by_person_action_and_assessment(workspace, people, browsers, fields, found):
    code = uuid4()
    put(workspace, account=people["viewer"].pk, title="A", about={"assessment": code})
    put(
        workspace,
        account=people["editor"].pk,
        title="B",
        action=Action.EXPORTED,
        about={"assessment": uuid4()},
    )
    put(workspace, actor=Actor.LINK, title="C", about={"assessment": uuid4()})
    numbers = {name: user.pk for name, user in people.items()}
    fields = {name: numbers.get(text, code if text == "it" else text) for name, text in fields.items()}
    page = read(browsers["owner"], workspace, **fields)
    assert {title for title in "ABC" if f">{title}</a>" in page} == found
    assert ("No entry fits all of this." in page) == (not found)


@pytest.mark.parametrize(
    "fields", [{"person": "king"}, {"action": "sung"}, {"assessment": "x"}, {"before": "²"}]
)
def test_what_of_the_address_is_not_understood_is_said(workspace, browsers, fields):
    page = read(browsers["owner"], workspace, **fields)
    assert "Part of this address is not known here" in page


def test_pages_follow_one_another_without_a_gap_while_the_log_grows(workspace, people, browsers, monkeypatch):
    monkeypatch.setattr(wanted, "PER_PAGE", 3)
    for number in range(7):
        put(workspace, account=people["editor"].pk, title=f"T{number}", about={"assessment": uuid4()})
    seen, query = [], {"person": people["editor"].pk}
    while query and len(seen) < 20:
        page = read(browsers["owner"], workspace, **query)
        seen += [number for number in range(7) if f">T{number}</a>" in page]
        put(workspace, account=people["editor"].pk, title="new", about={"assessment": uuid4()})
        older = re.search(r'href="[^"]*\?([^"]*before=\d+)">Older', page)
        query = dict(parse_qsl(html.unescape(older[1]))) if older else None
    assert sorted(seen) == list(range(7))
    assert len(seen) == 7


def test_a_page_takes_as_many_queries_for_many_entries_as_for_few(workspace, people, browsers):
    counts = []
    for _again in range(2):
        for name in ("viewer", "editor", "reviewer"):
            for _many in range(10):
                put(workspace, account=people[name].pk)
        read(browsers["owner"], workspace)
        with CaptureQueriesContext(connection) as queries:
            read(browsers["owner"], workspace)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 9


def test_the_file_holds_all_that_is_asked_for_and_no_formula(workspace, people, browsers, monkeypatch):
    monkeypatch.setattr(wanted, "PIECE", 4)
    for number in range(9):
        put(workspace, account=people["editor"].pk, title=f"=1+{number}", about={"assessment": uuid4()})
    put(workspace, account=people["viewer"].pk, title="Not asked for")
    page = reverse("teams:log_csv", args=[workspace.code])
    answer = browsers["owner"].get(page, {"person": people["editor"].pk})
    text = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["assessment"] for row in rows] == [f"'=1+{number}" for number in reversed(range(9))]
    assert {(row["who"], row["what"]) for row in rows} == {("editor@example.org", "opened it")}
    assert AuditEvent.objects.filter(action="exported", detail="log_csv").count() == 1


def test_a_file_in_korean_speaks_korean(workspace, people, browsers):
    put(workspace, actor=Actor.LINK)
    page = reverse("teams:log_csv", args=[workspace.code])
    text = browsers["owner"].get(page, headers={"Accept-Language": "ko"}).getvalue().decode("utf-8-sig")
    assert text.startswith("at,who,what")


# ── one's own ──


def test_somebody_without_an_account_reads_what_was_done_to_theirs(client):
    assessment = make_assessment(make_owner("somebody"))
    browser = browser_of("somebody")
    browser.get(reverse("reports:report", args=[assessment.code]))
    client.get(reverse("reports:shared_report", args=[actions.share(assessment).token]))
    page = browser.get(OWN).text
    assert "<b>the owner, without an account</b> · read the report" in page
    assert "<b>somebody with the link</b> · read the report" in page
    assert "Nothing was done yet." in browser_of("another").get(OWN).text
    assert "Nothing was done yet." in Client().get(OWN).text


def test_an_account_reads_what_was_done_to_its_own_and_nothing_of_workspaces(
    workspace, people, browsers, shop
):
    mine = make_assessment(shop.owner, name="Mine")
    browsers["editor"].get(reverse("reports:report", args=[mine.code]))
    browsers["editor"].get(reverse("reports:report", args=[shop.code]))
    audit.record(
        Action.READ,
        About(title="Mine", owner=shop.owner_id),
        actor=Actor.ACCOUNT,
        account=people["stranger"].pk,
        detail="offered",
    )
    audit.record(
        Action.MOVED,
        About(title="Mine", owner=shop.owner_id),
        actor=Actor.ACCOUNT,
        account=people["owner"].pk,
    )
    page = browsers["editor"].get(OWN).text
    assert "<b>you</b> · read the report" in page
    assert "<b>an editor of the rulebook</b>" in page
    assert "<b>another account</b> · moved it away" in page
    for hidden in ("Shop", "stranger@", "owner@"):
        assert hidden not in page.partition("<main")[2]


def test_what_happened_to_the_account_stands_apart(people, browsers):
    audit.record(
        Action.ACCOUNT, About(subject=people["viewer"].pk), actor=Actor.ACCOUNT, account=people["viewer"].pk,
        detail="signed_in",
    )  # fmt: skip
    assert "<b>you</b> · signed in" in browsers["viewer"].get(OWN, {"of": "account"}).text
    assert "signed in" not in browsers["viewer"].get(OWN).text.partition("<main")[2]
    assert "<b>you</b>" not in browsers["editor"].get(OWN, {"of": "account"}).text
    text = browsers["viewer"].get(f"{OWN}csv", {"of": "account"}).getvalue().decode("utf-8-sig")
    assert "you,signed in" in text
    assert len(Client().get(f"{OWN}csv").getvalue().decode().splitlines()) == 1


def test_the_details_lead_to_the_log_of_the_assessment(workspace, browsers, shop):
    details = reverse("assessments:details", args=[shop.code])
    there = f"{reverse('teams:log', args=[workspace.code])}?assessment={shop.code}"
    assert there in browsers["owner"].get(details).text
    assert there not in browsers["editor"].get(details).text
    Assessment.objects.update(workspace=None)
    assert f"{OWN}?assessment={shop.code}" in browsers["editor"].get(details).text


# ── words ──


def test_every_word_has_a_sentence_and_every_action_one_of_its_own():
    assert set(words._PLAIN) == set(Action.values)
    assert len({str(text) for text in words._PLAIN.values()}) == len(Action.values)


@pytest.mark.parametrize(
    ("action", "detail", "text"),
    [
        ("exported", "shared_pdf", "exported it as PDF"),
        ("exported", "milestone_csv-answers", "exported it as CSV"),
        ("read", "workload_report", "read the report"),
        ("read", "whatever", "opened it"),
        ("members", "joined:owner", "joined as owner"),
        ("members", "invited:100%", "changed the members"),
        ("moved", "move", "moved it away"),
        ("moved", "arrived", "moved it here"),
        ("deleted", "deleted", "brought it back"),
    ],
)
def test_details_in_words(action, detail, text):
    assert words.said(action, detail) == text


def test_a_role_that_is_there_no_more_does_no_harm(workspace, browsers, people):
    put(workspace, account=people["owner"].pk, action=Action.MEMBERS, detail="joined:emperor")
    assert "changed the members" in read(browsers["owner"], workspace)
