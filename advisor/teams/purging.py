"""Deleted workspaces go for good after a while, with all that is in them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.access import about
from advisor.accounts.audit import Action
from advisor.accounts.models import Workspace
from advisor.assessments.models import Assessment
from advisor.assessments.purging import DELETED_KEPT_DAYS, count_waiting, remove
from advisor.jobs import housekeeping


def last_day_of(workspace: Workspace) -> date | None:
    """Return until when a deleted workspace can surely be brought back; None of one that is not deleted."""
    deleted = workspace.deleted_at
    return timezone.localdate(deleted + timedelta(days=DELETED_KEPT_DAYS)) if deleted else None


@housekeeping.every(timedelta(hours=6), "deleted workspaces")
def purge_workspaces() -> int:
    """Remove the workspaces that were deleted long enough ago; return how many."""
    count_waiting(timezone.now())
    due = Workspace.objects.filter(deleted_at__lte=timezone.now() - timedelta(days=DELETED_KEPT_DAYS))
    return sum(_purge(number) for number in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _purge(number: int) -> bool:
    """Remove a workspace, unless it was brought back meanwhile; each assessment and it are told of."""
    held = Workspace.objects.select_for_update().filter(pk=number, deleted_at__isnull=False)
    workspace = held.first()
    if workspace is None:
        return False
    remove(Assessment.objects.filter(workspace=workspace))
    audit.record(Action.PURGED, about(workspace), detail="workspace")
    workspace.delete()
    return True
