"""The ready group of those who run the site."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

OPERATORS = "Operators"
SEE = "operations.see_operations"


def make_group(app_config: Any, using: str = "default", **options: Any) -> None:
    """Add the group with its permission if it is missing; one that is there stays as it is."""
    # `flush`, which ends a test of transactions, names no apps.
    create_permissions(app_config, using=using, apps=options.get("apps", apps), verbosity=0)
    group, new = Group.objects.using(using).get_or_create(name=OPERATORS)
    if new:
        app_label, codename = SEE.split(".")
        allowed = Permission.objects.using(using).filter(content_type__app_label=app_label, codename=codename)
        group.permissions.set(allowed)
