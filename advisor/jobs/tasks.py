"""The one task that every job is handed over by."""

from django_tasks import task

from advisor.jobs.doing import run


@task
def do(name: str, pk: int) -> None:
    """Do the job with this number whose work has this name."""
    run(name, pk)
