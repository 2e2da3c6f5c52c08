"""What piles up in the tables of the libraries: expired sessions, tasks that were done."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from advisor.jobs import housekeeping

#: How long a task is kept that has ended, or whose worker died.
TASKS_KEPT = timedelta(days=7)


@housekeeping.every(timedelta(days=1), "expired sessions")
def forget_sessions() -> int:
    """Remove expired sessions; return how many."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


@housekeeping.every(timedelta(days=1), "tasks done")
def forget_tasks() -> int:
    """Remove tasks that ended, or were begun, too long ago; return how many."""
    long_ago = timezone.now() - TASKS_KEPT
    old = Q(finished_at__lt=long_ago) | Q(finished_at=None, started_at__lt=long_ago)
    return DBTaskResult.objects.filter(old).delete()[0]
