"""Published versions: one immutable document each."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

_DIGITS = re.compile(r"[0-9a-f]{1,64}")


class VersionQuerySet(models.QuerySet["Version"]):
    """Which version is in use."""

    def current(self) -> Version | None:
        """Return the version that new assessments are pinned to; None where nothing is published."""
        return self.defer("document").order_by("-current_since", "-pk").first()

    def current_hash(self) -> str:
        """Return the hash of the version in use; "" where nothing is published."""
        return self.order_by("-current_since", "-pk").values_list("hash", flat=True).first() or ""

    def beginning(self, digits: str) -> list[Version]:
        """Return the versions whose hash begins with these digits, two at most, without their documents.

        ``digits`` with or without ``sha256:``; [] for what are none.
        """
        name = digits.removeprefix("sha256:")
        found = self.defer("document").filter(hash__startswith=f"sha256:{name}")
        return list(found[:2]) if _DIGITS.fullmatch(name) else []

    def make_current(self, version: Version) -> None:
        """Put a version, maybe an earlier one, in use. Its document stays as it is."""
        super(VersionQuerySet, self.filter(pk=version.pk)).update(current_since=self.next_moment())

    def update(self, **values: Any) -> NoReturn:
        """TypeError: what is published stays as it is."""
        raise TypeError("A published version cannot be changed.")

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        """TypeError: what is published stays as it is."""
        raise TypeError("A published version cannot be changed.")

    def delete(self) -> NoReturn:
        """TypeError: what is published stays there."""
        raise TypeError("A published version cannot be deleted.")

    def next_moment(self) -> datetime:
        """Return now, or a moment after the last change where another machine's clock is ahead."""
        last = self.aggregate(last=models.Max("current_since"))["last"]
        now = timezone.now()
        return now if last is None or now > last else last + timedelta(microseconds=1)


class Version(models.Model):
    """One published rulebook. It is added once and never changed."""

    hash = models.CharField(
        max_length=71,
        unique=True,
        editable=False,
        help_text=_("SHA-256 of the document: the name of the version."),
    )
    label = models.CharField(max_length=200, blank=True, default="", help_text=_("A short name for people."))
    note = models.TextField(blank=True, default="", help_text=_("What has changed, and why."))
    published_at = models.DateTimeField(default=timezone.now, help_text=_("When it was first published."))
    current_since = models.DateTimeField(default=timezone.now, help_text=_("When it was last put in use."))
    format = models.PositiveIntegerField(help_text=_("The format number of the document."))
    document = models.TextField(help_text=_("The rulebook as canonical JSON."))

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("-current_since",)
        permissions = [("publish_version", "Can publish the draft and put versions in use")]
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")

    def __str__(self) -> str:
        return self.label or self.short_hash

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the version; TypeError on a change of one that is published."""
        if not self._state.adding:
            raise TypeError(f"Version {self.short_hash} is published and cannot be changed.")
        # Otherwise a new object with the number of a published version would take its place.
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """TypeError: assessments may be pinned to the version."""
        raise TypeError(f"Version {self.short_hash} is published and cannot be deleted.")

    @property
    def short_hash(self) -> str:
        """The first digits of the hash, enough for people."""
        return self.hash.removeprefix("sha256:")[:12]
