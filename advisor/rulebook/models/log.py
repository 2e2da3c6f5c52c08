"""What was done to the rulebook, by whom: rows that are added and never changed."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisor.append_only import AppendOnly


class Event(AppendOnly):
    """One thing that was done to the draft or to the versions.

    ``kind`` and ``key`` ("question/choice") name the record it was about, ``version`` the hash; both may be
    empty. ``changes``: field → [before, after].
    """

    class Action(models.TextChoices):
        """What was done."""

        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        REMOVED = "removed", _("removed")
        RETIRED = "retired", _("retired")
        RENAMED = "renamed", _("renamed")
        REPLACED = "replaced", _("replaced the draft")
        PUBLISHED = "published", _("published")
        PUT_IN_USE = "put_in_use", _("put in use")

    at = models.DateTimeField(default=timezone.now, db_index=True)
    # No foreign key: an account that is deleted leaves its entries as they are.
    account = models.PositiveBigIntegerField(null=True, blank=True, help_text=_("The number of the account."))
    by = models.CharField(max_length=200, help_text=_("The name of the account, or the command line."))
    action = models.CharField(max_length=12, choices=Action)
    kind = models.CharField(max_length=20, blank=True, default="")
    key = models.CharField(max_length=250, blank=True, default="")
    version = models.CharField(max_length=71, blank=True, default="")
    note = models.TextField(blank=True, default="")
    changes = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("entry of the log")
        verbose_name_plural = _("log")

    def __str__(self) -> str:
        return " ".join(part for part in (self.by, self.action, self.kind, self.key) if part)


class FileHead(models.Model):
    """The comment at the head of a fixture file, kept so that a download gives it back."""

    file = models.SlugField(max_length=50, unique=True, help_text=_("The name of the file, without suffix."))
    text = models.TextField()

    class Meta:
        ordering = ("file",)
        verbose_name = _("head of a file")
        verbose_name_plural = _("heads of files")

    def __str__(self) -> str:
        return self.file
