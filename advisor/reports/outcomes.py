"""Where the outcomes of one call go: standard output, a folder, or a ZIP file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from django.utils.translation import gettext as _

from advisor.reports.batch import Answered, Outcome, Refused
from advisor.reports.exporters.files import FileNames, download_name
from advisor.reports.exporters.json import list_json
from advisor.reports.exporters.markdown import errors_markdown
from advisor.reports.formats import Format, Making, Size

#: What one file with several recommendations is called; scripts know the JSON by its bare name.
TOGETHER = "recommendations"
#: Members of a ZIP file bear this date: the same reports give the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


class NeedsFolder(ValueError):
    """Several files cannot go to standard output; the message says what to do."""


class Folder(Protocol):
    """Takes files by name."""

    def add(self, name: str, content: bytes) -> None:
        """Store one file."""


class Directory:
    """A folder on the disk, made where there is none."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._path = path

    def add(self, name: str, content: bytes) -> None:
        """Write one file."""
        (self._path / name).write_bytes(content)


class Archive:
    """A ZIP file whose bytes depend on its members only."""

    def __init__(self, file: Path | IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, content: bytes) -> None:
        """Write one member."""
        self._zip.writestr(_member(name), content)

    def add_pieces(self, name: str, pieces: Iterable[str]) -> None:
        """Write one member piece by piece, so that it need not be in memory as a whole."""
        with self._zip.open(_member(name), "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece.encode())

    def close(self) -> None:
        """Finish the file."""
        self._zip.close()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


@contextmanager
def folder_at(output: str) -> Iterator[Folder]:
    """Give a place for files: a ZIP file where the name ends so, a directory otherwise. Raises OSError."""
    path = Path(output)
    if path.suffix.lower() != ".zip":
        yield Directory(path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    archive = Archive(path)
    try:
        yield archive
    finally:
        archive.close()


def write_files(
    outcomes: Iterable[Outcome], format_: Format, size: Size, folder: Folder, day: str, language: str
) -> Iterator[Refused]:
    """Write outcomes as files, each as soon as it is there; yield those that could not be written.

    Profiles with errors get a file in JSON and Markdown only, which can say so.
    """
    if format_.together:
        dated = download_name(TOGETHER, day, language, format_.extension)
        name = f"{TOGETHER}.json" if format_.slug == "json" else dated
        refused, content = _together(outcomes, format_, size)
        folder.add(name, content)
        yield from refused
        return
    names = FileNames(f"-{day}-{language}.{format_.extension}")
    for outcome in outcomes:
        name = names.name(outcome.id)
        if isinstance(outcome, Answered):
            folder.add(name, format_.write([outcome.making], size))
        else:
            if format_.slug == "markdown":
                folder.add(name, errors_markdown(outcome.subject, outcome.problems).encode())
            yield outcome


def one_file(outcomes: Iterable[Outcome], format_: Format, size: Size) -> tuple[list[Refused], bytes]:
    """Return what goes to standard output: one file, even of several recommendations where the format can.

    Raises :class:`NeedsFolder` where it takes several files.
    """
    if format_.together:
        return _together(outcomes, format_, size)
    every = list(outcomes)
    if len(every) != 1:
        sentence = _("%(count)s profiles give as many %(format)s files: say where, with --output DIR.")
        raise NeedsFolder(sentence % {"count": len(every), "format": format_.title})
    (outcome,) = every
    if isinstance(outcome, Refused):
        return [outcome], b""
    return [], format_.write([outcome.making], size)


def _together(outcomes: Iterable[Outcome], format_: Format, size: Size) -> tuple[list[Refused], bytes]:
    refused: list[Refused] = []
    if format_.slug == "json":
        return refused, "".join(list_json(_lines(outcomes, refused))).encode()
    makings: list[Making] = []
    for outcome in outcomes:
        if isinstance(outcome, Answered):
            makings.append(outcome.making)
        else:
            refused.append(outcome)
    return refused, format_.write(makings, size) if makings else b""


def _lines(outcomes: Iterable[Outcome], refused: list[Refused]) -> Iterator[str]:
    for outcome in outcomes:
        if isinstance(outcome, Refused):
            refused.append(outcome)
        yield outcome.line
