"""Tasks done by threads of this process: for one process with nothing beside it."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache
from typing import Any

from django.db import connections
from django.utils import timezone
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task
from django_tasks.signals import task_enqueued
from django_tasks.utils import get_random_id

logger = logging.getLogger(__name__)


class ThreadsBackend(BaseTaskBackend):
    """A thread for each kind of work, which the first argument of a task names; no results are kept.

    What has not begun when the process ends is lost here, and taken up again as :mod:`advisor.jobs` does.
    """

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Let the thread of the task's kind do it after what it has to do already.

        It runs in this context, so that its lines in the log carry the id of the request that ordered it.
        """
        self.validate_task(task)
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        task_enqueued.send(type(self), task_result=result)
        thread_for(str(args[0]) if args else task.name).submit(copy_context().run, _do, result)
        return result


@cache
def thread_for(kind: str) -> ThreadPoolExecutor:
    """Return the one thread for a kind of work: two would only share the same processor."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix=kind)


def _do(result: TaskResult[Any]) -> None:
    try:
        result.task.call(*result.args, **result.kwargs)
    except Exception:
        logger.exception("task %s%s failed", result.task.name, tuple(result.args))
    finally:
        # Until the next task, which may never come, nobody would close the thread's own connection.
        connections.close_all()
