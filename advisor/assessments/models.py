"""Who owns what was answered. No foreign key into the rulebook: an assessment names its version by hash."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import NamedTuple, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisor.accounts.models import Workspace

NAME_LENGTH = 200
TEXT_LENGTH = 10_000
#: How long a link that has ended is still listed.
ENDED_LISTED = timedelta(days=30)
#: How long it is said beforehand that an assessment without an account will be removed.
WARNED = timedelta(days=30)


class Owner(models.Model):
    """Somebody who owns assessments, known by a secret token (stored hashed) or by an account."""

    token_hash = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the secret token."))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="owner",
        help_text=_("The account, where there is one."),
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("owner")
        verbose_name_plural = _("owners")

    def __str__(self) -> str:
        return str(self.user) if self.user else f"#{self.pk}"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Which assessments there are."""

    def present(self) -> Self:
        """Those that are not deleted, nor their workspace."""
        return self.filter(deleted_at=None).exclude(workspace__deleted_at__isnull=False)


class Granted(NamedTuple):
    """What whoever asked for an assessment may do to it; the names are those of ``accounts.roles.Act``."""

    read: bool = False
    export: bool = False
    review: bool = False
    change: bool = False
    share: bool = False
    delete: bool = False
    move: bool = False


class Assessment(models.Model):
    """The profile of one component of a workload, being filled in by somebody."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(Owner, on_delete=models.CASCADE, related_name="assessments")
    workspace = models.ForeignKey(
        Workspace,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="assessments",
        help_text=_("Whose members it belongs to; none: it is its owner's alone."),
    )
    name = models.CharField(max_length=NAME_LENGTH, help_text=_("The name of the workload."))
    component = models.CharField(
        max_length=NAME_LENGTH, blank=True, default="", help_text=_("Which component of the workload it is.")
    )
    variant = models.CharField(
        max_length=NAME_LENGTH,
        blank=True,
        default="",
        help_text=_("What this variant tries, where it is one; empty for the assessment itself."),
    )
    contact = models.CharField(
        max_length=NAME_LENGTH, blank=True, default="", help_text=_("Who owns the workload.")
    )
    client = models.CharField(
        max_length=NAME_LENGTH, blank=True, default="", help_text=_("For whom the report is written.")
    )
    description = models.TextField(max_length=TEXT_LENGTH, blank=True, default="")
    rulebook = models.CharField(max_length=71, help_text=_("The hash of the rulebook version."))
    workload = models.UUIDField(
        default=uuid.uuid4, db_index=True, help_text=_("Shared by the components of one workload.")
    )
    variant_of = models.UUIDField(
        default=uuid.uuid4, db_index=True, help_text=_("Shared by an assessment and its copies.")
    )
    example = models.SlugField(
        max_length=100, blank=True, default="", help_text=_("The published example it was copied from.")
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=_("When the owner allowed the answers, without names and notes, to become a scenario."),
    )
    warned_at = models.DateTimeField(
        null=True,
        blank=True,
        db_index=True,
        help_text=_(
            "Since when its pages say that it will be removed, because nobody has changed it for long."
        ),
    )

    #: Set by what loads it for a request (assessments/access.py): nothing is granted otherwise.
    granted: Granted = Granted()

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-updated_at",)
        indexes = [
            models.Index(fields=["owner", "-updated_at"], name="assessment_of_owner"),
            models.Index(fields=["workspace", "-updated_at"], name="assessment_of_workspace"),
            models.Index(
                fields=["-offered_at", "id", "workspace"],
                condition=models.Q(offered_at__isnull=False, deleted_at=None),
                name="assessment_offered",
            ),
        ]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The workload and, where it has them, the component and the name of the variant."""
        return " · ".join(part for part in (self.name, self.component, self.variant) if part)

    @property
    def leaves_on(self) -> date | None:
        """The day from which on it may be removed for its age; None where that is not due."""
        if self.warned_at is None:
            return None
        return max(timezone.localdate(self.warned_at + WARNED), timezone.localdate())


class WarningClock(models.Model):
    """Until when the warnings have counted, in one row: see :mod:`advisor.assessments.purging`."""

    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("clock of the warnings")
        verbose_name_plural = _("clock of the warnings")

    def __str__(self) -> str:
        return f"{self.seen_at:%Y-%m-%d %H:%M}"


class Answer(models.Model):
    """What was answered to one question; ``value`` None: asked, and not known.

    A question without a row, or with one that is not ``given``, is open.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    question = models.SlugField(max_length=100)
    given = models.BooleanField(default=True, help_text=_("False: only a note, the question is open."))
    value = models.JSONField(null=True, blank=True)
    note = models.TextField(max_length=TEXT_LENGTH, blank=True, default="")
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "question"], name="one_answer_a_question")
        ]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self) -> str:
        return self.question


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    """Which links there are."""

    def open(self, now: datetime | None = None) -> Self:
        """Those that lead to a report: neither revoked nor expired."""
        return self.filter(_not_past("expires_at", now or timezone.now()), revoked_at=None)

    def listed(self, now: datetime | None = None) -> Self:
        """Those that are open, or ended not long ago."""
        since = (now or timezone.now()) - ENDED_LISTED
        return self.filter(_not_past("expires_at", since), _not_past("revoked_at", since))


def _not_past(field: str, moment: datetime) -> models.Q:
    return models.Q((field, None)) | models.Q((f"{field}__gt", moment))


class ShareLink(models.Model):
    """A link that lets anybody who has it read the report, until it expires or is revoked.

    ``password`` is stored hashed; "" where none is asked. ``reads`` counts visits.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="share_links")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    note = models.CharField(
        max_length=NAME_LENGTH, blank=True, default="", db_default="", help_text=_("For whom the link is.")
    )
    password = models.CharField(max_length=128, blank=True, default="", db_default="")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    reads = models.PositiveIntegerField(default=0, db_default=0)
    read_at = models.DateTimeField(null=True, blank=True, help_text=_("When it was last used."))

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("share link")
        verbose_name_plural = _("share links")

    def __str__(self) -> str:
        return str(self.assessment)

    @property
    def ended_at(self) -> datetime | None:
        """Since when it leads nowhere; None while it is open."""
        expired = self.expires_at if self.expires_at and self.expires_at <= timezone.now() else None
        return min((at for at in (self.revoked_at, expired) if at), default=None)


class Override(models.Model):
    """A reviewer's other outcome of one decision, with the written reason.

    It stands beside the recommendation and never hides it.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="overrides")
    decision = models.SlugField(max_length=100, help_text=_("strategy, compute or database"))
    option = models.SlugField(max_length=100)
    reason = models.TextField(max_length=TEXT_LENGTH)
    by = models.CharField(max_length=NAME_LENGTH, help_text=_("Who decided it."))
    decided_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("decided_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "decision"],
                condition=models.Q(withdrawn_at=None),
                name="one_override_a_decision",
            )
        ]
        verbose_name = _("override")
        verbose_name_plural = _("overrides")

    def __str__(self) -> str:
        return f"{self.decision}: {self.option}"


class Milestone(models.Model):
    """A report frozen as it was: everything that it rests on, never changed afterwards.

    ``answers`` maps a question to ``{"value": …, "note": …}``, with "value" only where an answer was given;
    ``details`` holds the assessment's texts; ``overrides`` is a list of
    ``{decision, option, reason, by, decided_on}``.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField(max_length=NAME_LENGTH)
    rulebook = models.CharField(max_length=71, help_text=_("The hash of the rulebook version."))
    recommendation = models.CharField(max_length=71, help_text=_("The hash of the recommendation."))
    answers = models.JSONField(default=dict)
    details = models.JSONField(default=dict)
    overrides = models.JSONField(default=list)
    frozen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-frozen_at", "-pk")
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return self.name
