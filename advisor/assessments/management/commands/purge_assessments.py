"""`manage.py purge_assessments`: remove for good what its owner deleted a while ago."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand

from advisor.assessments.purging import DELETED_KEPT_DAYS, purge_deleted


def days(text: str) -> int:
    """Return a whole number of days, 0 or more."""
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise ArgumentTypeError(f"“{text}” is not a whole number of days, 0 or more")
    return int(text)


class Command(BaseCommand):
    """Housekeeping does the same by itself; here one can wait for less or more."""

    help = f"Remove assessments deleted more than {DELETED_KEPT_DAYS} days ago, with answers and links."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how long to wait."""
        parser.add_argument(
            "--days",
            type=days,
            default=DELETED_KEPT_DAYS,
            help=f"how long they are kept (default {DELETED_KEPT_DAYS})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Purge and say how many."""
        self.stdout.write(f"{purge_deleted(options['days'])} deleted assessments purged")
