"""What becomes of one's own when the account is deleted, or a browser without one is to be forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.access import about
from advisor.accounts.audit import About, Action, Actor
from advisor.accounts.models import Membership, Workspace
from advisor.accounts.roles import MAY_MANAGE
from advisor.assessments.access import hash_of_no_token
from advisor.assessments.models import Assessment, Owner
from advisor.assessments.purging import remove
from advisor.reports.models import CoverProfile, ExportJob
from advisor.teams.own.person import Person


class StillNeeded(Exception):
    """Without this account nobody could see to workspaces in which others work."""

    def __init__(self, workspaces: Sequence[Workspace]) -> None:
        super().__init__("the last owner of workspaces with other members")
        self.workspaces = workspaces


@dataclass(frozen=True, slots=True)
class Leaving:
    """What goes, what stays, and what is in the way.

    ``alone`` are workspaces without other members, which are deleted; ``needed`` those that need an owner
    first; ``left`` all others. ``shared`` counts assessments that were made in workspaces.
    """

    personal: int
    shared: int
    cover: bool
    files: int
    addresses: int = 0
    sessions: int = 0
    factors: int = 0
    alone: tuple[Workspace, ...] = ()
    needed: tuple[Workspace, ...] = ()
    left: tuple[Workspace, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is stored of somebody without an account."""
        return not (self.personal or self.cover or self.files)


def leaving_of(person: Person) -> Leaving:
    """Return what a page says before it is done."""
    owner, user = person.owner, person.user
    here = Leaving(
        personal=person.personal.count(),
        shared=Assessment.objects.filter(owner=owner, workspace__isnull=False).count() if owner else 0,
        cover=CoverProfile.objects.filter(owner=owner).exists() if owner else False,
        files=ExportJob.objects.filter(owner=owner).count() if owner else 0,
    )
    if user is None:
        return here
    alone, needed, left = _workspaces_of(user)
    return replace(
        here,
        addresses=EmailAddress.objects.filter(user=user).count(),
        sessions=UserSession.objects.filter(user=user).count(),
        factors=Authenticator.objects.filter(user=user).count(),
        alone=alone,
        needed=needed,
        left=left,
    )


@transaction.atomic
def delete_account(user: Any) -> None:
    """Delete an account with all that is its own; raises :class:`StillNeeded`, and then nothing is done.

    Personal assessments go for good. Those of workspaces stay, with an owner that nobody is. The logs keep
    the account's number. A workspace of which nobody else is a member is deleted, with its time of grace.
    """
    held = Workspace.objects.select_for_update().filter(memberships__user=user)
    list(held.order_by("pk"))  # in one order, so that two who leave at once wait for each other
    alone, needed, _left = _workspaces_of(user)
    if needed:
        raise StillNeeded(needed)
    audit.record(
        Action.ACCOUNT, About(subject=user.pk), actor=Actor.ACCOUNT, account=user.pk, detail="deleted"
    )
    for workspace in alone:
        Workspace.objects.filter(pk=workspace.pk).update(deleted_at=timezone.now())
        audit.record(Action.DELETED, about(workspace), actor=Actor.ACCOUNT, account=user.pk)
    for owner in Owner.objects.select_for_update().filter(user=user):
        _forget(owner)
    keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()
    user.delete()


@transaction.atomic
def forget_browser(owner: Owner) -> None:
    """Delete all that was made without an account."""
    for held in Owner.objects.select_for_update().filter(pk=owner.pk, user=None):
        _forget(held)


def _forget(owner: Owner) -> None:
    remove(Assessment.objects.filter(owner=owner, workspace=None))
    CoverProfile.objects.filter(owner=owner).delete()
    ExportJob.objects.filter(owner=owner).delete()
    if Assessment.objects.filter(owner=owner).exists():
        Owner.objects.filter(pk=owner.pk).update(user=None, token_hash=hash_of_no_token())
    else:
        owner.delete()


def _workspaces_of(user: Any) -> tuple[tuple[Workspace, ...], ...]:
    """Return those without other members, those that need this owner, and the others (two queries)."""
    present = Membership.objects.filter(user=user, workspace__deleted_at=None).select_related("workspace")
    mine = list(present.order_by("workspace__name", "pk"))
    others: dict[int, set[str]] = {one.workspace_id: set() for one in mine}
    beside = Membership.objects.filter(workspace__in=others).exclude(user=user)
    for workspace, role in beside.values_list("workspace_id", "role").distinct().order_by():
        others[workspace].add(role)
    alone, needed, left = [], [], []
    for one in mine:
        if not others[one.workspace_id]:
            alone.append(one.workspace)
        elif one.role in MAY_MANAGE and not others[one.workspace_id] & MAY_MANAGE:
            needed.append(one.workspace)
        else:
            left.append(one.workspace)
    return tuple(alone), tuple(needed), tuple(left)
