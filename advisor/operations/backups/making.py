"""Making a backup, and keeping only the newest."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import DatabaseError
from django.utils import timezone

from advisor import __version__
from advisor.operations.backups.archive import FORMAT, Manifest, sha256_of, write_archive
from advisor.operations.backups.databases import live
from advisor.operations.backups.problem import BackupProblem
from advisor.operations.backups.recording import record
from advisor.operations.models import Backup

#: How the names of backups in a directory begin. Safety copies have their own, and are never pruned.
NAMES = {Backup.Kind.BACKUP: "fourways", Backup.Kind.SAFETY: "before-restore"}
#: What a killed process left is taken away when it is as old as this.
FORGOTTEN = timedelta(days=1)
_WORKING = ".fourways-"


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written: where, and its size in bytes."""

    path: Path
    bytes: int
    manifest: Manifest


def make_backup(target: Path, kind: Backup.Kind = Backup.Kind.BACKUP) -> Made:
    """Write a backup to a new file, or into a directory under a name made of the moment.

    What came of it is recorded. BackupProblem where it cannot be made; then no file is left.
    """
    try:
        made = _make(target, kind)
    except (BackupProblem, OSError, DatabaseError) as error:
        record(kind, ok=False, text=str(error))
        raise
    record(kind, size=made.bytes, sha256=made.manifest.sha256, text=str(made.path))
    return made


def prune(directory: Path, keep: int) -> list[Path]:
    """Remove all but the newest ``keep`` backups of a directory; return what was removed."""
    older = sorted(directory.glob(f"{NAMES[Backup.Kind.BACKUP]}-*.zip"), reverse=True)[keep:]
    for path in older:
        path.unlink()
    return older


@contextmanager
def working_folder(parent: Path) -> Iterator[Path]:
    """Lend a folder, on the same file system as the backup, that only this user can read."""
    if not parent.is_dir():
        raise BackupProblem(f"{parent} is no directory. Make it first, on a disk with room for the backup.")
    _sweep(parent)
    with tempfile.TemporaryDirectory(prefix=_WORKING, dir=parent) as folder:
        yield Path(folder)


def _make(target: Path, kind: Backup.Kind) -> Made:
    now = timezone.now()
    path = target / f"{NAMES[kind]}-{now:%Y%m%dT%H%M%S.%fZ}.zip" if target.is_dir() else target
    if path.exists():
        raise BackupProblem(f"{path} exists already. Give another name, or a directory.")
    vendor, database = live()
    with working_folder(path.parent) as folder:
        dump = folder / "dump"
        contents = database.dump(dump)
        manifest = Manifest(
            format=FORMAT,
            program=__version__,
            made_at=now.isoformat(),
            database=vendor,
            server=database.server(),
            migrations=contents.migrations,
            counts=contents.counts,
            rulebook=contents.rulebook,
            sha256=sha256_of(dump),
        )
        write_archive(path, manifest, dump)
    return Made(path, path.stat().st_size, manifest)


def _sweep(parent: Path) -> None:
    """Remove what killed processes left: a process at work has a younger folder."""
    for left in parent.glob(f"{_WORKING}*"):
        changed = datetime.fromtimestamp(left.stat().st_mtime, tz=timezone.get_default_timezone())
        if timezone.now() - changed > FORGOTTEN:
            shutil.rmtree(left, ignore_errors=True)
