"""Who may do what with a workspace. Every page of workspaces loads it here, and reading is noted here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from advisor.accounts import audit
from advisor.accounts.audit import About, Action
from advisor.accounts.models import AuditEvent, Invitation, Membership, Workspace
from advisor.accounts.roles import MAY_ADD, MAY_MANAGE, Role
from advisor.errors import NotAllowed


class What(StrEnum):
    """What can be done with a workspace as a whole."""

    SEE = "see"
    ADD = "add"
    MANAGE = "manage"


_WHO: Mapping[What, frozenset[Role]] = {
    What.SEE: frozenset(Role),
    What.ADD: MAY_ADD,
    What.MANAGE: MAY_MANAGE,
}


@dataclass(frozen=True, slots=True)
class Seat:
    """A workspace as one of its members has it."""

    workspace: Workspace
    role: Role

    @property
    def may_add(self) -> bool:
        """Whether assessments may be put into it."""
        return self.role in MAY_ADD

    @property
    def may_manage(self) -> bool:
        """Whether members, invitations, the log and the workspace itself may be seen to."""
        return self.role in MAY_MANAGE


def workspace_for(
    request: HttpRequest,
    code: UUID,
    what: What = What.SEE,
    action: AuditEvent.Action = Action.READ,
) -> Seat:
    """Return a workspace for something that this request does; to read it is noted as ``action``.

    What a request changes is recorded by what changes it, in its transaction. Raises Http404 for whoever is
    no member, NotAllowed where the role is not enough.
    """
    membership = get_object_or_404(_present_of(request), workspace__code=code)
    role = Role(membership.role)
    if role not in _WHO[what]:
        raise NotAllowed(_not_allowed(what, role))
    if request.method in ("GET", "HEAD"):
        audit.note(request, action, about(membership.workspace))
    return Seat(membership.workspace, role)


def deleted_workspace_for(request: HttpRequest, code: UUID) -> Workspace:
    """Return a deleted workspace that this request may bring back; Http404 for all but its owners."""
    return get_object_or_404(_deleted_of(request), workspace__code=code).workspace


def deleted_workspaces_for(request: HttpRequest) -> list[Workspace]:
    """Return the deleted workspaces that this request may bring back, by name (one query)."""
    return [membership.workspace for membership in _deleted_of(request).order_by("workspace__name", "pk")]


def seats_for(request: HttpRequest, what: What = What.SEE) -> list[Seat]:
    """Return the workspaces with which this request may do something, by name (one query; none without an
    account)."""
    if not request.user.is_authenticated:
        return []
    found = _present_of(request).filter(role__in=_WHO[what])
    return [Seat(one.workspace, Role(one.role)) for one in found.order_by("workspace__name", "workspace_id")]


def invitation_with(token_hash: str) -> Invitation | None:
    """Return the invitation that can still be taken by a token; None where it cannot, whatever the reason."""
    return Invitation.objects.valid().filter(token_hash=token_hash).select_related("workspace").first()


def about(workspace: Workspace, subject: int | None = None) -> About:
    """Return what the log says of a workspace, and of the account that something was done to."""
    return About(title=workspace.name, workspace=workspace.code, subject=subject)


def _present_of(request: HttpRequest) -> QuerySet[Membership]:
    return _of(request).filter(workspace__deleted_at=None)


def _deleted_of(request: HttpRequest) -> QuerySet[Membership]:
    return _of(request).filter(workspace__deleted_at__isnull=False, role__in=MAY_MANAGE)


def _of(request: HttpRequest) -> QuerySet[Membership]:
    # Nobody's number is 0: without an account there is no membership.
    return Membership.objects.filter(user_id=request.user.pk or 0).select_related("workspace")


def _not_allowed(what: What, role: Role) -> str:
    if what is What.ADD:
        told = _("Its owners and editors put assessments into a workspace.")
    else:
        told = _("Only the owners of this workspace can do this.")
    own = _("Your role here: %(role)s.") % {"role": role.label}
    return f"{told} {own}"
