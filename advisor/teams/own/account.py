"""What is stored of an account and of its owner beside assessments, without secrets and hashes."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import F

from advisor.accounts.models import Invitation, Membership
from advisor.reports.models import CoverProfile, ExportJob
from advisor.teams.own.person import Person

Rows = list[dict[str, Any]]
_USER = ("username", "first_name", "last_name", "email", "date_joined", "last_login", "is_staff", "is_active")
_INVITATION = ("role", "note", "made_at", "expires_at", "used_at", "revoked_at")
_EXPORT = ("code", "format", "language", "size", "notes", "data", "codes", "workload", "state", "created_at")


def account_of(person: Person) -> dict[str, Any]:
    """Return the account: who it is, what protects it, where it is signed in, its workspaces."""
    user = person.user
    if user is None:
        return {"account": None}
    named = {"workspace_code": F("workspace__code"), "workspace_name": F("workspace__name")}
    return {
        "account": {"number": user.pk, **{name: getattr(user, name) for name in _USER}},
        "groups": list(user.groups.order_by("name").values_list("name", flat=True)),
        "email_addresses": _rows(EmailAddress, user, "email", "verified", "primary"),
        "sessions": _rows(UserSession, user, "created_at", "last_seen_at", "ip", "user_agent"),
        "second_factors": _factors(user),
        "identity_providers": _rows(
            SocialAccount, user, "provider", "uid", "date_joined", "last_login", "extra_data"
        ),
        "memberships": list(Membership.objects.filter(user=user).values("role", "since", **named)),
        "invitations_made": list(Invitation.objects.filter(made_by=user).values(*_INVITATION, **named)),
        "invitations_taken": list(Invitation.objects.filter(used_by=user).values("role", "used_at", **named)),
    }


def cover_of(person: Person) -> tuple[dict[str, Any] | None, bytes]:
    """Return the cover and its logo (PNG); None and b"" where there is none."""
    cover = CoverProfile.objects.filter(owner=person.owner).first() if person.owner else None
    if cover is None:
        return None, b""
    fields = {name: getattr(cover, name) for name in ("prepared_by", "version", "confidentiality")}
    return fields, bytes(cover.logo or b"")


def exports_of(person: Person) -> Rows:
    """Return the files that were ordered and are still there, without what is in them."""
    return list(ExportJob.objects.filter(owner=person.owner).values(*_EXPORT)) if person.owner else []


def _rows(model: Any, user: Any, *fields: str) -> Rows:
    return list(model.objects.filter(user=user).order_by("pk").values(*fields))


def _factors(user: Any) -> Rows:
    """Return the second factors by kind and date; of passkeys the name that was given to them."""
    return [
        {
            "kind": one.type,
            "name": one.data.get("name", "") if one.type == Authenticator.Type.WEBAUTHN else "",
            "created_at": one.created_at,
            "last_used_at": one.last_used_at,
        }
        for one in Authenticator.objects.filter(user=user).order_by("pk")
    ]
