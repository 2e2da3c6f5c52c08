"""``manage.py recommend``: profiles from files → recommendations, in every file format."""

from __future__ import annotations

import datetime
import gc
from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import override

from advisor.engine import Compiled
from advisor.reports.batch import Batch, Options, Outcome, Refused
from advisor.reports.evaluation import DEPTHS
from advisor.reports.exporters.json import list_json
from advisor.reports.exporters.markdown import errors_markdown
from advisor.reports.formats import FORMATS, SIZES, Format
from advisor.reports.outcomes import NeedsFolder, folder_at, one_file, write_files
from advisor.reports.profiles import ProfileFileError, read_profiles
from advisor.reports.rulebooks import NoRulebook, from_fixtures, published

#: The exit status when a profile had errors, and when a file is no profile file at all.
HAD_ERRORS = 2


class Command(BaseCommand):
    """Recommend for the profiles in files; with ``--fixtures`` without database or settings."""

    help = "Recommend how to move the workloads whose profiles are in the files given."
    #: Checks would ask for a secret key and a database, which this command can do without.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the contract's options."""
        parser.add_argument("files", nargs="+", metavar="FILE", help="YAML or JSON; - is standard input")
        parser.add_argument("--format", choices=tuple(FORMATS), default="json")
        parser.add_argument(
            "--output", metavar="DIR", help="write files there, or into a ZIP file where it ends with .zip"
        )
        parser.add_argument("--language", choices=("en", "ko"), default="en")
        parser.add_argument("--size", choices=SIZES, default=SIZES[0], help="the paper of PDF and Word")
        parser.add_argument(
            "--no-data", action="store_true", help="leave out the JSON by which a file can be read back"
        )
        parser.add_argument(
            "--fixtures", metavar="DIR", help="decide from these files, not from the database"
        )
        parser.add_argument(
            "--no-settled", action="store_true", help="do not ask what open questions can change"
        )
        parser.add_argument("--changes", type=_depth, default=1, help="how many answers to vary: 0, 1 or 2")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, recommend, write. Exit status 2 where a profile had errors."""
        language = options["language"]
        asked = Options(
            language=language,
            settled=not options["no_settled"],
            changes=options["changes"],
            today=datetime.datetime.now(tz=datetime.UTC).date(),
            data=not options["no_data"],
        )
        with override(language):
            try:
                raw = read_profiles(options["files"])
                compiled = _compiled(options["fixtures"])
            except (ProfileFileError, NoRulebook) as error:
                raise CommandError(" ".join(str(error).split()), returncode=HAD_ERRORS) from error
            call = _Call(map(Batch(compiled, asked).answer, raw))
            try:
                with _collector_at_rest():
                    self._write(call, asked, options)
            except NeedsFolder as error:
                raise CommandError(str(error), returncode=HAD_ERRORS) from error
            except OSError as error:
                where = options["output"] or _("standard output")
                sentence = _("%(where)s: cannot be written: %(reason)s.")
                raise CommandError(sentence % {"where": where, "reason": error.strerror or error}) from error
        if call.had_errors:
            raise SystemExit(HAD_ERRORS)

    def _write(self, call: _Call, asked: Options, options: dict[str, Any]) -> None:
        """Write each outcome as soon as it is there."""
        format_, size = FORMATS[options["format"]], options["size"]
        if options["output"] is not None:
            with folder_at(options["output"]) as folder:
                day = asked.today.isoformat()
                for refused in write_files(call, format_, size, folder, day, asked.language):
                    self._complain(refused, format_)
        elif format_.slug == "json":
            for piece in list_json(outcome.line for outcome in call):
                self.stdout.write(piece, ending="")
        elif format_.slug == "markdown":
            for piece in texts_apart(map(_markdown, call)):
                self.stdout.write(piece, ending="")
        else:
            every_refused, content = one_file(call, format_, size)
            for refused in every_refused:
                self._complain(refused, format_)
            self._bytes(content)

    def _complain(self, refused: Refused, format_: Format) -> None:
        """Say what is wrong with a profile where its file cannot."""
        if format_.slug not in ("json", "markdown"):
            for problem in refused.problems:
                self.stderr.write(f"{refused.id}: {problem}")

    def _bytes(self, content: bytes) -> None:
        """Write to standard output what is no text, or text in an encoding of its own."""
        self.stdout.flush()
        binary = getattr(self.stdout, "buffer", None)
        if binary is None:
            raise NeedsFolder(_("This format cannot be written here: say where, with --output DIR."))
        binary.write(content)
        binary.flush()


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Switch the garbage collector off: values are freed without it, and its searches cost a third."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Call:
    """The outcomes of one call, one at a time; remembers whether any had errors."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        self._outcomes = outcomes
        self.had_errors = False

    def __iter__(self) -> Iterator[Outcome]:
        for outcome in self._outcomes:
            self.had_errors |= isinstance(outcome, Refused)
            yield outcome


def texts_apart(texts: Iterable[str]) -> Iterator[str]:
    """Yield Markdown documents with a rule between them."""
    for number, text in enumerate(texts):
        yield f"\n---\n\n{text}" if number else text


def _markdown(outcome: Outcome) -> str:
    if isinstance(outcome, Refused):
        return errors_markdown(outcome.subject, outcome.problems)
    return FORMATS["markdown"].write([outcome.making], SIZES[0]).decode()


def _compiled(fixtures: str | None) -> Compiled:
    return published() if fixtures is None else from_fixtures(fixtures)


def _depth(text: str) -> int:
    if text not in {str(depth) for depth in DEPTHS}:
        raise ArgumentTypeError("expected 0, 1 or 2")
    return int(text)
