"""Owners that are left over: without an account, without assessments, covers and files."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from advisor.assessments.models import Owner
from advisor.jobs import housekeeping


@housekeeping.every(timedelta(days=1), "owners without anything")
def forget_empty_owners() -> int:
    """Remove those that were made long ago; return how many. Their browsers become new owners."""
    if not settings.ANONYMOUS_KEPT_DAYS:
        return 0
    long_ago = timezone.now() - timedelta(days=settings.ANONYMOUS_KEPT_DAYS)
    empty = Owner.objects.filter(user=None, assessments=None, cover=None, export_jobs=None)
    return empty.filter(created_at__lt=long_ago).delete()[0]
