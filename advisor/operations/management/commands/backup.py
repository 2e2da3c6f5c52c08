"""`manage.py backup FILE|DIR`: the whole store in one file, while the site runs."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.operations.backups.making import make_backup, prune
from advisor.operations.management.ending import ending_well


class Command(BaseCommand):
    """Writes a file that `manage.py restore` takes back."""

    help = "Write all that the database holds to one file, while the site runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to write, and how many to keep."""
        parser.add_argument(
            "target", type=Path, metavar="FILE|DIR", help="a new file, or a directory that names it by date"
        )
        parser.add_argument(
            "--keep", type=at_least_one, metavar="N", help="remove all but the newest N of the directory"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, say what was written, then remove what is too old."""
        target, keep = options["target"], options["keep"]
        if keep and not target.is_dir():
            raise CommandError("--keep is for a directory.")
        with ending_well():
            made = make_backup(target)
            self.stdout.write(f"{made.path}: {made.bytes} bytes, SHA-256 of the dump {made.manifest.sha256}")
            for removed in prune(target, keep) if keep else ():
                self.stdout.write(f"Removed {removed}")


def at_least_one(text: str) -> int:
    """Return a whole number, 1 or more."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ArgumentTypeError(f"“{text}” is not a whole number, 1 or more")
    return int(text)
