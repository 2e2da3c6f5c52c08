"""The log is added to and never altered, whatever way one takes."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse

from advisor.editor.groups import EDITORS, PUBLISHERS, READERS
from advisor.rulebook.audit import COMMAND_LINE, Actor, log_event
from advisor.rulebook.models import Event
from advisor.rulebook.publishing import publish_directory, publish_draft, roll_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    actor = Actor("an editor", 7)
    changes = {"effects": ({"refactor": 2}, {"refactor": 3})}
    return log_event(actor, Event.Action.CHANGED, kind="rule", key=("source-code",), changes=changes)


def test_an_entry_names_who_did_what_to_which_record(entry):
    entry.refresh_from_db()
    assert (entry.by, entry.account, entry.action) == ("an editor", 7, "changed")
    assert (entry.kind, entry.key) == ("rule", "source-code")
    assert entry.changes == {"effects": [{"refactor": 2}, {"refactor": 3}]}
    assert str(entry) == "an editor changed rule source-code"


def test_the_model_refuses_to_change_or_delete_an_entry(entry):
    entry.by = "somebody else"
    with pytest.raises(TypeError, match="only added to"):
        entry.save()
    with pytest.raises(TypeError, match="only added to"):
        entry.delete()
    assert Event.objects.get().by == "an editor"


def test_a_new_entry_takes_no_old_ones_place(entry):
    with pytest.raises(IntegrityError), transaction.atomic():
        Event(pk=entry.pk, by="somebody else", action="changed").save()
    assert Event.objects.get().by == "an editor"


@pytest.mark.parametrize(
    "alter",
    [
        lambda found: found.update(by="somebody else"),
        lambda found: found.delete(),
        lambda found: found.bulk_update([Event(pk=found.get().pk, by="somebody else")], ["by"]),
        lambda found: found.bulk_create(
            [Event(pk=found.get().pk, by="somebody else")],
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=["by"],
        ),
        lambda found: found.filter(by="an editor").update_or_create(defaults={"by": "somebody else"}),
        lambda found: found._raw_delete("default"),
    ],
    ids=["update", "delete", "bulk update", "bulk create", "update or create", "raw delete"],
)
def test_the_query_set_refuses_to_change_or_delete_entries(entry, alter):
    with pytest.raises(TypeError, match="only added to"):
        alter(Event.objects.all())
    assert Event.objects.get().by == "an editor"


def test_none_of_the_groups_may_add_change_or_delete_entries():
    for name in (READERS, EDITORS, PUBLISHERS):
        allowed = Group.objects.get(name=name).permissions
        about_the_log = set(allowed.filter(content_type__model="event").values_list("codename", flat=True))
        assert about_the_log == {"view_event"}, name


def test_the_admin_lets_nobody_write_the_log(entry, admin_client, rf, admin_user):
    registered = admin.site._registry.get(Event)
    if registered is None:
        assert admin_client.get("/admin/rulebook/event/").status_code == 404
        return
    request = rf.get("/")
    request.user = admin_user
    assert not registered.has_add_permission(request)
    assert not registered.has_change_permission(request, entry)
    assert not registered.has_delete_permission(request, entry)
    add, change, delete = (
        reverse("admin:rulebook_event_add"),
        reverse("admin:rulebook_event_change", args=[entry.pk]),
        reverse("admin:rulebook_event_delete", args=[entry.pk]),
    )
    for address in (add, change, delete):
        assert admin_client.post(address, {"by": "somebody else", "post": "yes"}).status_code == 403
    admin_client.post(
        reverse("admin:rulebook_event_changelist"),
        {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"},
    )
    assert Event.objects.get().by == "an editor"


def test_publishing_files_logs_the_draft_the_version_and_what_is_put_in_use(small, edit):
    first = publish_directory(small, note="The first").version
    edit("50", "rehost: 1", "rehost: 2")
    publisher = Actor("a publisher", 8)
    second = publish_directory(small, note="The second", actor=publisher).version
    roll_back(first, actor=publisher, note="Back")
    told = list(Event.objects.order_by("pk").values_list("by", "action", "version", "note"))
    assert told == [
        (COMMAND_LINE.name, "replaced", "", "fixtures"),
        (COMMAND_LINE.name, "published", first.hash, "The first"),
        ("a publisher", "replaced", "", "fixtures"),
        ("a publisher", "published", second.hash, "The second"),
        ("a publisher", "put_in_use", first.hash, "Back"),
    ]


def test_what_changes_nothing_is_not_logged(small):
    publish_directory(small)
    before = Event.objects.count()
    publish_directory(small)
    publish_draft(note="Again")
    assert Event.objects.count() == before
