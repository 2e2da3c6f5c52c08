"""Jobs from one state to the next. Each change is one statement that says which state it starts from."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping
from time import monotonic
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from advisor import metrics
from advisor.jobs.holding import HandedBack, Pulse, go_on, held
from advisor.jobs.model import AT_WORK, MOST_ATTEMPTS, Job, dead_after
from advisor.jobs.registry import One, Work, job_models, kind_named

logger = logging.getLogger(__name__)

State, Failure = Job.State, Job.Failure


class Cancelled(Exception):
    """The job is to end, or another run holds it; raised by the work itself, it cancels the job."""


# ── for those who order and wait ──


def begin(job: Job) -> None:
    """Let a job be done, once what was stored with it is there for all to see."""
    transaction.on_commit(lambda: _offer(job))


def cancel(job: Job, **fields: Any) -> None:
    """End a job that waits or runs, and empty its ``fields`` as they are given."""
    _stored(job).filter(state__in=AT_WORK).update(state=State.CANCELLED, claim=None, **fields)


def restart(job: Job) -> None:
    """Start a job again that failed or was cancelled, as if it were new."""
    ended = _stored(job).filter(state__in=(State.CANCELLED, State.FAILED))
    if ended.update(state=State.WAITING, failure="", attempts=0, done=0, touched_at=Now()):
        begin(job)


def look_after(job: One) -> One:
    """Take a job up again that is left, or give it up after too many attempts; return it as it is then."""
    if job.is_left:
        _take_up(job)
        job.refresh_from_db(fields=_OWN)
    return job


def take_up_left() -> int:
    """Look after every job that is left; return with how many there was something to do."""
    count = 0
    for model in job_models():
        left = model._default_manager.filter(state__in=AT_WORK, touched_at__lt=Now() - dead_after())
        count += sum([_take_up(job) for job in left.only("pk", *_OWN)])
    return count


# ── for those who work ──


def run(name: str, pk: int) -> None:
    """Do a job that waits, to its end; nothing where it does not wait (any more).

    LookupError where no work has this name. An error of the database is raised, and leaves the job to whoever
    notices that nobody works on it.
    """
    kind, claim = kind_named(name), uuid.uuid4()
    jobs = kind.model._default_manager.filter(pk=pk)
    one_more = F("attempts") + 1
    waiting = jobs.filter(state=State.WAITING)
    if not waiting.update(state=State.RUNNING, claim=claim, attempts=one_more, done=0, touched_at=Now()):
        return
    job = jobs.filter(claim=claim).first()
    if job is None:
        return
    begun = monotonic()
    job.pulse = Pulse(job)
    with job.pulse.beating():
        try:
            end = _end(job, kind.work)
        except (HandedBack, KeyboardInterrupt, SystemExit) as why:
            _hand_back(job)
            if isinstance(why, HandedBack):
                return
            raise
        stored = held(job).update(**end)
    _tell_of_end(job, end["state"] if stored else "", monotonic() - begun)


def tell(job: Job, done: int, **fields: Any) -> None:
    """Store how far a job is.

    Raises :class:`Cancelled` where this run no longer holds it, HandedBack where this process is to end.
    """
    go_on()
    if not held(job).update(done=done, touched_at=Now(), **fields):
        raise Cancelled
    if job.pulse:
        job.pulse.step()


def _end(job: One, work: Work[One]) -> Mapping[str, Any]:
    """Do the work; return what is stored of its end."""
    try:
        return {"state": State.FINISHED, **work(job)}
    except Cancelled:
        return {"state": State.CANCELLED}
    except (HandedBack, OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("%s %s failed", job.work_name, job.code)
        return {"state": State.FAILED, "failure": Failure.ERROR}


def _tell_of_end(job: Job, state: str, seconds: float) -> None:
    """Log and count how a run ended; "" where another run holds the job, or somebody cancelled it."""
    how = state or "not stored: cancelled, or held by another run"
    logger.info("%s %s, attempt %d: %s (%.1f s)", job.work_name, job.code, job.attempts, how, seconds)
    metrics.job_ended(str(job._meta.model_name), state or "overtaken", seconds)


def _hand_back(job: Job) -> None:
    """Let another worker do a job from its beginning, and do not count this attempt."""
    fields = {"state": State.WAITING, "claim": None, "attempts": F("attempts") - 1, "done": 0}
    if held(job).update(**fields, touched_at=Now()):
        logger.info("%s %s is handed back", job.work_name, job.code)
        _offer(job)


# ── handing over ──


def _offer(job: Job) -> None:
    """Hand a job over that waits. Where that fails, it is offered again by whoever looks after it."""
    # The task's backend may need the models, which import this module.
    from advisor.jobs.tasks import do

    try:
        message = do.enqueue(job.work_name, job.pk).id
    except Exception:
        logger.exception("%s %s could not be handed over", job.work_name, job.code)
        return
    _stored(job).update(message=message)


def _take_up(job: Job) -> bool:
    """Hand a job over again or give it up; False where somebody else did, or it still stands in the queue."""
    left = _stored(job).filter(state=job.state, claim=job.claim, touched_at__lt=Now() - dead_after())
    if job.state == State.WAITING:
        lost = left.update(touched_at=Now()) and not _is_queued(job)
        return bool(lost) and _begin_again(job, "was lost on its way")
    if job.attempts < MOST_ATTEMPTS:
        taken = left.update(state=State.WAITING, claim=None, done=0, touched_at=Now())
        return bool(taken) and _begin_again(job, "was left by its worker")
    given_up = left.update(state=State.FAILED, failure=Failure.LEFT, claim=None)
    if given_up:
        logger.error("%s %s was left %d times: given up", job.work_name, job.code, job.attempts)
    return bool(given_up)


def _begin_again(job: Job, why: str) -> bool:
    logger.warning("%s %s %s: handed over again", job.work_name, job.code, why)
    begin(job)
    return True


def _is_queued(job: Job) -> bool:
    """Whether the task's backend can tell, and says that the job has not come to its turn yet."""
    from django_tasks.base import TaskResultStatus
    from django_tasks.exceptions import TaskResultDoesNotExist

    from advisor.jobs.tasks import do

    if not job.message or not do.get_backend().supports_get_result:
        return False
    try:
        return do.get_result(job.message).status == TaskResultStatus.READY
    except TaskResultDoesNotExist:
        return False


#: What changes of a job without its results, which may be large.
_OWN = [field.name for field in Job._meta.fields]


def _stored(job: One) -> QuerySet[One]:
    return type(job)._default_manager.filter(pk=job.pk)
