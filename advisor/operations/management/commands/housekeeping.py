"""``manage.py housekeeping``: what workers do now and then, once; for cron where there are no workers."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.jobs.housekeeping import keep_house


class Command(BaseCommand):
    """Tidy everything up that apps have registered."""

    help = "Takes up jobs that were left and tidies up what piles up. Workers do the same by themselves."

    def handle(self, **options: Any) -> None:
        """Do it all and say what was done. CommandError, after everything, names what failed."""
        failed = []
        for done in keep_house():
            if done.count is None:
                failed.append(done.name)
            else:
                self.stdout.write(f"{done.name}: {done.count}")
        if failed:
            raise CommandError(f"failed, see the log: {', '.join(failed)}")
