"""`manage.py import_konveyor FILE`: a Konveyor questionnaire becomes draft questions."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.rulebook.exchange.konveyor import read_konveyor
from advisor.rulebook.files import read_records
from advisor.rulebook.findings import errors
from advisor.rulebook.management.complaints import one_line
from advisor.rulebook.management.whole import write_whole
from advisor.rulebook.reading import comments_inside, decoded, texts_of
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import SUFFIX, file_of
from advisor.rulebook.writing import canonical_files
from advisor.rulebook.yaml_nodes import LARGEST_FILE, Complaint, too_large


class Command(BaseCommand):
    """Adds records and changes none. Nothing is published, and nothing written where the file has errors."""

    help = "Add the questions of a Konveyor questionnaire to the draft, or to the fixtures of a directory."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and where its questions go."""
        parser.add_argument("file", type=Path, help="the questionnaire, as YAML")
        target = parser.add_mutually_exclusive_group(required=True)
        target.add_argument("--into", type=Path, metavar="DIR", help="the fixtures of this directory")
        target.add_argument("--draft", action="store_true", help="the draft")
        parser.add_argument("--dry-run", action="store_true", help="write nothing; say what would be added")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, say what was found, and write."""
        file, directory = options["file"], options["into"]
        with one_line():
            known = read_records(directory) if directory else _draft()
            made, findings = read_konveyor(_text_of(file), str(file), known)
            for item in findings:
                self.stdout.write(str(item))
            wrong = len(errors(findings))
            if wrong:
                raise CommandError(f"{wrong} errors; nothing was added.")
            if not options["dry_run"]:
                self._write(directory, known, made, file)
        counts = Counter(record.kind for record in made)
        told = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        self.stdout.write(f"{'Would add' if options['dry_run'] else 'Added'}: {told}.")
        self.stdout.write(
            "Its texts are English only and unchecked: check_rulebook lists what is to be done."
        )

    def _write(self, directory: Path | None, known: RecordSet, made: list[Record], file: Path) -> None:
        if directory is None:
            _add_to_draft(made, file)
            return
        present = texts_of(directory)
        wanted = canonical_files(RecordSet([*known, *made]), present)
        for name in sorted({f"{file_of(record.kind)}{SUFFIX}" for record in made}):
            lost = [str(number) for number in comments_inside(present.get(name, ""))]
            if lost:
                self.stderr.write(f"{directory / name}: comments lost from lines {', '.join(lost)}")
            write_whole(directory / name, wanted[name].encode())


def _text_of(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Complaint(0, too_large())
        return decoded(file.read_bytes())
    except Complaint as complaint:
        place = f"{file}:{complaint.line}" if complaint.line else str(file)
        raise CommandError(f"{place}: {complaint}") from complaint


def _draft() -> RecordSet:
    # Here, because files need no database and no models.
    from advisor.rulebook.draft import records_from_draft

    return records_from_draft()


def _add_to_draft(made: list[Record], file: Path) -> None:
    from advisor.rulebook.audit import COMMAND_LINE
    from advisor.rulebook.editing import apply
    from advisor.rulebook.models import Event

    note = f"Imported from the Konveyor questionnaire {file.name}."
    apply(((None, record) for record in made), COMMAND_LINE, Event.Action.ADDED, note)
