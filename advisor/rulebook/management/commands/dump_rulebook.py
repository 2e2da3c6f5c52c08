"""`manage.py dump_rulebook [DIR]`: write the draft, a version, or the files themselves canonically."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from advisor.rulebook.files import read_records
from advisor.rulebook.from_document import records_of, with_orders_of
from advisor.rulebook.json_schema import SCHEMA_FILE, schema_text
from advisor.rulebook.management.complaints import one_line
from advisor.rulebook.management.whole import write_whole
from advisor.rulebook.reading import comments_inside, read_directory, texts_of
from advisor.rulebook.records import RecordSet, stamped
from advisor.rulebook.schema import SCENARIO, SUFFIX
from advisor.rulebook.writing import canonical_files


class Command(BaseCommand):
    """Writes only files whose text changes, each one whole or not at all."""

    help = (
        "Write the draft as canonical fixtures. With --canonical, rewrite the files themselves; "
        "with --version, write a published version (which holds no scenarios)."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the directory and where the records come from."""
        parser.add_argument(
            "directory",
            nargs="?",
            type=Path,
            default=Path("fixtures"),
            help="where the files are (default: fixtures)",
        )
        origin = parser.add_mutually_exclusive_group()
        origin.add_argument("--version", default="", metavar="HASH", help="a published version, by its hash")
        origin.add_argument(
            "--canonical", action="store_true", help="the files themselves; needs no database"
        )
        parser.add_argument(
            "--check", action="store_true", help="write nothing; exit status 1 where files would change"
        )
        parser.add_argument(
            "--stamp", action="store_true", help="fill in korean_of where it is missing (implies --canonical)"
        )
        parser.add_argument(
            "--schema",
            action="store_true",
            help=f"write {SCHEMA_FILE} too, by which editors check the files; once there, it is kept",
        )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Give --version, which Django takes for its own, the meaning it has here."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **kwargs)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what differs, or with --check say what would."""
        directory: Path = options["directory"]
        with one_line():
            records = self._records(options)
            if options["stamp"]:
                records = RecordSet(stamped(record) for record in records)
            present = texts_of(directory)
            wanted = canonical_files(records, self._heads(options) | present)
            if options["version"]:
                wanted.pop(f"{SCENARIO.files[0]}{SUFFIX}", None)
            schema = directory / SCHEMA_FILE
            if options["schema"] or schema.is_file():
                wanted[SCHEMA_FILE] = schema_text(records)
                present[SCHEMA_FILE] = (
                    schema.read_text(encoding="utf-8", errors="replace") if schema.is_file() else ""
                )
            different = [name for name, text in wanted.items() if text != present.get(name)]
            if options["check"]:
                self._say_different(directory, different)
                return
            directory.mkdir(parents=True, exist_ok=True)
            for name in different:
                if name != SCHEMA_FILE:
                    self._warn_of_comments(directory / name, present.get(name, ""))
                write_whole(directory / name, wanted[name].encode())
        self.stdout.write(f"{len(different)} of {len(wanted)} files written in {directory}")

    def _records(self, options: dict[str, Any]) -> RecordSet:
        if options["canonical"] or options["stamp"]:
            return read_records(options["directory"])
        if options["version"]:
            from advisor.rulebook.published import document_for

            records = records_of(document_for(options["version"]))
            there = read_directory(options["directory"])[0] if texts_of(options["directory"]) else records
            return with_orders_of(there, records)
        from advisor.rulebook.draft import records_from_draft

        records = records_from_draft()
        if not any(True for _ in records):
            raise CommandError("The draft is empty. To rewrite the files themselves, give --canonical.")
        return records

    def _heads(self, options: dict[str, Any]) -> dict[str, str]:
        """Return the heads that files of the database get where they are new."""
        if options["canonical"] or options["stamp"]:
            return {}
        from advisor.rulebook.heads import kept_heads

        return kept_heads()

    def _say_different(self, directory: Path, different: list[str]) -> None:
        if different:
            places = ", ".join(str(directory / name) for name in different)
            raise CommandError(f"{len(different)} files differ from what would be written: {places}")
        self.stdout.write(f"All files in {directory} are as they would be written.")

    def _warn_of_comments(self, path: Path, text: str) -> None:
        lost = [str(number) for number in comments_inside(text)]
        if lost:
            where = ", ".join(lost)
            self.stderr.write(
                f"{path}: only the comment at the head is kept; comments lost from lines {where}"
            )
