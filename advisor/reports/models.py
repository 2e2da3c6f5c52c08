"""What owners keep for their reports: the cover, and files of many reports on their way."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from advisor.assessments.models import NAME_LENGTH, Owner
from advisor.jobs import Job


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


class ExportJob(Job):
    """Reports of several assessments being written into one file, by a worker that tells how far it is.

    ``codes`` are the assessments' codes in order; ``done`` counts those written. With a ``workload`` they are
    its components and become one report. The file is kept with the job and goes with it.
    """

    owner = models.ForeignKey(Owner, on_delete=models.CASCADE, related_name="export_jobs")
    format = models.SlugField(max_length=20)
    language = models.CharField(max_length=2)
    size = models.CharField(max_length=6)
    notes = models.BooleanField(default=True)
    data = models.BooleanField(default=True)
    codes = models.JSONField(default=list)
    workload = models.UUIDField(
        null=True, blank=True, help_text=_("The workload whose components become one report, if one does.")
    )
    left_out = models.JSONField(
        default=list, blank=True, help_text=_("Names of those that could not be written.")
    )
    file = models.BinaryField(null=True, blank=True)
    file_name = models.CharField(max_length=255, blank=True, default="")

    class Meta:
        ordering = ("-created_at",)
        verbose_name = _("export")
        verbose_name_plural = _("exports")

    def __str__(self) -> str:
        return f"{self.format} ({len(self.codes)})"

    @property
    def work_name(self) -> str:
        """All files are written by one work."""
        return "export"
