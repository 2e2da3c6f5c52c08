"""A job on its way to whoever does it, and taken up again where it was lost or left."""

import uuid

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import task_backends

from advisor import jobs
from advisor.editor.models import EditorJob
from tests.working import leave, make_job, of

State, Failure = jobs.Job.State, jobs.Job.Failure


# ── handed over, and lost on the way ──


def test_it_begins_when_the_transaction_ends(job, committed):
    with committed(), transaction.atomic():
        jobs.begin(job)
        assert of(job).state == State.WAITING
    assert of(job).state == State.FINISHED


def test_what_cannot_be_handed_over_waits_and_is_handed_over_later(job, committed, monkeypatch, caplog):
    backend = task_backends["default"]
    with monkeypatch.context() as broken:
        broken.setattr(type(backend), "enqueue", lambda *given: 1 / 0)
        with committed():
            jobs.begin(job)
    assert of(job).state == State.WAITING
    assert "could not be handed over" in caplog.text
    with committed():
        assert jobs.look_after(of(job)).state == State.WAITING
    assert of(job).state == State.WAITING, "it has waited for a moment only"
    with committed():
        jobs.look_after(leave(job))
    assert of(job).state == State.FINISHED


def test_what_waits_for_its_turn_is_not_handed_over_again(job, settings, committed):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    from django_tasks_db.models import DBTaskResult

    with committed():
        jobs.begin(job)
    with committed():
        waiting = jobs.look_after(leave(job))
        assert jobs.take_up_left() == 0
    assert not waiting.is_left
    (message,) = DBTaskResult.objects.all()
    assert (str(message.pk), message.args_kwargs["args"]) == (of(job).message, ["check", job.pk])
    message.delete()
    with committed():
        jobs.look_after(leave(job))
    assert DBTaskResult.objects.count() == 1
    assert of(job).attempts == 0


# ── left by its worker ──


def test_what_is_looked_after_is_left_alone(job, committed):
    EditorJob.objects.update(state=State.RUNNING)
    with committed():
        assert jobs.look_after(of(job)).state == State.RUNNING
        assert jobs.take_up_left() == 0
    assert of(job).state == State.RUNNING


def test_what_its_worker_left_is_taken_up_again(job, committed, caplog):
    left = leave(job, state=State.RUNNING, claim=uuid.uuid4(), attempts=1, done=2)
    with committed():
        assert jobs.look_after(left).state == State.WAITING
    assert (of(job).state, of(job).attempts, of(job).done) == (State.FINISHED, 2, 0)
    assert "was left by its worker: handed over again" in caplog.text


def test_of_two_that_notice_one_takes_it_up(job, committed):
    first = leave(job, state=State.RUNNING, claim=uuid.uuid4(), attempts=1)
    second = of(job)
    with committed() as begun:
        jobs.look_after(first)
        assert jobs.look_after(second).state == State.WAITING
    assert len(begun) == 1


def test_who_read_the_job_before_a_sign_of_life_does_not_take_it_up(job, committed):
    seen = leave(job, state=State.RUNNING, claim=uuid.uuid4())
    EditorJob.objects.update(touched_at=timezone.now())
    with committed() as begun:
        assert jobs.look_after(seen).state == State.RUNNING
    assert not begun


@pytest.mark.parametrize("attempts", [1, jobs.MOST_ATTEMPTS])
def test_what_ended_in_the_meantime_is_neither_taken_up_nor_given_up(job, committed, attempts):
    seen = leave(job, state=State.RUNNING, claim=uuid.uuid4(), attempts=attempts)
    EditorJob.objects.update(state=State.FINISHED)
    with committed() as begun:
        assert jobs.look_after(seen).state == State.FINISHED
    assert not begun


def test_after_so_many_attempts_it_is_given_up_and_says_so(job, committed):
    last = leave(job, state=State.RUNNING, claim=uuid.uuid4(), attempts=jobs.MOST_ATTEMPTS)
    with committed() as begun:
        given_up = jobs.look_after(last)
    assert not begun
    assert (given_up.state, given_up.failure) == (State.FAILED, Failure.LEFT)
    assert "begun 3 times" in given_up.ending
    with committed():
        jobs.restart(given_up)
    assert (of(job).state, of(job).failure, of(job).attempts) == (State.FINISHED, "", 1)


def test_all_that_was_left_is_taken_up(job, committed):
    other, alive = make_job(), make_job()
    for one in (job, other):
        leave(one, state=State.RUNNING, claim=uuid.uuid4())
    with committed():
        assert jobs.take_up_left() == 2
    assert {of(one).state for one in (job, other)} == {State.FINISHED}
    assert of(alive).state == State.WAITING
