"""A list of breached passwords in a file: looked up by binary search over offsets, never read as a whole.

The format is that of the downloader of Have I Been Pwned: lines 'SHA-1:count' in capitals, sorted by hash.
Forty gigabytes take some thirty-five short reads.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

LINE = re.compile(rb"[0-9A-F]{40}:\d+\r?\n?")
HASH_LENGTH = 40
#: How many places of the file are looked at when the program starts.
SAMPLES = 64


@dataclass(frozen=True)
class BreachList:
    """The list in one file."""

    path: Path

    def holds(self, password: str) -> bool:
        """Tell whether a password is in the list.

        Raises:
            OSError: if the file cannot be read any more.
        """
        wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
        with self.path.open("rb") as file:
            low, high = 0, _size(file)
            while low < high:
                middle = (low + high) // 2
                start, line = _line_from(file, middle)
                if line and line[:HASH_LENGTH] < wanted:
                    low = start + len(line)
                else:
                    high = middle
            return _line_from(file, low)[1][:HASH_LENGTH] == wanted

    def check(self) -> None:
        """Look at samples of the file.

        Raises:
            ImproperlyConfigured: if the file is not there, is not such a list, or is not sorted by hash.
        """
        try:
            with self.path.open("rb") as file:
                size = _size(file)
                lines = [_line_from(file, size * n // SAMPLES)[1] for n in range(SAMPLES)]
        except OSError as error:
            raise _unusable(self.path, error.strerror or str(error)) from error
        found = [line for line in lines if line]
        if not found or not all(LINE.fullmatch(line) for line in found):
            raise _unusable(self.path, "its lines must read 'SHA-1:count', the hash in capitals")
        hashes = [line[:HASH_LENGTH] for line in found]
        if hashes != sorted(hashes):
            raise _unusable(self.path, "it must be sorted by hash")


def breach_list() -> BreachList | None:
    """Return the list that the operator named; None where there is none."""
    return BreachList(Path(settings.BREACHED_PASSWORDS)) if settings.BREACHED_PASSWORDS else None


def _size(file: BinaryIO) -> int:
    return file.seek(0, 2)


def _line_from(file: BinaryIO, offset: int) -> tuple[int, bytes]:
    """Return where the first line that begins at ``offset`` or later begins, and the line; b"" at the end."""
    file.seek(max(offset - 1, 0))
    if offset:
        file.readline(1024)
    return file.tell(), file.readline(1024)


def _unusable(path: Path, why: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"Environment variable BREACHED_PASSWORDS: {path} cannot be used: {why}.")
