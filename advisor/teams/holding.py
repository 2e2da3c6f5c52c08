"""Changes of a workspace one after the other: whoever changes its members holds it until that is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from advisor.accounts import audit
from advisor.accounts.access import about
from advisor.accounts.audit import Action, Actor
from advisor.accounts.models import AuditEvent, Membership, Workspace
from advisor.accounts.roles import MAY_MANAGE
from advisor.errors import NotAllowed


@contextmanager
def held(workspace: Workspace, by: Any = None) -> Iterator[None]:
    """Hold a workspace within a transaction, so that no two requests decide on what the other one changes.

    ``by`` is the account that manages it, and must still be allowed to. Raises Http404 where it was deleted
    meanwhile, NotAllowed where somebody took the role away meanwhile.
    """
    with transaction.atomic():
        if not Workspace.objects.present().select_for_update().filter(pk=workspace.pk).exists():
            raise Http404
        if by is not None and not managers_of(workspace).filter(user=by).exists():
            raise NotAllowed(_("Only the owners of this workspace can do this."))
        yield


def managers_of(workspace: Workspace) -> QuerySet[Membership]:
    """Return the memberships of those who may manage a workspace."""
    return Membership.objects.filter(workspace=workspace, role__in=MAY_MANAGE)


def tell(
    workspace: Workspace,
    by: Any,
    detail: str,
    subject: int | None = None,
    action: AuditEvent.Action = Action.MEMBERS,
) -> None:
    """Add to the access log what an account did to a workspace, or to one of its members."""
    audit.record(action, about(workspace, subject), actor=Actor.ACCOUNT, account=by.pk, detail=detail)
