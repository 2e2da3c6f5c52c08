"""The log of who did what: written by what decides access, once in a while, never altered."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import OperationalError, transaction
from django.urls import reverse

from advisor.accounts import audit
from advisor.accounts.audit import About, Action
from advisor.accounts.models import AuditEvent
from advisor.assessments import actions
from tests.factories import browser_of, make_assessment, make_owner, make_user, make_workspace, signed_in

pytestmark = pytest.mark.usefixtures("version")
TOKEN = "somebody"
SAID = {"runtime": "php", "runtime.revision": "1", "runtime.note": "a secret note"}


def told():
    return [(one.actor, one.action, one.detail, one.title) for one in AuditEvent.objects.order_by("pk")]


@pytest.fixture
def shop():
    return make_assessment(make_owner(TOKEN), {"runtime": "java"})


def test_reading_exporting_changing_and_deleting_are_told_once(shop):
    browser = browser_of(TOKEN)
    for _again in range(2):
        browser.get(reverse("reports:report", args=[shop.code]))
        browser.get(reverse("reports:json", args=[shop.code]))
        browser.post(reverse("assessments:question", args=[shop.code, "runtime"]), SAID)
    browser.post(reverse("assessments:delete", args=[shop.code]))
    assert told() == [
        ("browser", "read", "report", "Shop"),
        ("browser", "exported", "json", "Shop"),
        ("browser", "changed", "question", "Shop"),
        ("browser", "deleted", "delete", "Shop"),
    ]
    one = AuditEvent.objects.first()
    assert (one.owner, one.workspace, one.account, one.assessment) == (shop.owner_id, None, None, shop.code)


def test_after_ten_minutes_it_is_told_again(shop, time_machine):
    browser = browser_of(TOKEN)
    for at in ("2027-01-01T10:00Z", "2027-01-01T10:09Z", "2027-01-01T10:11Z"):
        time_machine.move_to(at, tick=False)
        browser.get(reverse("reports:report", args=[shop.code]))
    assert len(told()) == 2


def test_what_was_refused_is_not_told(shop):
    stranger = browser_of("stranger")
    assert stranger.get(reverse("reports:report", args=[shop.code])).status_code == 404
    answer = browser_of(TOKEN).post(reverse("assessments:details", args=[shop.code]), {"name": ""})
    assert answer.status_code == 422
    assert told() == []


def test_in_a_workspace_it_names_the_account_and_the_workspace(shop):
    viewer = make_user("viewer")
    workspace = make_workspace(viewer=viewer)
    type(shop).objects.update(workspace=workspace)
    signed_in(viewer).get(reverse("reports:report", args=[shop.code]))
    one = AuditEvent.objects.get()
    assert (one.actor, one.account, one.workspace, one.owner) == ("account", viewer.pk, workspace.code, None)


def test_a_link_is_counted_for_each_visitor(shop, client):
    link = actions.share(shop)
    page = reverse("reports:shared_report", args=[link.token])
    for agent in ("one", "two", "one"):
        client.get(page, headers={"user-agent": agent})
    link.refresh_from_db()
    assert link.reads == 2
    assert link.read_at is not None
    assert {one.actor for one in AuditEvent.objects.all()} == {"link"}


def test_the_answers_are_never_told(shop):
    browser = browser_of(TOKEN)
    page = reverse("assessments:question", args=[shop.code, "runtime"])
    assert browser.post(page, SAID).status_code == 302
    assert "secret" not in str(list(AuditEvent.objects.values()))
    assert "php" not in str(list(AuditEvent.objects.values()))


def test_where_nothing_can_be_written_reading_goes_on_and_is_told_later(shop, monkeypatch, caplog):
    def full(*args, **kwargs):
        raise OperationalError("database or disk is full")

    browser, page = browser_of(TOKEN), reverse("reports:report", args=[shop.code])
    with monkeypatch.context() as patched:
        patched.setattr(audit, "record", full)
        assert browser.get(page).status_code == 200
    assert "not stored in the access log" in caplog.text
    browser.get(page)
    assert len(told()) == 1


@pytest.mark.parametrize(
    "alter",
    [
        lambda one: one.save(),
        lambda one: one.delete(),
        lambda one: AuditEvent.objects.update(action="read"),
        lambda one: AuditEvent.objects.all().delete(),
        lambda one: AuditEvent.objects.filter(pk=one.pk)._raw_delete("default"),
        lambda one: AuditEvent.objects.bulk_create([AuditEvent(actor="account", action="read")]),
        lambda one: AuditEvent.objects.bulk_update([one], ["action"]),
        lambda one: AuditEvent.objects.update_or_create(pk=one.pk, defaults={"action": "read"}),
        lambda one: AuditEvent(pk=one.pk, actor="account", action="read").save(force_insert=False),
    ],
)
def test_nothing_alters_an_entry(alter):
    one = audit.record(Action.SHARED, About(assessment=uuid4(), title="Shop"), detail="share")
    before = list(AuditEvent.objects.values())
    with pytest.raises(Exception, match=r"only added to|UNIQUE|unique"), transaction.atomic():
        alter(one)
    cache.clear()
    assert list(AuditEvent.objects.values()) == before
