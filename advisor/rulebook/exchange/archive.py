"""The fixture set as one zip file, out and in. What comes in may be anything, and never touches the disk."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from advisor.plain_text import shortened
from advisor.rulebook.findings import Finding, FixtureError
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.phrases import phrase
from advisor.rulebook.reading import decoded
from advisor.rulebook.schema import FILES, SUFFIX
from advisor.rulebook.yaml_nodes import MEBIBYTE, MOST_MARKS, Complaint, marks_in

#: Bytes of an upload, and of all that is in it. The real fixtures are 2 MB, half a megabyte packed.
LARGEST_UPLOAD = 8 * MEBIBYTE
LARGEST_UNPACKED = 16 * MEBIBYTE
MOST_ENTRIES = 100
ALLOWED = tuple(f"{name}{SUFFIX}" for name in FILES)
#: What lies beside fixtures for good reasons, and is not read.
BESIDE = ("rulebook.schema.json", ".DS_Store")
SYSTEM_DIRECTORY = "__MACOSX/"
#: The first moment that a zip file can name, so that its bytes depend on the files alone.
MOMENT = (1980, 1, 1, 0, 0, 0)
ENCRYPTED = 0x1
#: What a broken zip file makes its reader raise.
_BROKEN = (BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, OSError)


def zip_of(files: Mapping[str, str]) -> bytes:
    """Return files (name → text) as a zip file; the same files give the same bytes."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = ZipInfo(name, MOMENT)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name].encode())
    return packed.getvalue()


def files_of_upload(name: str, data: bytes) -> dict[str, str]:
    """Return the fixture files (name → text) of an upload: a zip file, or one of them alone.

    Raises FixtureError, which says what is not as it should be and what is allowed.
    """
    if len(data) > LARGEST_UPLOAD:
        raise _refused(_("The upload is larger than %(limit)s MiB."), limit=LARGEST_UPLOAD // MEBIBYTE)
    if name.lower().endswith(".zip") or data.startswith(b"PK\x03\x04"):
        return _texts(_unpacked(data))
    own = name.replace("\\", "/").rpartition("/")[2]
    _refuse_strangers([own])
    return _texts({own: data})


def _refused(template: str, **params: str | float) -> FixtureError:
    return FixtureError(phrase(template, **params))


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = _entries(archive)
            found: dict[str, bytes] = {}
            left = LARGEST_UNPACKED
            for name, entry in entries.items():
                found[name] = _content(archive, entry, left)
                left -= len(found[name])
            return found
    except _BROKEN as error:
        raise _refused(_("The upload is no zip file that can be read.")) from error


def _entries(archive: ZipFile) -> dict[str, ZipInfo]:
    """Return the fixture files of a zip file by name, without the one directory they may lie in."""
    entries = [entry for entry in archive.infolist() if not _is_beside(entry)]
    if len(entries) > MOST_ENTRIES:
        raise _refused(_("The zip file holds more than %(limit)s files."), limit=MOST_ENTRIES)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise _refused(_("The zip file is encrypted. Pack it without a password."))
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise _refused(_("The zip file is packed in an unusual way. Pack it as an ordinary zip file."))
    names = [entry.filename for entry in entries]
    _refuse_directories(names)
    bare = [PurePosixPath(name).name for name in names]
    _refuse_strangers(bare)
    if not bare:
        raise _refused(_("The zip file holds no fixture files: %(allowed)s"), allowed=", ".join(ALLOWED))
    twice = [name for name, count in Counter(bare).items() if count > 1]
    if twice:
        raise _refused(_("The zip file holds a file twice: %(names)s"), names=", ".join(twice))
    return dict(zip(bare, entries, strict=True))


def _is_beside(entry: ZipInfo) -> bool:
    name = entry.filename
    return entry.is_dir() or name.startswith(SYSTEM_DIRECTORY) or PurePosixPath(name).name in BESIDE


def _refuse_directories(names: Iterable[str]) -> None:
    """Refuse paths, but for one directory that all files lie in."""
    parts = [tuple(name.replace("\\", "/").split("/")) for name in names]
    odd = [path for path in parts if len(path) > 2 or path[0] in ("", ".", "..")]
    if odd or len({path[:-1] for path in parts}) > 1:
        path = shortened("/".join(odd[0] if odd else parts[-1]))
        words = _("The files have to lie at the top of the zip file, or in one directory: %(path)s does not.")
        raise _refused(words, path=path)


def _refuse_strangers(names: Iterable[str]) -> None:
    strangers = [name for name in names if name not in ALLOWED]
    if strangers:
        words = phrase(_("is not a fixture file of the rulebook: %(known)s"), known=", ".join(ALLOWED))
        findings = [Finding("error", words, shortened(name), code="no-fixture-file") for name in strangers]
        raise FixtureError(_("The upload holds files that do not belong to a rulebook."), findings)


def _content(archive: ZipFile, entry: ZipInfo, left: int) -> bytes:
    """Unpack one file; what is really there counts, whatever its header says."""
    with archive.open(entry) as file:
        content = file.read(left + 1)
    if len(content) > left:
        limit = LARGEST_UNPACKED // MEBIBYTE
        raise _refused(_("The files are larger than %(limit)s MiB when they are unpacked."), limit=limit)
    return content


def _texts(files: Mapping[str, bytes]) -> dict[str, str]:
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for name in sorted(files):
        try:
            texts[name] = decoded(files[name])
        except Complaint as complaint:
            findings.append(Finding("error", complaint.words, name, complaint.line, code="unreadable-file"))
    if findings:
        raise FixtureError(_("The upload cannot be read."), findings)
    if sum(map(marks_in, texts.values())) > MOST_MARKS:
        raise _refused(_("The upload has more than %(limit)s lines and values."), limit=MOST_MARKS)
    return texts
