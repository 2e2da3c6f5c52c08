"""Work that takes longer than a request: done beside it, with progress, and cancelled on request.

A job is claimed in the database, so that it is done once whoever looks after it; a worker that was killed
leaves a job without signs of life, which can be started again.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.db import connections, models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

#: After so long without a sign of life a worker is taken for dead.
DEAD_AFTER = timedelta(minutes=2)


class Job(models.Model):
    """Something that a worker does and tells how far it is; ``done`` counts what is finished of it."""

    class State(models.TextChoices):
        """Where a job stands."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    done = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now, help_text=_("The worker's last sign of life."))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.code)

    @property
    def is_at_work(self) -> bool:
        """Whether it waits or runs, as far as the database knows."""
        return self.state in AT_WORK

    @property
    def is_alive(self) -> bool:
        """Whether it waits or runs, and somebody looks after it."""
        return self.is_at_work and not self.is_dead

    @property
    def is_dead(self) -> bool:
        """Whether nobody looks after it any more, so that it may be started again."""
        return self.is_at_work and timezone.now() - self.touched_at > DEAD_AFTER


AT_WORK = (Job.State.WAITING, Job.State.RUNNING)
One = TypeVar("One", bound=Job)
#: Does what a job is for; returns the values of its fields that are stored with the end.
Work = Callable[[One], Mapping[str, Any]]


class Cancelled(Exception):
    """Somebody asked for the job to end."""


def begin(job: One, work: Work[One]) -> None:
    """Let a job be done, once what was stored with it is there for all to see."""
    model, pk = type(job), job.pk
    transaction.on_commit(lambda: _submit(model, pk, work))


def run(model: type[One], pk: int, work: Work[One]) -> None:
    """Do a job that waits, to its end; nothing where it does not wait (any more)."""
    claimed = _one(model, pk).filter(state=Job.State.WAITING)
    if not claimed.update(state=Job.State.RUNNING, done=0, touched_at=timezone.now()):
        return
    running = _one(model, pk).filter(state=Job.State.RUNNING)
    job = _one(model, pk).get()
    try:
        result = work(job)
    except Cancelled:
        return
    except Exception:
        logger.exception("%s %s failed", model._meta.model_name, job.code)
        running.update(state=Job.State.FAILED)
        return
    running.update(state=Job.State.FINISHED, **result)


def tell(job: Job, done: int, **fields: Any) -> None:
    """Store how far a job is, as a sign of life. Raises :class:`Cancelled` where it is to end."""
    running = _one(type(job), job.pk).filter(state=Job.State.RUNNING)
    if not running.update(done=done, touched_at=timezone.now(), **fields):
        raise Cancelled


def restart(job: One, work: Work[One]) -> None:
    """Start a job again that failed, was cancelled or was left by its worker."""
    left = Q(state__in=AT_WORK, touched_at__lt=timezone.now() - DEAD_AFTER)
    ended = Q(state__in=(Job.State.CANCELLED, Job.State.FAILED))
    stopped = _one(type(job), job.pk).filter(left | ended)
    if stopped.update(state=Job.State.WAITING, done=0, touched_at=timezone.now()):
        begin(job, work)


def cancel(job: Job, **fields: Any) -> None:
    """End a job that waits or runs, and empty its ``fields`` as they are given."""
    _one(type(job), job.pk).filter(state__in=AT_WORK).update(state=Job.State.CANCELLED, **fields)


def _one(model: type[One], pk: int) -> QuerySet[One]:
    return model._default_manager.filter(pk=pk)


def _submit(model: type[One], pk: int, work: Work[One]) -> None:
    if settings.JOBS_IN_BACKGROUND:
        _worker(model).submit(_in_thread, model, pk, work)
    else:
        run(model, pk, work)


@cache
def _worker(model: type[Job]) -> ThreadPoolExecutor:
    """Return the one thread for a kind of job: two would only share the same processor."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix=str(model._meta.model_name))


def _in_thread(model: type[One], pk: int, work: Work[One]) -> None:
    try:
        run(model, pk, work)
    finally:
        # Until the next job, which may never come, nobody would close the thread's own connection.
        connections.close_all()
