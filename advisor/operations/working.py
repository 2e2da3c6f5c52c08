"""A worker: does the jobs that wait in the database, and keeps house beside them."""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from types import FrameType
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from advisor import jobs
from advisor.jobs.housekeeping import keep_house
from advisor.jobs.tasks import do

logger = logging.getLogger(__name__)

#: Seconds between two looks at what is due in the house, at most.
LOOK_EVERY = 60.0
#: Seconds until a database that is away is asked again.
TRY_AGAIN_AFTER = 3.0
#: The tasks that a worker does, whatever else the table names.
KNOWN = frozenset({do.module_path})


class Worker(TaskWorker):
    """One of any number of workers. SIGTERM lets it finish its job, or hand it back after the ``grace``."""

    def __init__(self, *, interval: float, grace: float, batch: bool = False) -> None:
        """Take tasks, asking every ``interval`` seconds; with ``batch`` until there are none."""
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=interval,
            batch=batch,
            backend_name="default",
            startup_delay=not batch,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:40]}-{os.getpid()}-{get_random_string(6)}",
        )
        self._grace = grace

    def run(self) -> None:
        """Work until it is told to end; a database that is away is waited for."""
        with keeping_house():
            while True:
                try:
                    return super().run()
                except (OperationalError, InterfaceError):
                    logger.exception("the database is away: trying again in %s s", TRY_AGAIN_AFTER)
                    connections.close_all()
                    time.sleep(TRY_AGAIN_AFTER)

    def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
        """Do one of our own tasks; what else somebody wrote into the table is refused unseen."""
        if db_task_result.task_path not in KNOWN:
            logger.error("task %s names code that is no task of this site: refused", db_task_result.pk)
            db_task_result.set_failed(SuspiciousOperation("This is no task of this site."))
            return
        super().run_task(db_task_result)

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End when the job at hand has ended, which is handed back at its first step after the grace."""
        jobs.wind_down(self._grace)
        super().shutdown(signum, frame)


@contextmanager
def keeping_house() -> Iterator[None]:
    """Take up what was left, and do the chores that are due, in a thread beside whatever is done."""
    over = Event()
    thread = Thread(target=_keep_house, args=(over,), name="housekeeping", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _keep_house(over: Event) -> None:
    pause = min(LOOK_EVERY, jobs.dead_after().total_seconds() / 2)
    while not over.is_set():
        try:
            for _done in keep_house(only_due=True):
                pass
        except Exception:
            logger.exception("housekeeping was interrupted")
        finally:
            connections.close_all()
        over.wait(pause)
