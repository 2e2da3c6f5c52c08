"""To which workspaces an account belongs, in which role: looked up once a request."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from advisor.accounts.models import Membership
from advisor.accounts.roles import Role

_KEPT = "_roles"


def roles_of(request: HttpRequest) -> Mapping[int, str]:
    """Return workspace number → role of this request's account; {} without one. Deleted ones are left out."""
    if not request.user.is_authenticated:
        return {}
    kept: Mapping[int, str] | None = request.__dict__.get(_KEPT)
    if kept is None:
        kept = request.__dict__[_KEPT] = roles_of_account(request.user.pk)
    return kept


def roles_of_account(account: int) -> Mapping[int, str]:
    """Return workspace number → role of an account (one query)."""
    members = Membership.objects.filter(user_id=account, workspace__deleted_at=None)
    return dict(members.values_list("workspace_id", "role"))


def role_label(request: HttpRequest, workspace: int | None) -> str:
    """Return in words which role this request has in a workspace (its number); "" where it has none."""
    role = roles_of(request).get(workspace) if workspace else None
    return str(Role(role).label) if role else ""


def forget_roles(request: HttpRequest) -> None:
    """Let the roles be looked up again: they were changed within this request."""
    request.__dict__.pop(_KEPT, None)
