"""SQLite: its online backup API, both ways.

In write-ahead-log mode the copy is one snapshot, taken in one step, while others write. On the way back the
live file is the destination, under SQLite's own write lock and in one transaction: open connections read the
old state until it is done, and a process that is killed leaves it. Swapping the file would instead leave
every open connection on the old one, and its log beside the new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic

from django.db import connection

from advisor.operations.backups.contents import Contents, contents_of
from advisor.operations.backups.problem import BackupProblem

#: How long a restore waits for those who write, in seconds.
PATIENCE = 60
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


def server() -> str:
    """Return the version of the library."""
    return sqlite3.sqlite_version


def dump(path: Path) -> Contents:
    """Copy the database to ``path``, check the copy, and say what is in it."""
    with closing(sqlite3.connect(path)) as copy:
        _live().backup(copy)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        _check(copy, "The copy")
        cursor = copy.cursor()
        tables = {name for (name,) in cursor.execute(_TABLES)}
        return contents_of(cursor, tables)


def check(path: Path, server: str) -> None:
    """BackupProblem unless the dump is a sound database."""
    try:
        with closing(sqlite3.connect(path)) as copy:
            _check(copy, "The database in the backup")
    except sqlite3.DatabaseError as error:
        raise BackupProblem(f"The dump is no SQLite database: {error}.") from error


def restore(path: Path) -> None:
    """Put the dump in the place of what the live database holds, in one transaction."""
    with closing(sqlite3.connect(path)) as copy:
        try:
            copy.backup(_live(), progress=_impatient(PATIENCE), sleep=0.1)
        except sqlite3.Error as error:
            raise BackupProblem(f"The database could not be replaced and is as it was: {error}.") from error


def _live() -> sqlite3.Connection:
    connection.ensure_connection()
    live: sqlite3.Connection = connection.connection
    return live


def _check(database: sqlite3.Connection, what: str) -> None:
    found = [text for (text,) in database.execute("PRAGMA integrity_check")]
    if found != ["ok"]:
        raise BackupProblem(f"{what} is damaged: {'; '.join(found[:3])}.")


def _impatient(seconds: float) -> Callable[[int, int, int], None]:
    """Return what ends a wait for the write lock, which SQLite's module would try for ever."""
    end = monotonic() + seconds

    def tell(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and monotonic() > end:
            raise BackupProblem(
                f"Others wrote to the database for {seconds} seconds without a pause. Nothing was changed."
            )

    return tell
