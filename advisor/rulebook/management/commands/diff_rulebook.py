"""`manage.py diff_rulebook [A] [B]`: what differs between files, the draft and versions, in words."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from advisor.rulebook.comparing import beside
from advisor.rulebook.diff import RecordChange, diff, shown
from advisor.rulebook.diff_words import change_words
from advisor.rulebook.field_names import kind_label
from advisor.rulebook.files import read_records
from advisor.rulebook.from_document import records_of
from advisor.rulebook.management.complaints import one_line
from advisor.rulebook.records import RecordSet

DRAFT, PUBLISHED = "draft", "published"


#: Exit status where nothing could be compared; 1 is taken for "they differ".
FAILED = 2


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its name for people, its records, and whether it is a published version."""

    name: str
    records: RecordSet
    is_version: bool


class Command(BaseCommand):
    """Reads only. Exit status 0, with --exit-code 1 where they differ, 2 where they cannot be compared."""

    help = (
        "Show in words what differs. A and B are each a directory of fixtures, 'draft', 'published' (the "
        "version in use) or the hash of a version, or its first digits. Default: published, draft. With one "
        "directory: published, that directory."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the two sides and how to tell of them."""
        parser.add_argument("sides", nargs="*", metavar="A B", help="what to compare, from A to B")
        parser.add_argument(
            "--exit-code", action="store_true", help="exit status 1 where they differ, 0 where they are alike"
        )
        parser.add_argument("--stat", action="store_true", help="count the changes, and say no more")
        parser.add_argument("--language", choices=("en", "ko"), default="en", help="default: en")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every change, or the counts."""
        try:
            with one_line():
                before, after = sides_of(options["sides"])
        except CommandError as error:
            error.returncode = FAILED
            raise
        before, after, remark = comparable(before, after)
        changes = shown(diff(before.records, after.records))
        with override(options["language"]):
            if remark:
                self.stderr.write(_("A published version holds no scenarios: they are left out."))
            for line in told(changes, before, after, options["language"], stat=options["stat"]):
                self.stdout.write(line)
        if changes and options["exit_code"]:
            sys.exit(1)


def sides_of(names: list[str]) -> tuple[Side, Side]:
    """Return the two sides that the command line names; expected errors as they come."""
    if len(names) > 2:
        raise CommandError(f"Two sides can be compared; {len(names)} are given.")
    given = names if len(names) == 2 else [PUBLISHED, *(names or [DRAFT])]
    return side_of(given[0]), side_of(given[1])


def side_of(name: str) -> Side:
    """Return the records that a name on the command line stands for; expected errors as they come."""
    # A directory called "draft" is ./draft; files need no database.
    if name not in (DRAFT, PUBLISHED) and Path(name).is_dir():
        return Side(name, read_records(Path(name)), is_version=False)
    if name == DRAFT:
        from advisor.rulebook.draft import records_from_draft

        return Side(name, records_from_draft(), is_version=False)
    from advisor.rulebook.published import document_for

    return Side(name, records_of(document_for(_hash_of(name))), is_version=True)


def _hash_of(name: str) -> str:
    """Return the hash of the version that a name, or the first digits of a hash, stands for."""
    from advisor.rulebook.models import Version
    from advisor.rulebook.published import current_version

    if name == PUBLISHED:
        return current_version().hash
    found = Version.objects.beginning(name)
    if len(found) == 1:
        return found[0].hash
    if found:
        raise CommandError(f"{name}: more than one version begins so; give more digits.")
    raise CommandError(
        f"{name}: is no directory and no published version. Give a directory, {DRAFT}, {PUBLISHED} or a hash."
    )


def comparable(before: Side, after: Side) -> tuple[Side, Side, bool]:
    """Return both sides with what a version does not hold taken from the other.

    And whether scenarios are left out for that.
    """
    scenarios = any(side.records.of("scenario") for side in (before, after))
    if before.is_version:
        return replace(before, records=beside(before.records, after.records)), after, scenarios
    if after.is_version:
        return before, replace(after, records=beside(after.records, before.records)), scenarios
    return before, after, False


def told(
    changes: tuple[RecordChange, ...], before: Side, after: Side, language: str, *, stat: bool
) -> Iterator[str]:
    """Yield the lines to be printed, in the active language."""
    names = {"before": before.name, "after": after.name}
    if not changes:
        yield _("Nothing differs between %(before)s and %(after)s.") % names
        return
    yield _("From %(before)s to %(after)s") % names
    yield from _counts(changes)
    for change in () if stat else changes:
        words = change_words(change, before.records, after.records, language)
        yield ""
        yield words.title
        yield from ("    " + line.replace("\n", "\n    ") for line in words.lines)


def _counts(changes: tuple[RecordChange, ...]) -> Iterator[str]:
    """Yield one line a kind: how many were added, changed and removed."""
    for kind in dict.fromkeys(change.kind for change in changes):
        what = Counter(change.what for change in changes if change.kind == kind)
        numbers = {word: what[word] for word in ("added", "changed", "removed")}
        words = {"kind": capfirst(str(kind_label(kind, 2))), **numbers}
        yield _("%(kind)s: %(added)s added, %(changed)s changed, %(removed)s removed") % words
