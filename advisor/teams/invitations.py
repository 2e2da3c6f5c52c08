"""Invitations by a secret link: made, withdrawn, taken once. Of the token only a hash is stored."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from advisor.accounts.access import invitation_with
from advisor.accounts.models import Invitation, Membership, Workspace
from advisor.accounts.roles import Role
from advisor.assessments.access import hash_of_token
from advisor.teams.holding import held, tell

TOKEN_BYTES = 32
#: For how many days an invitation may be valid.
DAYS = (1, 7, 30)
#: Invitations of one workspace that wait at a time.
MOST_OPEN = 100
#: The roles, the one that may do least first.
_RANK = {role: rank for rank, role in enumerate(reversed(Role))}


class TooMany(Exception):
    """Too many invitations wait already."""


class Gone(Exception):
    """This invitation cannot be taken (any more), or there never was one."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of an invitation; ``changed`` is False where the guest could do as much already."""

    workspace: Workspace
    role: Role
    changed: bool


def invite(workspace: Workspace, by: Any, role: Role, days: int, note: str) -> str:
    """Make an invitation; return its token, which is stored nowhere. Raises :class:`TooMany`."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with held(workspace, by):
        if waiting(workspace).count() >= MOST_OPEN:
            raise TooMany
        now = timezone.now()
        Invitation.objects.create(
            workspace=workspace,
            role=role,
            token_hash=hash_of_token(token),
            note=note,
            made_by=by,
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        tell(workspace, by, f"invited:{role}")
    return token


def waiting(workspace: Workspace) -> QuerySet[Invitation]:
    """Return the invitations that can still be taken, the newest first."""
    return Invitation.objects.valid().filter(workspace=workspace).select_related("made_by")


def withdraw(workspace: Workspace, by: Any, number: int) -> bool:
    """End an invitation; return whether it could still be taken."""
    with held(workspace, by):
        invitation = waiting(workspace).filter(pk=number).first()
        if invitation is None:
            return False
        Invitation.objects.filter(pk=number).update(revoked_at=timezone.now())
        tell(workspace, by, f"withdrawn:{invitation.role}")
        return True


def accept(token_hash: str, user: Any) -> Joined:
    """Let an account join by an invitation, which is used up by it.

    Where the account has that role or a higher one already, nothing is changed and nothing used up; where
    it joined by this invitation, a second press of the button changes nothing. Raises :class:`Gone`.
    """
    first = _takeable(token_hash, user)
    with held(first.workspace):
        invitation = _takeable(token_hash, user)
        role = Role(invitation.role)
        known = Membership.objects.filter(workspace=invitation.workspace, user=user).first()
        if known is not None and (invitation.used_at or _RANK[Role(known.role)] >= _RANK[role]):
            return Joined(invitation.workspace, Role(known.role), changed=False)
        Membership.objects.update_or_create(
            workspace=invitation.workspace, user=user, defaults={"role": role}
        )
        Invitation.objects.filter(pk=invitation.pk).update(used_at=timezone.now(), used_by=user)
        tell(invitation.workspace, user, f"joined:{role}", user.pk)
        return Joined(invitation.workspace, role, changed=True)


def _takeable(token_hash: str, user: Any) -> Invitation:
    """Return the invitation if it can be taken, or was by this account, which is still a member."""
    own = Invitation.objects.filter(
        token_hash=token_hash, used_by=user, workspace__deleted_at=None, workspace__memberships__user=user
    )
    invitation = invitation_with(token_hash) or own.select_related("workspace").first()
    if invitation is None:
        raise Gone
    return invitation
