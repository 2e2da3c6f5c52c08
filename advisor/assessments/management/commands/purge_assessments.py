"""`manage.py purge_assessments`: remove for good what its owner deleted a while ago."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from advisor.assessments.models import Assessment

#: How long a deleted assessment can come back, unless said otherwise.
DAYS = 30


def days(text: str) -> int:
    """Return a whole number of days, 0 or more."""
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"“{text}” is not a whole number of days, 0 or more")
    return int(text)


class Command(BaseCommand):
    """Meant to run once a day, by cron or a timer."""

    help = f"Remove assessments that were deleted more than {DAYS} days ago, with answers and links."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how long to wait."""
        parser.add_argument(
            "--days", type=days, default=DAYS, help=f"how long they are kept (default {DAYS})"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Purge and say how many."""
        since = timezone.now() - timedelta(days=options["days"])
        gone = Assessment.objects.filter(deleted_at__lte=since)
        count = gone.count()
        gone.delete()
        self.stdout.write(f"{count} deleted assessments purged")
