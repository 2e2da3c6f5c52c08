"""`manage.py restore FILE`: what a backup holds in the place of what is there, while the site runs."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.operations.backups.archive import Manifest
from advisor.operations.backups.restoring import missing, named, read, restore_backup
from advisor.operations.management.ending import ending_well


class Command(BaseCommand):
    """Replaces everything, after a copy of what is there."""

    help = "Replace all that the database holds by a backup. What is there is backed up first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the backup, and the consent."""
        parser.add_argument("file", type=Path, metavar="FILE", help="a file that manage.py backup wrote")
        parser.add_argument("--yes", action="store_true", help="replace it; otherwise only look")
        parser.add_argument("--migrate", action="store_true", help="then migrate, where the backup is older")
        parser.add_argument(
            "--safety",
            type=Path,
            metavar="DIR",
            help="where to put the copy of what is there (default: beside FILE)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look at the backup; with --yes, replace what is there by it."""
        path: Path = options["file"]
        with ending_well():
            self.stdout.write(words(read(path)))
            if not options["yes"]:
                raise CommandError(
                    "Nothing was changed. --yes replaces all that the database holds by this backup."
                )
            restored = restore_backup(path, options["safety"] or path.parent, migrate=options["migrate"])
        if restored.before:
            self.stdout.write(f"What was there before is in {restored.before.path}")
        self.stdout.write("Restored.")
        lacking = missing(restored.manifest)
        if lacking and not options["migrate"]:
            self.stdout.write(
                f"The backup is older than this program: run manage.py migrate ({named(lacking)})."
            )


def words(manifest: Manifest) -> str:
    """Return what a backup holds, in one line."""
    assessments, answers = (
        manifest.counts.get(f"assessments_{what}", 0) for what in ("assessment", "answer")
    )
    return (
        f"Backup of {manifest.made_at} by Fourways {manifest.program} "
        f"from {manifest.database} {manifest.server}: {assessments} assessments, {answers} answers, "
        f"rulebook {manifest.rulebook or 'none'}."
    )
