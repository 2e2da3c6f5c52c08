"""What administrators see of the sign-in's library: who has what, and never a secret.

What is gone from here cannot be looked at: tokens and clients of providers (the settings name these), and
jobs with what they say of errors. The rest can be taken away and not altered: a second factor that somebody
lost, a provider that somebody left, a session that is somebody else's.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult

for _model in (Authenticator, DBTaskResult, SocialAccount, SocialApp, SocialToken, UserSession):
    admin.site.unregister(_model)


class TakenAwayOnly(admin.ModelAdmin[Any]):
    """Seen and removed, neither added nor changed."""

    search_fields = ("user__username", "user__email")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds one here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes one here."""
        return False


@admin.register(Authenticator)
class AuthenticatorAdmin(TakenAwayOnly):
    """Second factors, without their secrets."""

    fields = list_display = ("user", "type", "created_at", "last_used_at")


@admin.register(SocialAccount)
class SocialAccountAdmin(TakenAwayOnly):
    """Which accounts are connected to a provider."""

    fields = list_display = ("user", "provider", "uid", "date_joined", "last_login")


@admin.register(UserSession)
class UserSessionAdmin(TakenAwayOnly):
    """Who is signed in where; to remove one is to sign it out."""

    fields = list_display = ("user", "created_at", "last_seen_at", "ip", "user_agent")

    def delete_model(self, request: HttpRequest, obj: UserSession) -> None:
        """End a session."""
        obj.end()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[UserSession]) -> None:
        """End several."""
        for one in queryset:
            one.end()
