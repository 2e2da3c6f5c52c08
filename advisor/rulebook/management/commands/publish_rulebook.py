"""`manage.py publish_rulebook fixtures`: make the draft equal to the files, check, publish."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.rulebook.checks import check
from advisor.rulebook.checks.exact import examined
from advisor.rulebook.draft import current_draft
from advisor.rulebook.findings import errors
from advisor.rulebook.locking import Outdated
from advisor.rulebook.management.complaints import one_line
from advisor.rulebook.models import Version
from advisor.rulebook.published_names import published_before
from advisor.rulebook.publishing import Published, Seen, publish_directory, publish_draft


class Command(BaseCommand):
    """Publishes all or nothing."""

    help = "Make the draft equal to the fixtures, check it and publish it as a version."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the directory, or --draft for the draft as it is."""
        parser.add_argument("directory", nargs="?", type=Path, help="directory of the fixtures")
        parser.add_argument(
            "--draft", action="store_true", help="publish the draft as it is, without reading files"
        )
        parser.add_argument("--label", default="", help="a short name for people")
        parser.add_argument("--note", default="", help="what has changed, and why")
        parser.add_argument(
            "--accept", default="", help="why a fall of the agreement with published cases is right"
        )
        parser.add_argument("--if-none", action="store_true", help="only where nothing is published yet")
        parser.add_argument(
            "--without-exact",
            action="store_true",
            help="do not examine every profile there can be, which takes a while",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish and say what happened."""
        if (options["directory"] is None) != options["draft"]:
            raise CommandError("Name the directory of the fixtures, or give --draft.")
        words: dict[str, Any] = {key: options[key] for key in ("label", "note", "accept")}
        with one_line():
            if options["if_none"] and Version.objects.exists():
                self.stdout.write("A rulebook is published already.")
                return
            if options["draft"]:
                published = self._publish_draft(words, exact=not options["without_exact"])
            else:
                examine = None if options["without_exact"] else examined
                published = publish_directory(options["directory"], **words, examine=examine)
        self._report(published, options["verbosity"])

    def _publish_draft(self, words: dict[str, Any], *, exact: bool) -> Published:
        """Examine the draft before anything is held, then publish it if it still is the same."""
        version = Version.objects.current()
        draft = current_draft()
        seen = Seen(draft.mark, version.hash if version else "")
        fit = not errors(check(draft.records, published_before()))
        try:
            return publish_draft(**words, seen=seen, exact=examined(draft.records) if exact and fit else ())
        except Outdated as error:
            raise CommandError(f"{error} Nothing was published; run it again.") from error

    def _report(self, published: Published, verbosity: int) -> None:
        for warning in published.warnings if verbosity > 1 else ():
            self.stdout.write(str(warning))
        if published.warnings and verbosity == 1:
            self.stdout.write(f"{len(published.warnings)} warnings; check_rulebook lists them.")
        if any(published.draft.values()):
            self.stdout.write(
                "Draft: " + ", ".join(f"{count} {word}" for word, count in published.draft.items()) + "."
            )
        for decision, share in published.agreement.shares.items():
            self.stdout.write(f"{decision}: {share.share:.1%} agreement with {share.count} published cases")
        done = "Published" if published.new else "Published before, unchanged:"
        self.stdout.write(f"{done} {published.version.hash}")
