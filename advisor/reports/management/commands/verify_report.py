"""``manage.py verify_report``: do the recommendations in files hold?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from advisor.reports.embedded import LARGEST_MIB, FileProblem, read_entries
from advisor.reports.embedded.checking import Checked, Versions, check, only_version, published_versions
from advisor.reports.harmless import visible
from advisor.reports.rulebooks import NoRulebook, from_fixtures

#: The exit status where a recommendation differs, and where a file or a version could not be read.
DIFFERS = 1
UNCHECKED = 2
#: Stands for the verdict on a file that could not be read.
UNREAD = "unread"


class Command(BaseCommand):
    """Recompute what files say; with ``--fixtures`` without database or settings."""

    help = "Say whether the recommendations in exported reports are what their rulebook gives."
    #: Checks would ask for a secret key and a database, which this command can do without.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "files", nargs="+", metavar="FILE", help="PDF, Word, PowerPoint, Excel, HTML, Markdown or JSON"
        )
        parser.add_argument("--fixtures", metavar="DIR", help="recompute from these files, not the database")
        parser.add_argument("--language", choices=("en", "ko"), default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check file by file. Exit status 0: all hold; 1: any differs; 2: any could not be checked."""
        with override(options["language"]):
            try:
                versions = _versions(options["fixtures"])
            except NoRulebook as error:
                raise CommandError(" ".join(str(error).split()), returncode=UNCHECKED) from error
            verdicts = {verdict for name in options["files"] for verdict in self._check(name, versions)}
            if verdicts != {UNREAD}:
                said = _("Only the data inside was checked, not the text and pictures that people read.")
                self.stdout.write(said)
        if "differs" in verdicts:
            raise SystemExit(DIFFERS)
        if verdicts & {UNREAD, "unchecked"}:
            raise SystemExit(UNCHECKED)

    def _check(self, name: str, versions: Versions) -> Iterator[str]:
        """Tell whether a file's recommendations hold, and yield their verdicts."""
        try:
            entries = read_entries(_content(name), Path(name).name)
        except FileProblem as problem:
            self.stderr.write(str(problem))
            yield UNREAD
            return
        for entry in entries:
            checked = check(entry, versions)
            for line in _lines(Path(name).name, checked):
                self.stdout.write(line)
            yield checked.verdict


def _versions(fixtures: str | None) -> Versions:
    return published_versions if fixtures is None else only_version(from_fixtures(fixtures))


def _content(name: str) -> bytes:
    """Return at most one byte more than is read."""
    try:
        with Path(name).open("rb") as file:
            return file.read(LARGEST_MIB * 2**20 + 1)
    except OSError as error:
        sentence = _("%(name)s: cannot be read: %(reason)s.")
        words = {"name": name, "reason": error.strerror or error}
        raise FileProblem(sentence % words, "damaged") from error


def _lines(file: str, checked: Checked) -> Iterator[str]:
    """Yield what is said of one recommendation, a line each."""
    verdicts = {
        "holds": pgettext("check", "holds"),
        "differs": pgettext("check", "differs"),
        "unchecked": pgettext("check", "cannot be checked"),
    }
    title = f"{file}: {visible(checked.entry.name)}: {verdicts[checked.verdict]}"
    yield title
    if checked.reason:
        yield f"  {checked.reason} ({checked.entry.rulebook})"
    for difference in checked.differences:
        words = {
            "where": visible(difference.where),
            "in_file": difference.in_file or _("nothing"),
            "expected": difference.expected or _("nothing"),
        }
        yield "  " + _("%(where)s: in the file %(in_file)s, should be %(expected)s") % words
    if checked.more:
        yield "  " + _("and %(count)s more") % {"count": checked.more}
