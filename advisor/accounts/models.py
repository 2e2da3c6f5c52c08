"""Workspaces with their members, and the log of who read or changed what; no answer stands in it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisor.accounts.roles import Role
from advisor.append_only import AppendOnly

NAME_LENGTH = 200


class WorkspaceQuerySet(models.QuerySet["Workspace"]):
    """Which workspaces there are."""

    def present(self) -> Self:
        """Those that are not deleted."""
        return self.filter(deleted_at=None)


class Workspace(models.Model):
    """A client or a team: assessments that several accounts share. Deleted, it can come back for a while."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=NAME_LENGTH)
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("workspace")
        verbose_name_plural = _("workspaces")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """An account's role in a workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("since", "pk")
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_role_in_a_workspace"),
        ]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Which invitations there are."""

    def valid(self, now: datetime | None = None) -> Self:
        """Those that can be taken: not used, not withdrawn, not too old, of a workspace that is there."""
        return self.filter(
            used_at=None,
            revoked_at=None,
            expires_at__gt=now or timezone.now(),
            workspace__deleted_at=None,
        )


class Invitation(models.Model):
    """A secret link (stored hashed) by which one account joins a workspace in a role, once."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=Role)
    token_hash = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the secret token."))
    note = models.CharField(
        max_length=NAME_LENGTH, blank=True, default="", help_text=_("For whom it is, for the owners' list.")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.workspace}: {self.role}"


class AuditEvent(AppendOnly):
    """One thing that somebody did to an assessment, a workspace or an account.

    By numbers and codes, never by foreign keys: what is deleted leaves its entries as they are. ``owner`` is
    the number of the owner of a personal assessment, ``workspace`` the code of a shared one; by these the
    owners find their entries. ``detail`` is a word of the program: the address's name, a format, a role.
    """

    class Actor(models.TextChoices):
        """Who did it."""

        ACCOUNT = "account", _("an account")
        BROWSER = "browser", _("the owner, without an account")
        LINK = "link", _("somebody with the link")
        PROGRAM = "program", _("the program itself")

    class Action(models.TextChoices):
        """What was done."""

        READ = "read", _("read")
        EXPORTED = "exported", _("exported")
        CREATED = "created", _("created")
        CHANGED = "changed", _("changed")
        REVIEWED = "reviewed", _("reviewed")
        SHARED = "shared", _("shared")
        DELETED = "deleted", _("deleted")
        MOVED = "moved", _("moved")
        CLAIMED = "claimed", _("taken into an account")
        PURGED = "purged", _("removed for good")
        MEMBERS = "members", _("members")
        ACCOUNT = "account", _("account")

    at = models.DateTimeField(default=timezone.now)
    actor = models.CharField(max_length=7, choices=Actor)
    account = models.PositiveBigIntegerField(null=True, blank=True, help_text=_("The number of the account."))
    action = models.CharField(max_length=8, choices=Action)
    assessment = models.UUIDField(null=True, blank=True)
    title = models.CharField(max_length=650, blank=True, default="")
    owner = models.PositiveBigIntegerField(null=True, blank=True)
    workspace = models.UUIDField(null=True, blank=True)
    subject = models.PositiveBigIntegerField(
        null=True, blank=True, help_text=_("The number of the account that it was done to.")
    )
    detail = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        ordering = ("-pk",)
        indexes = [
            models.Index(fields=["workspace", "-id"], name="audit_of_workspace"),
            models.Index(fields=["owner", "-id"], name="audit_of_owner"),
            models.Index(fields=["account", "-id"], name="audit_by_account"),
            models.Index(fields=["assessment", "-id"], name="audit_of_assessment"),
        ]
        verbose_name = _("entry of the access log")
        verbose_name_plural = _("access log")

    def __str__(self) -> str:
        return f"{self.actor} {self.action} {self.title}".strip()
