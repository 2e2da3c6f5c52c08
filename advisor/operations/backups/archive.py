"""The file of a backup: its manifest and its dump, written whole or not at all, and read with care."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from advisor.operations.backups.contents import Migration
from advisor.operations.backups.problem import BackupProblem

FORMAT = 1
MANIFEST, DUMP = "manifest.json", "dump"
#: The most bytes that a manifest has.
LONGEST_MANIFEST = 1024 * 1024
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    ``database`` is the vendor ("sqlite", "postgresql"), ``server`` the version that made the dump,
    ``counts`` the rows by table, ``rulebook`` the hash of the version in use ("" for none).
    """

    format: int
    program: str
    made_at: str
    database: str
    server: str
    migrations: tuple[Migration, ...]
    counts: Mapping[str, int]
    rulebook: str
    sha256: str


def write_archive(path: Path, manifest: Manifest, dump: Path) -> None:
    """Write the file beside the dump, then give it its name; only its owner can read it."""
    partial = dump.with_name("archive")
    with _private(partial) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
            archive.write(dump, DUMP)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)
    _keep_name(path.parent)


@contextmanager
def opened(path: Path) -> Iterator[tuple[Manifest, zipfile.ZipFile]]:
    """Open a backup; BackupProblem where it is none, is cut short, or was made by a newer program."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield _manifest(path, archive), archive
    except FileNotFoundError as error:
        raise BackupProblem(f"{path} does not exist.") from error
    except zipfile.BadZipFile as error:
        raise BackupProblem(f"{path} is no backup, or was cut short or altered: {error}.") from error


def unpack(path: Path, manifest: Manifest, archive: zipfile.ZipFile, dump: Path) -> None:
    """Write the dump to ``dump``; BackupProblem unless it is to the byte what was put in."""
    try:
        with archive.open(DUMP) as packed, _private(dump) as file:
            shutil.copyfileobj(packed, file, _PIECE)
    except (zipfile.BadZipFile, EOFError, KeyError, zlib.error) as error:
        raise BackupProblem(f"{path} was cut short or altered: {error}.") from error
    if sha256_of(dump) != manifest.sha256:
        raise BackupProblem(f"{path} was altered: the dump inside is not the one that its manifest names.")


def sha256_of(path: Path) -> str:
    """Return the file's SHA-256 as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        with archive.open(MANIFEST) as file:
            told: dict[str, Any] = json.loads(file.read(LONGEST_MANIFEST))
        if told["format"] != FORMAT:
            raise BackupProblem(
                f"{path} has format {told['format']}; this program reads format {FORMAT}. "
                f"It was made by Fourways {told.get('program', '?')}."
            )
        migrations = tuple((str(app), str(name)) for app, name in told["migrations"])
        return Manifest(**{**told, "migrations": migrations})
    except (KeyError, ValueError, TypeError, zlib.error) as error:
        raise BackupProblem(f"{path} is no backup of Fourways: its manifest cannot be read.") from error


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    """Open a new file for writing that only its owner can read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        yield file


def _keep_name(folder: Path) -> None:
    """Let the names in a folder survive a power cut, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
