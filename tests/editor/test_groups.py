"""The three ready groups."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from advisor.editor.groups import EDITORS, PUBLISHERS, READERS, make_groups
from advisor.rulebook.schema import KINDS

pytestmark = pytest.mark.django_db


def codes(name):
    return set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))


def made():
    make_groups(apps.get_app_config("editor"), apps=apps)


def test_every_instance_has_them_with_what_they_may():
    views = {f"view_{kind}" for kind in (*KINDS, "version", "event")}
    edits = {f"{what}_{kind}" for what in ("add", "change", "delete") for kind in KINDS}
    assert codes(READERS) == views
    assert codes(EDITORS) == views | edits
    assert codes(PUBLISHERS) == views | {"publish_version"}


def test_nobody_may_write_versions_or_the_log_by_hand():
    for name in (READERS, EDITORS, PUBLISHERS):
        for kind in ("version", "event"):
            assert not codes(name) & {f"{what}_{kind}" for what in ("add", "change", "delete")}


def test_a_group_that_was_altered_stays_as_it_is():
    readers = Group.objects.get(name=READERS)
    readers.permissions.set(Permission.objects.filter(codename="view_rule"))
    made()
    assert codes(READERS) == {"view_rule"}


def test_a_group_that_is_missing_comes_back():
    Group.objects.get(name=PUBLISHERS).delete()
    made()
    assert "publish_version" in codes(PUBLISHERS)
    assert set(Group.objects.values_list("name", flat=True)) >= {READERS, EDITORS, PUBLISHERS}
