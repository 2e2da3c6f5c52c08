"""`manage.py use_version HASH --note "why"`: put an earlier version in use again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.rulebook.audit import COMMAND_LINE
from advisor.rulebook.management.complaints import one_line
from advisor.rulebook.models import Version
from advisor.rulebook.publishing import roll_back


class Command(BaseCommand):
    """Changes which version is in use; the draft and all versions stay as they are."""

    help = "Put a published version in use again: new assessments are pinned to it. The draft stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the version and the reason."""
        parser.add_argument("hash", help="the version: its hash, or the first digits of it")
        parser.add_argument("--note", default="", help="why")

    def handle(self, *args: Any, **options: Any) -> None:
        """Put it in use and say so."""
        digits = options["hash"].removeprefix("sha256:")
        with one_line():
            found = Version.objects.beginning(digits)
            if len(found) != 1:
                known = ", ".join(version.short_hash for version in Version.objects.defer("document"))
                which = "More than one version begins" if found else "There is no version that begins"
                raise CommandError(f"{which} with {digits or 'nothing'}. Published: {known or 'none'}.")
            version = found[0]
            if version == Version.objects.current():
                self.stdout.write(f"In use already: {version.hash}")
                return
            roll_back(version, actor=COMMAND_LINE, note=options["note"])
        self.stdout.write(f"In use: {version.hash}")
