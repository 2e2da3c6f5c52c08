"""Work beside the requests: done once, told of, cancelled, begun again."""

import logging
import uuid
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from advisor import jobs, metrics
from advisor.editor.models import EditorJob
from advisor.jobs import registry
from tests.working import finds, let_do, make_job, of, run

State, Failure = jobs.Job.State, jobs.Job.Failure


# ── one run ──


def test_what_is_found_is_stored_with_the_end(job):
    run(job)
    assert (of(job).state, of(job).result, of(job).attempts) == (State.FINISHED, [1], 1)


@pytest.mark.parametrize("state", [state for state in State if state != State.WAITING])
def test_only_what_waits_is_begun(job, state):
    EditorJob.objects.update(state=state)
    run(job)
    assert (of(job).state, of(job).result, of(job).attempts) == (state, None, 0)


def test_what_is_gone_is_nobodys_work(job):
    EditorJob.objects.all().delete()
    run(job)
    assert not EditorJob.objects.exists()


def test_what_is_told_is_a_sign_of_life(job, monkeypatch):
    long_ago = timezone.now() - timedelta(hours=1)

    def work(running):
        EditorJob.objects.update(touched_at=long_ago)
        jobs.tell(running, 2, total=4)
        return {}

    let_do(monkeypatch, work)
    run(job)
    assert (of(job).done, of(job).total) == (2, 4)
    assert of(job).touched_at > long_ago


def test_a_failure_is_logged_and_kept(job, monkeypatch, caplog):
    def work(running):
        raise RuntimeError("no such thing")

    let_do(monkeypatch, work)
    with caplog.at_level(logging.ERROR):
        run(job)
    assert (of(job).state, of(job).failure) == (State.FAILED, Failure.ERROR)
    assert "no such thing" in caplog.text
    assert "went wrong" in of(job).ending


def test_work_may_cancel_its_own_job(job, monkeypatch):
    def work(running):
        raise jobs.Cancelled

    let_do(monkeypatch, work)
    run(job)
    assert (of(job).state, of(job).ending) == (State.CANCELLED, "Cancelled.")


def test_where_the_database_goes_away_the_job_is_left_to_whoever_notices(job, monkeypatch):
    def work(running):
        raise OperationalError("gone")

    let_do(monkeypatch, work)
    with pytest.raises(OperationalError):
        run(job)
    assert (of(job).state, of(job).failure) == (State.RUNNING, "")


def test_what_nobody_registered_is_not_done():
    with pytest.raises(LookupError, match=r"'os.system'; there is check, export, impact"):
        jobs.run("os.system", 1)


def test_a_name_is_taken_once():
    with pytest.raises(ValueError, match="'export' already"):
        jobs.does(EditorJob, "export")(finds([1]))
    assert registry.kind_named("export").model is not EditorJob


def test_every_run_is_counted_with_how_it_ended(job, monkeypatch):
    told = []
    monkeypatch.setattr(metrics, "job_ended", lambda kind, state, seconds: told.append((kind, state)))
    run(job)
    other = make_job()
    let_do(monkeypatch, lambda running: jobs.cancel(running) or {})
    run(other)
    assert told == [("editorjob", "finished"), ("editorjob", "overtaken")]


# ── cancelled ──


def test_a_cancelled_job_ends_where_it_tells_of_itself(job, monkeypatch):
    told = []

    def work(running):
        for number in range(1, 4):
            if number == 2:
                jobs.cancel(running, result=None)
            jobs.tell(running, number)
            told.append(number)
        return {"result": [1]}

    let_do(monkeypatch, work)
    run(job)
    assert told == [1]
    assert (of(job).state, of(job).result, of(job).done) == (State.CANCELLED, None, 1)


def test_cancelling_during_the_last_step_leaves_no_result(job, monkeypatch):
    def work(running):
        jobs.cancel(running)
        return {"result": [1]}

    let_do(monkeypatch, work)
    run(job)
    assert (of(job).state, of(job).result) == (State.CANCELLED, None)


def test_what_has_ended_cannot_be_cancelled(job):
    run(job)
    jobs.cancel(job, result=None)
    assert (of(job).state, of(job).result) == (State.FINISHED, [1])


# ── held by one run ──


def test_of_two_that_were_handed_the_same_job_one_does_it(job, monkeypatch):
    done = []

    def work(running):
        run(running)
        done.append(running.claim)
        return {}

    let_do(monkeypatch, work)
    run(job)
    run(job)
    assert len(done) == 1
    assert of(job).attempts == 1


@pytest.mark.parametrize("state", [State.WAITING, State.RUNNING, State.FINISHED])
def test_an_overtaken_run_tells_and_stores_nothing(job, monkeypatch, state):
    another = uuid.uuid4()
    told = []

    def slow(running):
        jobs.tell(running, 1)
        EditorJob.objects.update(state=state, claim=another, done=0)
        with pytest.raises(jobs.Cancelled):
            jobs.tell(running, 2)
        told.append(running.claim)
        return {"result": ["stale"]}

    let_do(monkeypatch, slow)
    run(job)
    assert len(told) == 1
    assert (of(job).state, of(job).claim, of(job).result, of(job).done) == (state, another, None, 0)


@pytest.mark.parametrize("problem", [jobs.Cancelled, RuntimeError])
def test_an_overtaken_run_that_ends_badly_changes_nothing(job, monkeypatch, problem):
    another = uuid.uuid4()

    def slow(running):
        EditorJob.objects.update(claim=another)
        raise problem

    let_do(monkeypatch, slow)
    run(job)
    assert (of(job).state, of(job).claim) == (State.RUNNING, another)


# ── begun again by hand ──


@pytest.mark.parametrize("state", [State.CANCELLED, State.FAILED])
def test_what_ended_without_a_result_can_be_begun_again(job, state, committed):
    EditorJob.objects.update(state=state, done=2)
    with committed():
        jobs.restart(job)
    assert (of(job).state, of(job).done) == (State.FINISHED, 0)


@pytest.mark.parametrize("state", [State.WAITING, State.RUNNING, State.FINISHED])
def test_nothing_else_can(job, state, committed):
    EditorJob.objects.update(state=state)
    with committed():
        jobs.restart(job)
    assert of(job).state == state


def test_others_are_left_alone(job, committed, monkeypatch):
    other = make_job()

    def work(running):
        jobs.tell(running, 2)
        return {"result": [1]}

    let_do(monkeypatch, work)
    run(job)
    assert (of(other).state, of(other).done) == (State.WAITING, 0)
    jobs.cancel(other)
    assert of(job).state == State.FINISHED
    let_do(monkeypatch, finds([2]))
    with committed():
        jobs.restart(other)
    assert (of(job).result, of(other).result) == ([1], [2])
