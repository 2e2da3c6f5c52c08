"""Work beside the requests: claimed once, told of, cancelled, taken up again after a worker's death."""

import logging
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from advisor import jobs
from advisor.editor.models import EditorJob

State = jobs.Job.State


@pytest.fixture
def job(db):
    return EditorJob.objects.create(kind="check", mark="m", total=3)


def of(job):
    """Return the job as it is stored."""
    return EditorJob.objects.get(pk=job.pk)


def finds(result):
    """Return work that finds something at once."""
    return lambda job: {"result": result}


def test_what_is_found_is_stored_with_the_end(job):
    jobs.run(EditorJob, job.pk, finds([1]))
    assert (of(job).state, of(job).result) == (State.FINISHED, [1])


@pytest.mark.parametrize("state", [state for state in State if state != State.WAITING])
def test_only_what_waits_is_begun(job, state):
    EditorJob.objects.update(state=state)
    jobs.run(EditorJob, job.pk, finds([1]))
    assert (of(job).state, of(job).result) == (state, None)


def test_it_begins_when_the_transaction_ends(job, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        jobs.begin(job, finds([1]))
        assert of(job).state == State.WAITING
    assert of(job).state == State.FINISHED


def test_what_is_told_is_a_sign_of_life(job):
    long_ago = timezone.now() - timedelta(hours=1)

    def work(running):
        EditorJob.objects.update(touched_at=long_ago)
        jobs.tell(running, 2, total=4)
        return {}

    jobs.run(EditorJob, job.pk, work)
    assert (of(job).done, of(job).total) == (2, 4)
    assert of(job).touched_at > long_ago


def test_a_cancelled_job_ends_where_it_tells_of_itself(job):
    told = []

    def work(running):
        for number in range(1, 4):
            if number == 2:
                jobs.cancel(running, result=None)
            jobs.tell(running, number)
            told.append(number)
        return {"result": [1]}

    jobs.run(EditorJob, job.pk, work)
    assert told == [1]
    assert (of(job).state, of(job).result, of(job).done) == (State.CANCELLED, None, 1)


def test_cancelling_during_the_last_step_leaves_no_result(job):
    def work(running):
        jobs.cancel(running)
        return {"result": [1]}

    jobs.run(EditorJob, job.pk, work)
    assert (of(job).state, of(job).result) == (State.CANCELLED, None)


def test_what_has_ended_cannot_be_cancelled(job):
    jobs.run(EditorJob, job.pk, finds([1]))
    jobs.cancel(job, result=None)
    assert (of(job).state, of(job).result) == (State.FINISHED, [1])


def test_a_failure_is_logged_and_kept(job, caplog):
    def work(running):
        raise RuntimeError("no such thing")

    with caplog.at_level(logging.ERROR):
        jobs.run(EditorJob, job.pk, work)
    assert of(job).state == State.FAILED
    assert "no such thing" in caplog.text


@pytest.mark.parametrize("state", [State.CANCELLED, State.FAILED])
def test_what_ended_without_a_result_can_be_begun_again(job, state, django_capture_on_commit_callbacks):
    EditorJob.objects.update(state=state, done=2)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.restart(job, finds([1]))
    assert (of(job).state, of(job).done) == (State.FINISHED, 0)


@pytest.mark.parametrize("state", [State.WAITING, State.RUNNING])
def test_only_a_dead_worker_is_replaced(job, state, django_capture_on_commit_callbacks):
    EditorJob.objects.update(state=state)
    assert not of(job).is_dead
    with django_capture_on_commit_callbacks(execute=True):
        jobs.restart(job, finds([1]))
    assert of(job).state == state
    EditorJob.objects.update(touched_at=timezone.now() - jobs.DEAD_AFTER - timedelta(seconds=1))
    assert of(job).is_dead
    with django_capture_on_commit_callbacks(execute=True):
        jobs.restart(job, finds([1]))
    assert of(job).state == State.FINISHED
    assert not of(job).is_dead


def test_others_are_left_alone(job, django_capture_on_commit_callbacks):
    other = EditorJob.objects.create(kind="check", mark="other")

    def work(running):
        jobs.tell(running, 2)
        return {"result": [1]}

    jobs.run(EditorJob, job.pk, work)
    assert (of(other).state, of(other).done) == (State.WAITING, 0)
    jobs.cancel(other)
    assert of(job).state == State.FINISHED
    with django_capture_on_commit_callbacks(execute=True):
        jobs.restart(other, finds([2]))
    assert (of(job).result, of(other).result) == ([1], [2])


@pytest.mark.django_db(transaction=True)
def test_it_is_done_beside_the_request(settings):
    settings.JOBS_IN_BACKGROUND = True
    job = EditorJob.objects.create(kind="check", mark="m")
    jobs.begin(job, finds([1]))
    jobs._worker(EditorJob).submit(int).result(timeout=10)
    assert of(job).result == [1]
