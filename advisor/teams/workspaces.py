"""Workspaces as a whole: made and renamed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from advisor.accounts.audit import Action
from advisor.accounts.models import Membership, Workspace
from advisor.accounts.roles import Role
from advisor.teams.holding import held, tell


@transaction.atomic
def make(user: Any, name: str) -> Workspace:
    """Make a workspace whose owner is an account."""
    workspace = Workspace.objects.create(name=name)
    Membership.objects.create(workspace=workspace, user=user, role=Role.OWNER)
    tell(workspace, user, "workspace", action=Action.CREATED)
    return workspace


def rename(workspace: Workspace, by: Any, name: str) -> None:
    """Give a workspace another name."""
    with held(workspace, by):
        workspace.name = name
        workspace.save(update_fields=["name"])
        tell(workspace, by, "renamed", action=Action.CHANGED)
