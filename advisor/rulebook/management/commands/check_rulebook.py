"""`manage.py check_rulebook [fixtures]`: everything that is wrong with the draft or with fixture files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.rulebook.checks import check
from advisor.rulebook.findings import Finding, errors
from advisor.rulebook.management.complaints import one_line
from advisor.rulebook.reading import read_directory


class Command(BaseCommand):
    """Reads only. Exit status 1 where there are errors."""

    help = "Check the fixtures of a directory, or the draft where none is named."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the directory."""
        parser.add_argument(
            "directory", nargs="?", type=Path, help="directory of the fixtures; without it, the draft"
        )
        parser.add_argument("--strict", action="store_true", help="warnings count as errors")
        parser.add_argument(
            "--against-published",
            action="store_true",
            help="compare the files with the version in use (needs the database)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every finding and the count."""
        with one_line():
            findings = self._findings(options["directory"], options["against_published"])
        for item in findings:
            self.stdout.write(str(item))
        wrong = len(errors(findings))
        summary = f"{wrong} errors, {len(findings) - wrong} warnings"
        if wrong or (options["strict"] and findings):
            raise CommandError(summary)
        self.stdout.write(summary)

    def _findings(self, directory: Path | None, against_published: bool) -> list[Finding]:
        previous = {}
        if directory is None or against_published:
            from advisor.rulebook.publishing import current_document

            previous = current_document()
        if directory is None:
            from advisor.rulebook.draft import records_from_draft

            return check(records_from_draft(), previous)
        records, unreadable = read_directory(directory)
        return [*unreadable, *check(records, previous)]
