"""What goes for good: deleted assessments after a while, and those without an account after a warning.

Clocks jump. So what waits to go does not count from its date, but by the time in which housekeeping ran, at
most a day from one run to the next: it shifts the dates of warnings and deletions by what does not count. A
jump of years counts as a day at most. Housekeeping has to run once a day.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.audit import Action
from advisor.accounts.models import Workspace
from advisor.assessments.access import about_it
from advisor.assessments.models import WARNED, Assessment, AssessmentQuerySet, Owner, WarningClock
from advisor.jobs import housekeeping

#: How long a deleted assessment can come back.
DELETED_KEPT_DAYS = 30
#: What counts of the time between two runs at most; so much longer than said is waited.
MOST_COUNTED = timedelta(days=1)
#: What waits to go, by the date from which it does.
WAITING: tuple[tuple[type[Model], str], ...] = (
    (Assessment, "warned_at"),
    (Assessment, "deleted_at"),
    (Workspace, "deleted_at"),
)
#: Assessments that are removed in one transaction.
PIECE = 200


@housekeeping.every(timedelta(hours=6), "deleted assessments")
def purge_long_deleted() -> int:
    """Remove what nobody has brought back in time; return how many."""
    count_waiting(timezone.now())
    return purge_deleted(DELETED_KEPT_DAYS)


def purge_deleted(days: int) -> int:
    """Remove what was deleted so many days ago; return how many."""
    return remove(Assessment.objects.filter(deleted_at__lte=timezone.now() - timedelta(days=days)))


@housekeeping.every(timedelta(hours=6), "assessments without an account")
def purge_unused() -> int:
    """Warn of what nobody has changed for long, and remove what was warned of long enough ago.

    Only personal assessments of owners without an account, and with the last of an owner's the owner. Returns
    how many were removed.
    """
    now = timezone.now()
    count_waiting(now)
    warned = Assessment.objects.filter(warned_at__isnull=False)
    if not settings.ANONYMOUS_KEPT_DAYS:
        warned.update(warned_at=None)
        return 0
    old = _unused_since(now + WARNED - timedelta(days=settings.ANONYMOUS_KEPT_DAYS))
    # Claimed since, or the clock is right again, or it may stay for longer now.
    warned.exclude(pk__in=old.values("pk")).update(warned_at=None)
    due = old.filter(warned_at__lte=now - WARNED - MOST_COUNTED)
    old.filter(warned_at=None).update(warned_at=now)
    return remove(due, with_owners=True)


def count_waiting(now: datetime) -> None:
    """Shift the date of every warning and deletion by the time since the last run that does not count."""
    with transaction.atomic():
        clock = WarningClock.objects.select_for_update().first()
        if clock is None:
            WarningClock.objects.create(seen_at=now)
            return
        passed = now - clock.seen_at
        counted = min(max(passed, timedelta(0)), MOST_COUNTED)
        if passed != counted:
            for model, field in WAITING:
                waiting = model._default_manager.filter(**{f"{field}__isnull": False})
                waiting.update(**{field: F(field) + (passed - counted)})
        clock.seen_at = now
        clock.save()


def remove(found: AssessmentQuerySet, *, with_owners: bool = False) -> int:
    """Remove assessments for good, piece by piece, and note each in the access log; return how many.

    ``with_owners``: also the owners without an account who then have none left, with their covers.
    """
    count = 0
    while removed := _remove_piece(found, with_owners):
        count += removed
    return count


@transaction.atomic
def _remove_piece(found: AssessmentQuerySet, with_owners: bool) -> int:
    # Locked, they are looked at once more: what was kept or changed meanwhile is not among them.
    piece = list(found.select_related("workspace").select_for_update(of=("self",)).order_by("pk")[:PIECE])
    for assessment in piece:
        audit.record(Action.PURGED, about_it(assessment))
    Assessment.objects.filter(pk__in=[assessment.pk for assessment in piece]).delete()
    if with_owners:
        owners = {assessment.owner_id for assessment in piece}
        Owner.objects.filter(pk__in=owners, user=None, assessments=None).delete()
    return len(piece)


def _unused_since(moment: datetime) -> AssessmentQuerySet:
    """Return the personal assessments of owners without an account that were not changed since."""
    personal = Assessment.objects.filter(owner__user=None, workspace=None, deleted_at=None)
    return personal.filter(updated_at__lte=moment)
