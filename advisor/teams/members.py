"""Members of a workspace: their roles change, they leave or are removed. One owner always stays."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from advisor.accounts.models import Membership, Workspace
from advisor.accounts.roles import Role
from advisor.teams.holding import held, managers_of, tell


class LastOwner(Exception):
    """Without this member nobody could see to the workspace any more."""


def change_role(workspace: Workspace, by: Any, member: int, role: Role) -> Membership:
    """Give a member (the number of the membership) another role.

    Raises Http404 where there is no such member, :class:`LastOwner` where no owner would be left.
    """
    with held(workspace, by):
        membership = _member(workspace, member)
        if membership.role == role:
            return membership
        if role != Role.OWNER:
            _leave_an_owner(membership)
        membership.role = role
        membership.save(update_fields=["role"])
        tell(workspace, by, f"role:{role}", membership.user_id)
        return membership


def remove(workspace: Workspace, by: Any, member: int) -> Membership:
    """Remove a member; what they made stays. Raises as :func:`change_role`."""
    with held(workspace, by):
        membership = _member(workspace, member)
        _leave_an_owner(membership)
        membership.delete()
        tell(workspace, by, "removed", membership.user_id)
        return membership


def leave(workspace: Workspace, user: Any) -> None:
    """End one's own membership; what one made stays. Raises :class:`LastOwner`."""
    with held(workspace):
        membership = get_object_or_404(Membership, workspace=workspace, user=user)
        _leave_an_owner(membership)
        membership.delete()
        tell(workspace, user, "left", user.pk)


def _member(workspace: Workspace, member: int) -> Membership:
    return get_object_or_404(Membership.objects.select_related("user"), workspace=workspace, pk=member)


def _leave_an_owner(membership: Membership) -> None:
    """Raise :class:`LastOwner` where no other owner is there; the workspace is held."""
    owners = managers_of(membership.workspace)
    if membership.role == Role.OWNER and not owners.exclude(pk=membership.pk).exists():
        raise LastOwner
