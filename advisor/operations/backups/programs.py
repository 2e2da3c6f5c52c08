"""PostgreSQL's client programs: found, fit for the server, and run without a password on the command line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from advisor.operations.backups.problem import BackupProblem

#: Where Debian keeps the programs of each version.
DEBIAN = Path("/usr/lib/postgresql")
_ERROR = re.compile(r"\b(error|fatal):", re.IGNORECASE)
_VERSION = re.compile(r"\(PostgreSQL\) (\d+)")


class Failed(BackupProblem):
    """A program ended with an error; ``said`` is all that it wrote of it."""

    def __init__(self, name: str, said: str) -> None:
        lines = [line for line in said.splitlines() if line.strip()]
        # Before the error there may be notices.
        told = next(
            (line for line in lines if _ERROR.search(line)), lines[-1] if lines else "it said nothing"
        )
        super().__init__(f"{name} failed: {told}")
        self.said = said


def find(name: str, server: int) -> Path:
    """Return the program that fits a server of this major version: the same, or the next newer.

    BackupProblem where there is none.
    """
    found = {version: path for path in _candidates(name) if (version := _major(path))}
    fitting = sorted(version for version in found if version >= server)
    if fitting:
        return found[fitting[0]]
    what = f"{name} {max(found)} is too old for the server" if found else f"{name} was not found"
    raise BackupProblem(
        f"{what}: PostgreSQL {server} needs {name} {server} or newer, on PATH or in {DEBIAN}/*/bin "
        f"(Debian: postgresql-client-{server})."
    )


def run(program: Path, arguments: Sequence[str | Path], environment: Mapping[str, str]) -> None:
    """Run a program to its end; :class:`Failed` where it complains."""
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, without a shell
        [program, *arguments],
        env={**os.environ, **environment, "LC_MESSAGES": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Failed(program.name, done.stderr)


def _candidates(name: str) -> Iterator[Path]:
    """Yield what is on PATH, then Debian's own, which win: on PATH it has a wrapper that chooses."""
    if on_path := shutil.which(name):
        yield Path(on_path)
    yield from DEBIAN.glob(f"*/bin/{name}")


def _major(program: Path) -> int | None:
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = _VERSION.search(told.stdout)
    return int(version.group(1)) if version else None
