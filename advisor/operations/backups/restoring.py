"""Putting a backup in the place of what is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection

from advisor.operations.backups.archive import Manifest, opened, unpack
from advisor.operations.backups.contents import Migration, known_migrations
from advisor.operations.backups.databases import live
from advisor.operations.backups.making import Made, make_backup, working_folder
from advisor.operations.backups.problem import BackupProblem
from advisor.operations.backups.recording import record, records, remember
from advisor.operations.models import Backup


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and the copy of what was there before; None where nothing was."""

    manifest: Manifest
    before: Made | None


def read(path: Path) -> Manifest:
    """Return what a backup says of itself; BackupProblem unless it fits this program and its database."""
    with opened(path) as (manifest, _archive):
        vendor, _database = live()
        if manifest.database != vendor:
            raise BackupProblem(
                f"{path} is a backup of {manifest.database}; the site's database is {vendor}. "
                "A backup goes back to the kind of database it came from."
            )
        unknown = sorted(set(manifest.migrations) - known_migrations())
        if unknown:
            raise BackupProblem(
                f"{path} was made by a newer Fourways ({manifest.program}): this program does not know "
                f"{named(unknown)}. Update the program first."
            )
        return manifest


def missing(manifest: Manifest) -> list[Migration]:
    """Return the migrations that this program has and the backup has not."""
    return sorted(known_migrations() - set(manifest.migrations))


def restore_backup(path: Path, safety: Path, *, migrate: bool = False) -> Restored:
    """Check the backup wholly, copy what is there into ``safety``, replace it, and bring it up to date.

    BackupProblem where it cannot be done; then the database is as it was.
    """
    try:
        restored, known = _restore(path, safety)
    except (BackupProblem, OSError, DatabaseError) as error:
        record(Backup.Kind.RESTORE, ok=False, text=f"{path}: {error}")
        raise
    if migrate:
        call_command("migrate", verbosity=0, interactive=False)
    remember(known)
    size, sha256 = path.stat().st_size, restored.manifest.sha256
    record(Backup.Kind.RESTORE, size=size, sha256=sha256, text=str(path))
    return restored


def named(migrations: list[Migration]) -> str:
    """Return up to three migrations in words."""
    shown = ", ".join(f"{app}.{name}" for app, name in migrations[:3])
    more = len(migrations) - 3
    return f"{shown} and {more} more" if more > 0 else shown


def _restore(path: Path, safety: Path) -> tuple[Restored, list[Backup]]:
    """Replace the database; return also the records that it had."""
    manifest = read(path)
    _vendor, database = live()
    with working_folder(safety) as folder:
        dump = folder / "dump"
        with opened(path) as (_manifest, archive):
            unpack(path, manifest, archive, dump)
        database.check(dump, manifest.server)
        is_empty = not connection.introspection.table_names()
        before = None if is_empty else make_backup(safety, Backup.Kind.SAFETY)
        known = records()
        database.restore(dump)
    return Restored(manifest, before), known
