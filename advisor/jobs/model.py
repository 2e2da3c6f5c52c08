"""What the database knows of a job: where it stands, how far it is, and which run holds it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from advisor.jobs.holding import Pulse

#: So often a job is begun before it is given up: each time, whoever worked on it stopped.
MOST_ATTEMPTS = 3


def dead_after() -> timedelta:
    """Return how long there may be no sign of life before a worker is taken for dead."""
    return timedelta(seconds=settings.JOB_DEAD_AFTER)


class Job(models.Model):
    """Something that a worker does and tells how far it is; ``done`` counts what is finished of it.

    ``claim`` names the run that holds it: no other may store anything. ``message`` is the task by which it
    was handed over, as the task's backend names it. New columns have defaults in the database, so that web
    processes of the version before can still write.
    """

    class State(models.TextChoices):
        """Where a job stands."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("cancelled")
        FAILED = "failed", _("failed")

    class Failure(models.TextChoices):
        """Why a job failed."""

        ERROR = "error", _("error")
        LEFT = "left", _("left by its workers")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    done = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    failure = models.CharField(max_length=10, choices=Failure, blank=True, default="", db_default="")
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now, help_text=_("The worker's last sign of life."))
    claim = models.UUIDField(null=True, editable=False, help_text=_("The run that holds it."))
    attempts = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text=_("How often it was begun.")
    )
    message = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)

    #: Of the run that this process does, if it does one.
    pulse: Pulse | None = None

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.code)

    @property
    def work_name(self) -> str:
        """The name that its work is registered by (:func:`advisor.jobs.registry.does`)."""
        return str(self._meta.model_name)

    @property
    def is_at_work(self) -> bool:
        """Whether it waits or runs, as far as the database knows."""
        return self.state in AT_WORK

    @property
    def is_left(self) -> bool:
        """Whether it seems that nobody looks after it any more; the database has the last word."""
        return self.is_at_work and timezone.now() - self.touched_at > dead_after()

    @property
    def ending(self) -> str:
        """Say why it ended without a result; "" where it did not."""
        if self.state == self.State.CANCELLED:
            return gettext("Cancelled.")
        if self.state != self.State.FAILED:
            return ""
        if self.failure != self.Failure.LEFT:
            return gettext("Something went wrong on our side; it was logged.")
        words = gettext(
            "It was begun %(times)s times, and each time the process that worked on it stopped. "
            "Start it again later, or tell those who run this site."
        )
        return words % {"times": self.attempts}


AT_WORK = (Job.State.WAITING, Job.State.RUNNING)
