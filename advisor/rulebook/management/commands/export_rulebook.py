"""`manage.py export_rulebook --as dmn|jdm`: the rulebook as a file for another tool."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from advisor.engine import Rulebook
from advisor.rulebook.exchange.formats import KINDS, exported
from advisor.rulebook.files import load_rulebook_from_files
from advisor.rulebook.management.complaints import one_line
from advisor.rulebook.management.whole import write_whole


class Command(BaseCommand):
    """Reads only; writes one file, or standard output."""

    help = (
        "Write the rulebook in use as a file that other tools can read: DMN 1.5 or GoRules JDM. "
        "With --fixtures, that of the files, without a database."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the kind of file, which rulebook, the language and where to write."""
        parser.add_argument("--as", dest="kind", choices=tuple(KINDS), required=True, help="the kind of file")
        origin = parser.add_mutually_exclusive_group()
        origin.add_argument("--fixtures", type=Path, metavar="DIR", help="the rulebook of these files")
        origin.add_argument("--version", default="", metavar="HASH", help="a published version, by its hash")
        origin.add_argument("--draft", action="store_true", help="the draft as it is now")
        parser.add_argument(
            "--language", choices=("en", "ko"), default="en", help="the language of the texts"
        )
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="where to write (default: standard output)"
        )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Give --version, which Django takes for its own, the meaning it has here."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        with one_line():
            content, _, _ = exported(_rulebook(options), options["kind"], options["language"])
            if options["output"] is None:
                self._print(content)
            else:
                write_whole(options["output"], content)

    def _print(self, content: bytes) -> None:
        """Write bytes, which are UTF-8 whatever the terminal speaks."""
        binary = getattr(self.stdout, "buffer", None)
        if binary is None:
            self.stdout.write(content.decode(), ending="")
        else:
            binary.write(content)
            binary.flush()


def _rulebook(options: dict[str, Any]) -> Rulebook:
    if options["fixtures"] is not None:
        return load_rulebook_from_files(options["fixtures"])[0]
    # Here, because the files need no database and no models.
    from advisor.rulebook.draft import compiled_draft
    from advisor.rulebook.published import current, rulebook_for

    if options["draft"]:
        return compiled_draft().rulebook
    return rulebook_for(options["version"]) if options["version"] else current().rulebook
