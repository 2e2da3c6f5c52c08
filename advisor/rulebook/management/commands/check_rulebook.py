"""`manage.py check_rulebook [fixtures]`: everything that is wrong with the draft or with fixture files."""

from __future__ import annotations

import math
import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from advisor.rulebook.checks import check
from advisor.rulebook.checks.dates import check_dates, due
from advisor.rulebook.checks.exact import examined
from advisor.rulebook.checks.texts import stale_as_errors
from advisor.rulebook.findings import Finding, errors
from advisor.rulebook.management.complaints import one_line
from advisor.rulebook.reading import read_directory
from advisor.rulebook.records import RecordSet


def days(text: str) -> timedelta:
    """Read an age in days: 180d."""
    found = re.fullmatch(r"(\d{1,5})d", text)
    if not found:
        raise ArgumentTypeError(f"an age is a number of days like 180d; it is {text!r}")
    return timedelta(days=int(found[1]))


def day(text: str) -> date:
    """Read a day: 2026-11-21."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"a day is written like 2026-11-21; it is {text!r}") from None


def one_line_of(witness: Mapping[str, Any]) -> str:
    """Write a profile down on one line, as YAML."""
    text: str = yaml.safe_dump(
        dict(witness), default_flow_style=True, sort_keys=False, width=math.inf, allow_unicode=True
    )
    return text.strip()


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
        parser.add_argument(
            "--older-than",
            type=days,
            metavar="DAYS",
            help="list too what was last checked more than so many days ago, like 180d",
        )
        parser.add_argument(
            "--exact",
            action="store_true",
            help="examine every profile there can be: rules that never hold, options that never win",
        )
        parser.add_argument(
            "--on", type=day, default=None, metavar="DAY", help="check as of this day (default: today)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every finding and the count."""
        with one_line():
            records, unreadable = self._records(options["directory"])
            findings = [*unreadable, *stale_as_errors(check(records, self._previous(options)))]
        today = options["on"] or localdate()
        findings += check_dates(records, today)
        if options["older_than"] is not None:
            findings += due(records, today, options["older_than"])
        if options["exact"]:
            findings += self._exact(records, findings)
        for item in findings:
            self.stdout.write(str(item))
            if item.witness is not None:
                self.stdout.write(f"    shown by {one_line_of(item.witness)}")
        wrong = len(errors(findings))
        summary = f"{wrong} errors, {len(findings) - wrong} warnings"
        if wrong or (options["strict"] and findings):
            raise CommandError(summary)
        self.stdout.write(summary)

    def _records(self, directory: Path | None) -> tuple[RecordSet, list[Finding]]:
        if directory is not None:
            return read_directory(directory)
        from advisor.rulebook.draft import records_from_draft

        return records_from_draft(), []

    def _exact(self, records: RecordSet, findings: list[Finding]) -> list[Finding]:
        """Examine what can be decided from: with errors there is no telling what was meant."""
        if errors(findings):
            self.stderr.write("Not examined: first mend the errors.")
            return []
        return examined(records)

    def _previous(self, options: dict[str, Any]) -> dict[str, Any]:
        """Return what was published, where the draft or the files are to be compared with it."""
        if options["directory"] is not None and not options["against_published"]:
            return {}
        from advisor.rulebook.published_names import published_before

        return published_before()
