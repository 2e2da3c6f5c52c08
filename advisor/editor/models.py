"""What editors keep beside the draft: who edits what, and rulebooks that were brought in."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisor.assessments.models import Owner
from advisor.jobs import Job


class Presence(models.Model):
    """Somebody who has a record open to edit it, or had until a moment ago."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.SlugField(max_length=20)
    key = models.CharField(max_length=250)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "key"], name="one_presence_a_record")]
        verbose_name = _("presence")
        verbose_name_plural = _("presences")

    def __str__(self) -> str:
        return f"{self.user}: {self.kind} {self.key}"


class FixtureSet(models.Model):
    """A whole set of fixtures as one archive: brought in and waiting, or the draft that it took the place of.

    ``mark`` is the draft's when the set was stored.
    """

    class Role(models.TextChoices):
        """Why it is kept."""

        BROUGHT = "brought", _("brought in")
        REPLACED = "replaced", _("replaced")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    role = models.CharField(max_length=10, choices=Role)
    name = models.CharField(max_length=200, help_text=_("The name of the file."))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    archive = models.BinaryField()
    mark = models.CharField(max_length=16)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("set of fixtures")
        verbose_name_plural = _("sets of fixtures")

    def __str__(self) -> str:
        return self.name


class EditorJob(Job):
    """Something about the draft that takes longer than a request; the result is kept for the draft's mark.

    ``version`` is the hash of the version in use when it began. ``result`` is in no language. An impact is
    for ``user`` alone: it tells of the assessments of ``owner`` one by one.
    """

    class Kind(models.TextChoices):
        """What is worked out."""

        CHECK = "check", _("check")
        IMPACT = "impact", _("impact")

    kind = models.CharField(max_length=10, choices=Kind)
    mark = models.CharField(max_length=16, help_text=_("The draft's when it was read."))
    version = models.CharField(max_length=71, blank=True, default="")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    owner = models.ForeignKey(Owner, models.CASCADE, null=True, blank=True, related_name="+")
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("calculation")
        verbose_name_plural = _("calculations")

    def __str__(self) -> str:
        return f"{self.kind} {self.mark}"

    @property
    def work_name(self) -> str:
        """Each kind has a work of its own."""
        return self.kind
