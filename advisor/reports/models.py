"""What owners want to see on the covers of their reports."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from advisor.assessments.models import NAME_LENGTH, Owner


class CoverProfile(models.Model):
    """One owner's cover: used for every report of theirs until it is changed."""

    owner = models.OneToOneField(Owner, on_delete=models.CASCADE, related_name="cover")
    prepared_by = models.CharField(max_length=NAME_LENGTH, blank=True, default="")
    version = models.CharField(max_length=50, blank=True, default="")
    confidentiality = models.CharField(max_length=NAME_LENGTH, blank=True, default="")
    logo = models.BinaryField(null=True, blank=True, help_text=_("PNG, as it was made safe."))
    logo_width = models.PositiveIntegerField(default=0)
    logo_height = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("cover")
        verbose_name_plural = _("covers")

    def __str__(self) -> str:
        return self.prepared_by or f"#{self.pk}"
