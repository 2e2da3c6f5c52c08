"""Work of the tests' own, in the place of what is registered."""

from datetime import timedelta

from django.utils import timezone

from advisor import jobs
from advisor.editor.models import EditorJob
from advisor.jobs import registry


def let_do(monkeypatch, work, name="check"):
    """Let the checks of the draft do something else."""
    monkeypatch.setitem(registry._kinds, name, registry.Kind(EditorJob, work))


def finds(result):
    """Return work that finds something at once."""
    return lambda job: {"result": result}


def make_job(**fields):
    """Store a job that waits."""
    return EditorJob.objects.create(**{"kind": "check", "mark": "m", "total": 3, **fields})


def of(job):
    """Return the job as it is stored."""
    return type(job).objects.get(pk=job.pk)


def leave(job, **fields):
    """Let it seem that nobody has looked after a job for too long."""
    long_ago = timezone.now() - jobs.dead_after() - timedelta(seconds=1)
    type(job).objects.filter(pk=job.pk).update(touched_at=long_ago, **fields)
    return of(job)


def run(job):
    """Do a job to its end."""
    jobs.run("check", job.pk)
