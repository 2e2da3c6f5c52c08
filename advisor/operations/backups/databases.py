"""Which means of backup the site's database has."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from django.db import connection

from advisor.operations.backups import postgres, sqlite
from advisor.operations.backups.contents import Contents


class Database(Protocol):
    """What a module has that backs up one kind of database."""

    def server(self) -> str:
        """Return the version of the database's program."""

    def dump(self, path: Path, /) -> Contents:
        """Write a consistent dump to a new file; return what is in it."""

    def check(self, path: Path, server: str, /) -> None:
        """BackupProblem unless the dump is sound and fits the database here."""

    def restore(self, path: Path, /) -> None:
        """Replace what the database holds by the dump, wholly or not at all."""


def live() -> tuple[str, Database]:
    """Return the vendor of the site's database, and its means."""
    known: dict[str, Database] = {"sqlite": sqlite, "postgresql": postgres}
    return connection.vendor, known[connection.vendor]
