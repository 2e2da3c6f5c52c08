"""What is kept of workspaces beside their members: files with everything that is in one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from advisor.accounts.models import Workspace
from advisor.jobs import Job


class WholeExport(Job):
    """Everything of a workspace being written into one ZIP file.

    ``state_of_it`` tells what was in the workspace when the work began; the file goes after a while, the
    entry stays, so that it is known what was exported. ``total`` counts assessments.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="exports")
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(max_length=2)
    total = models.PositiveIntegerField(default=0)
    state_of_it = models.CharField(max_length=64, blank=True, default="")
    left_out = models.JSONField(
        default=list, blank=True, help_text=_("Titles of those whose report could not be written.")
    )
    file = models.BinaryField(null=True, blank=True)
    file_name = models.CharField(max_length=255, blank=True, default="")

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("export of a workspace")
        verbose_name_plural = _("exports of workspaces")
