"""What those who run the site may see, and what they keep of its running."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Operations(models.Model):
    """No table: what the permission to see how the site runs is about."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [("see_operations", "Can see how the site runs")]
        verbose_name = _("operations")
        verbose_name_plural = _("operations")

    def __str__(self) -> str:
        return "operations"


class Backup(models.Model):
    """One backup or restore, whether it came to its end or not."""

    class Kind(models.TextChoices):
        """What was done."""

        BACKUP = "backup", _("backup")
        SAFETY = "safety", _("safety copy before a restore")
        RESTORE = "restore", _("restore")

    at = models.DateTimeField(default=timezone.now, db_index=True)
    kind = models.CharField(max_length=10, choices=Kind)
    bytes = models.PositiveBigIntegerField(default=0, help_text=_("The size of the file."))
    sha256 = models.CharField(
        max_length=64, blank=True, default="", help_text=_("SHA-256 of the dump inside the file.")
    )
    ok = models.BooleanField(default=True)
    text = models.TextField(blank=True, default="", help_text=_("The file, or why it failed."))

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("backup or restore")
        verbose_name_plural = _("backups and restores")

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
