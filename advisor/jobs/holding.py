"""How one run holds its job: by its claim, by signs of life, and until this process is to end.

A step may take longer than a worker is waited for (typesetting a large file does), so the signs of life come
from a thread beside it and not from the steps. That thread vouches for one step only so long: what hangs is
taken up by somebody else in the end.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from django.db import DatabaseError, InterfaceError, connections
from django.db.models import QuerySet
from django.db.models.functions import Now

from advisor.jobs.model import Job, dead_after
from advisor.jobs.registry import One

logger = logging.getLogger(__name__)

#: So often a worker gives a sign of life before it would be taken for dead.
BEATS = 4
#: One step may take so many times as long as a worker without signs of life is waited for.
LONGEST_STEP = 15

_end_at: float | None = None


class HandedBack(Exception):
    """This process is to end, and the job is for another one."""


def wind_down(seconds: float | None) -> None:
    """Let the jobs of this process be handed back at their first step after so many seconds; None: never."""
    global _end_at
    _end_at = None if seconds is None else monotonic() + seconds


def go_on() -> None:
    """Raise :class:`HandedBack` where this process is to end."""
    if _end_at is not None and monotonic() >= _end_at:
        raise HandedBack


def held(job: One) -> QuerySet[One]:
    """Return the job as long as this run holds it."""
    found: QuerySet[One] = type(job)._default_manager.filter(pk=job.pk)
    return found.filter(state=Job.State.RUNNING, claim=job.claim)


class Pulse:
    """Signs of life of one run, from a thread of its own, as long as its steps end in time."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._over = Event()
        self._stepped_at = monotonic()

    def step(self) -> None:
        """Note that a step has ended."""
        self._stepped_at = monotonic()

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Give signs of life within a ``with``."""
        thread = Thread(target=self._beat, name=f"pulse of {self._job.code}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _beat(self) -> None:
        patience = dead_after().total_seconds()
        while not self._over.wait(patience / BEATS):
            if monotonic() - self._stepped_at > LONGEST_STEP * patience:
                logger.error("%s takes too long over one step: anybody may take it up", self._job.code)
                return
            try:
                if not held(self._job).update(touched_at=Now()):
                    return
            except (DatabaseError, InterfaceError):
                logger.warning("no sign of life of %s: the database is away", self._job.code)
            finally:
                connections.close_all()
