"""A worker: what it does, what it refuses, what it waits for, how it ends."""

import signal
import time
from contextlib import nullcontext

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django_tasks_db.models import DBTaskResult

from advisor import jobs
from advisor.operations import working
from tests.working import finds, leave, let_do, make_job, of

State = jobs.Job.State


@pytest.fixture(autouse=True)
def _by_the_database(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def ordered(transactional_db, monkeypatch):
    """A job that was handed over, and nothing else to do in the house.

    Committed, because a worker closes connections in between.
    """
    monkeypatch.setattr(working, "keeping_house", nullcontext)
    let_do(monkeypatch, finds([1]))
    job = make_job()
    jobs.begin(job)
    return job


def statuses():
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


def test_it_does_what_waits(ordered):
    call_command("worker", batch=True)
    assert (of(ordered).state, of(ordered).result) == (State.FINISHED, [1])
    assert statuses() == ["SUCCESSFUL"]


def test_what_was_cancelled_in_the_queue_is_not_done(ordered):
    jobs.cancel(ordered)
    call_command("worker", batch=True)
    assert (of(ordered).state, of(ordered).attempts) == (State.CANCELLED, 0)


def test_code_that_the_table_names_is_neither_loaded_nor_called(ordered, caplog):
    # Whoever imports this module writes to the terminal.
    DBTaskResult.objects.update(task_path="this.s")
    call_command("worker", batch=True)
    assert statuses() == ["FAILED"]
    assert "no task of this site" in caplog.text
    assert "ModuleNotFoundError" not in DBTaskResult.objects.get().traceback
    assert of(ordered).state == State.WAITING


def test_a_database_that_is_away_is_waited_for(ordered, monkeypatch, caplog):
    ready, asked = type(DBTaskResult.objects).ready, []

    def away_at_first(manager):
        asked.append(1)
        if len(asked) == 1:
            raise OperationalError("gone")
        return ready(manager)

    monkeypatch.setattr(working, "TRY_AGAIN_AFTER", 0)
    monkeypatch.setattr(type(DBTaskResult.objects), "ready", away_at_first)
    call_command("worker", batch=True)
    assert of(ordered).state == State.FINISHED
    assert "the database is away" in caplog.text


def test_after_sigterm_it_ends_with_its_job_done_or_handed_back(ordered, monkeypatch):
    worker = working.Worker(interval=0, grace=0)

    def work(running):
        worker.shutdown(signal.SIGTERM, None)
        jobs.tell(running, 1)
        return {"result": ["too late"]}

    let_do(monkeypatch, work)
    try:
        worker.run()
    finally:
        jobs.wind_down(None)
    assert (of(ordered).state, of(ordered).attempts) == (State.WAITING, 0)
    assert statuses() == ["SUCCESSFUL", "READY"], "the job is handed over anew"


def test_within_the_grace_its_job_is_finished(ordered, monkeypatch):
    worker = working.Worker(interval=0, grace=60)

    def work(running):
        worker.shutdown(signal.SIGTERM, None)
        jobs.tell(running, 1)
        return {"result": ["in time"]}

    let_do(monkeypatch, work)
    try:
        worker.run()
    finally:
        jobs.wind_down(None)
    assert (of(ordered).state, of(ordered).result) == (State.FINISHED, ["in time"])


def test_without_jobs_in_the_database_it_says_what_to_set(settings):
    settings.TASKS = {"default": {"BACKEND": "advisor.jobs.threads.ThreadsBackend"}}
    with pytest.raises(CommandError, match="set TASKS=database"):
        call_command("worker")


@pytest.mark.parametrize("option", ["interval", "grace"])
@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf")])
def test_times_out_of_range_are_named(option, seconds):
    with pytest.raises(CommandError, match=f"--{option} has to be from 0 to 3600"):
        call_command("worker", **{option: seconds})


@pytest.mark.django_db(transaction=True)
def test_beside_its_work_it_takes_up_what_was_left():
    job = leave(make_job(), state=State.RUNNING, attempts=1)
    with working.keeping_house():
        end = time.monotonic() + 10
        while of(job).state != State.WAITING and time.monotonic() < end:
            time.sleep(0.05)
    assert (of(job).state, of(job).attempts) == (State.WAITING, 1)
    assert statuses() == ["READY"]
