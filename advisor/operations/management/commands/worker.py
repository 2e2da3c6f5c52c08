"""``manage.py worker``: do the jobs that web processes hand over by the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend

from advisor.operations.working import Worker


class Command(BaseCommand):
    """Start one worker; any number of them share the work, on any number of machines."""

    help = (
        "Does the jobs that wait in the database (setting TASKS=database) and keeps house, until it is told "
        "to end: SIGTERM lets it finish the job at hand or hand it back, a second one ends it at once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how often to ask, how long to finish, and whether to end when nothing waits."""
        parser.add_argument(
            "--interval", type=float, default=1, help="Seconds between two looks (default 1)."
        )
        parser.add_argument(
            "--grace",
            type=float,
            default=5,
            help="Seconds after SIGTERM in which a job may finish before it is handed back (default 5).",
        )
        parser.add_argument("--batch", action="store_true", help="Do what waits, then end.")

    def handle(self, *, interval: float, grace: float, batch: bool, **options: Any) -> None:
        """Work. CommandError where no jobs come by the database."""
        if not isinstance(task_backends["default"], DatabaseBackend):
            raise CommandError("There is nothing for a worker to do: set TASKS=database in the environment.")
        for name, seconds in (("interval", interval), ("grace", grace)):
            if not 0 <= seconds < 3600:
                raise CommandError(f"--{name} has to be from 0 to 3600 seconds, not {seconds}.")
        worker = Worker(interval=interval, grace=grace, batch=batch)
        worker.configure_signals()
        worker.run()
