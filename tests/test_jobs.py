"""Work beside the requests, one state after the other: begun once, told of, cancelled, begun again."""

import logging
import uuid
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone
from django_tasks import task_backends

from advisor import jobs, metrics
from advisor.editor.models import EditorJob
from advisor.jobs import doing, registry, threads
from tests.working import finds, leave, let_do, make_job, of

State, Failure = jobs.Job.State, jobs.Job.Failure


@pytest.fixture
def job(db, monkeypatch):
    let_do(monkeypatch, finds([1]))
    return make_job()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def run(job):
    jobs.run("check", job.pk)


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


# ── a process that is to end ──


@pytest.fixture
def _no_end():
    yield
    jobs.wind_down(None)


@pytest.mark.usefixtures("_no_end")
def test_an_ending_process_hands_its_job_back_at_the_next_step(job, monkeypatch):
    def work(running):
        jobs.tell(running, 1)
        jobs.wind_down(3600)
        jobs.tell(running, 2)
        jobs.wind_down(0)
        jobs.tell(running, 3)
        return {"result": [1]}

    offered = []
    monkeypatch.setattr(doing, "_offer", offered.append)
    let_do(monkeypatch, work)
    run(job)
    handed = of(job)
    assert (handed.state, handed.claim, handed.attempts, handed.done) == (State.WAITING, None, 0, 0)
    assert offered == [job]


@pytest.mark.parametrize("signal", [SystemExit, KeyboardInterrupt])
def test_one_that_ends_at_once_hands_it_back_as_well(job, monkeypatch, signal):
    def work(running):
        raise signal

    monkeypatch.setattr(doing, "_offer", lambda job: None)
    let_do(monkeypatch, work)
    with pytest.raises(signal):
        run(job)
    assert (of(job).state, of(job).attempts) == (State.WAITING, 0)


@pytest.mark.usefixtures("_no_end")
def test_an_overtaken_run_hands_nothing_back(job, monkeypatch):
    another, offered = uuid.uuid4(), []

    def work(running):
        EditorJob.objects.update(claim=another)
        jobs.wind_down(0)
        jobs.tell(running, 1)

    monkeypatch.setattr(doing, "_offer", offered.append)
    let_do(monkeypatch, work)
    run(job)
    assert (of(job).state, of(job).claim, offered) == (State.RUNNING, another, [])


# ── threads of this process ──


@pytest.fixture
def _in_threads(settings):
    settings.TASKS = {"default": {"BACKEND": "advisor.jobs.threads.ThreadsBackend"}}


def wait_for_thread():
    """Wait until the thread of the checks has done what it was given."""
    threads.thread_for("check").submit(int).result(timeout=10)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_in_threads")
def test_it_is_done_beside_the_request(monkeypatch):
    let_do(monkeypatch, finds([1]))
    job = make_job()
    jobs.begin(job)
    wait_for_thread()
    assert of(job).result == [1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_in_threads")
def test_what_a_thread_cannot_do_is_logged(monkeypatch, caplog):
    let_do(monkeypatch, finds([1]))
    job = make_job()
    monkeypatch.delitem(registry._kinds, "check")
    jobs.begin(job)
    wait_for_thread()
    assert of(job).state == State.WAITING
    assert "No work has the name" in caplog.text
