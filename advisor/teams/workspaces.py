"""Workspaces as a whole: made, renamed, deleted and brought back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from advisor.accounts.audit import Action
from advisor.accounts.models import Membership, Workspace
from advisor.accounts.roles import Role
from advisor.teams.exports import is_exported
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


class NotExported(Exception):
    """Something was changed since everything was exported, or it never was."""


def delete(workspace: Workspace, by: Any) -> None:
    """Hide a workspace and all that is in it; for a while its owners can bring it back.

    Raises :class:`NotExported` where no export holds what is in it now.
    """
    with held(workspace, by):
        if not is_exported(workspace):
            raise NotExported
        Workspace.objects.filter(pk=workspace.pk).update(deleted_at=timezone.now())
        tell(workspace, by, "workspace", action=Action.DELETED)


@transaction.atomic
def bring_back(workspace: Workspace, by: Any) -> None:
    """Let a deleted workspace be there again as it was. Raises Http404 where it is gone for good."""
    deleted = Workspace.objects.select_for_update().filter(deleted_at__isnull=False)
    get_object_or_404(deleted, pk=workspace.pk)
    Workspace.objects.filter(pk=workspace.pk).update(deleted_at=None)
    tell(workspace, by, "back", action=Action.CHANGED)
