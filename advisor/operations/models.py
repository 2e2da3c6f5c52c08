"""What those who run the site may see, and what they keep of its running."""

from __future__ import annotations

from django.db import models
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
