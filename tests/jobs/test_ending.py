"""A process that is to end hands its jobs back; threads of a process do jobs beside its requests."""

import uuid

import pytest

from advisor import jobs
from advisor.editor.models import EditorJob
from advisor.jobs import doing, registry, threads
from tests.working import finds, let_do, make_job, of, run

State, Failure = jobs.Job.State, jobs.Job.Failure


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
