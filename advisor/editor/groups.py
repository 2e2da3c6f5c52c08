"""The three ready groups: who may look, who may edit, who may publish."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from advisor.rulebook.schema import APP, KINDS

READERS, EDITORS, PUBLISHERS = "Rulebook readers", "Rulebook editors", "Rulebook publishers"
LOOK = f"{APP}.view_rule"
EDIT = f"{APP}.change_rule"
PUBLISH = f"{APP}.publish_version"
_ALWAYS_READ = ("version", "event")


def make_groups(app_config: Any, using: str = "default", **options: Any) -> None:
    """Add the groups that are missing, with their permissions; those that are there stay as they are."""
    # This app's signal comes before or after that of the permissions, as the apps are listed.
    # `flush`, which ends a test of transactions, names no apps.
    create_permissions(apps.get_app_config(APP), using=using, apps=options.get("apps", apps), verbosity=0)
    views = [f"view_{kind}" for kind in (*KINDS, *_ALWAYS_READ)]
    edits = [f"{what}_{kind}" for what in ("add", "change", "delete") for kind in KINDS]
    for name, codes in (
        (READERS, views),
        (EDITORS, [*views, *edits]),
        (PUBLISHERS, [*views, "publish_version"]),
    ):
        _make(name, codes, using)


def _make(name: str, codes: Iterable[str], using: str) -> None:
    group, new = Group.objects.using(using).get_or_create(name=name)
    if new:
        allowed = Permission.objects.using(using).filter(content_type__app_label=APP, codename__in=codes)
        group.permissions.set(allowed)
