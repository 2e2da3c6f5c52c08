"""Signs of life of a run from a thread of its own, so that a long step is not taken for a dead worker."""

import time

import pytest

from advisor import jobs
from advisor.editor.models import EditorJob
from advisor.jobs import holding
from tests.working import let_do, make_job, of

# A thread has a connection of its own, which sees only what was committed.
pytestmark = pytest.mark.django_db(transaction=True)
State = jobs.Job.State


@pytest.fixture(autouse=True)
def _hasty(settings):
    settings.JOB_DEAD_AFTER = 1


def during(monkeypatch, seconds, seen):
    """Let work be one step of so many seconds; note whether the job seems left all along."""

    def work(running):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(0.05)
            seen.append(of(running).is_left)
        return {"result": [1]}

    let_do(monkeypatch, work)


def test_a_step_longer_than_a_worker_is_waited_for_is_not_overtaken(monkeypatch):
    job, seen = make_job(), []
    during(monkeypatch, 1.6, seen)
    jobs.run("check", job.pk)
    assert not any(seen)
    assert (of(job).state, of(job).attempts) == (State.FINISHED, 1)


def test_what_hangs_in_one_step_is_taken_for_dead_in_the_end(monkeypatch, caplog):
    monkeypatch.setattr(holding, "LONGEST_STEP", 0.1)
    job, seen = make_job(), []
    during(monkeypatch, 1.4, seen)
    jobs.run("check", job.pk)
    assert seen[-1]
    assert "takes too long over one step" in caplog.text


def test_a_run_that_was_overtaken_gives_no_more_signs_of_life(monkeypatch):
    job, stolen = make_job(), []

    def work(running):
        EditorJob.objects.update(claim=None)
        stolen.append(of(running).touched_at)
        time.sleep(0.6)
        return {}

    let_do(monkeypatch, work)
    jobs.run("check", job.pk)
    assert of(job).touched_at == stolen[0]
