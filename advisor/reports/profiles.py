"""Profiles from files: YAML or JSON; one profile, or a list of ``{id, profile}``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.plain_text import PlainTextError, flat, load_plain, shortened

STANDARD_INPUT = "-"
#: What a profile from standard input is called, which has no file name.
STANDARD_INPUT_ID = "stdin"
LARGEST_FILE_MIB = 256
LONGEST_ID = 200


class ProfileFileError(ValueError):
    """This is not a profile file; the message is one line that names the file and says why."""


@dataclass(frozen=True, slots=True)
class RawProfile:
    """A profile as it stands in a file: plain values, not yet checked against a rulebook."""

    id: str
    answers: Mapping[str, Any]


def read_profiles(names: Iterable[str]) -> list[RawProfile]:
    """Return the profiles of all files in order; an id that is used twice is an error.

    Raises :class:`ProfileFileError`.
    """
    profiles: list[RawProfile] = []
    seen: dict[str, str] = {}
    for name in names:
        for profile in _in_file(name):
            if profile.id in seen:
                raise ProfileFileError(
                    f"{name}: the id “{profile.id}” is used twice (first in {seen[profile.id]})."
                )
            seen[profile.id] = name
            profiles.append(profile)
    return profiles


def _in_file(name: str) -> list[RawProfile]:
    stem = STANDARD_INPUT_ID if name == STANDARD_INPUT else Path(name).stem
    text = _read(name)
    try:
        document = load_plain(text)
    except PlainTextError as error:
        raise ProfileFileError(f"{name}: is neither YAML nor JSON: {error}.") from error
    if isinstance(document, Mapping):
        return [
            _entry(document, name, stem, stem)
            if _is_entry(document)
            else RawProfile(stem, _checked(document, name))
        ]
    if isinstance(document, list):
        return [_entry(entry, name, f"entry {place}") for place, entry in enumerate(document, start=1)]
    raise ProfileFileError(f"{name}: expected a profile (question: answer) or a list of {{id, profile}}.")


def _read(name: str) -> str:
    try:
        content = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except OSError as error:
        raise ProfileFileError(f"{name}: cannot be read: {error.strerror or error}.") from error
    if len(content) > LARGEST_FILE_MIB * 1024 * 1024:
        raise ProfileFileError(f"{name}: is larger than {LARGEST_FILE_MIB} MiB.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProfileFileError(f"{name}: is not UTF-8 text.") from error


def _is_entry(document: Mapping[Any, Any]) -> bool:
    return isinstance(document.get("profile"), Mapping)


def _entry(entry: Any, name: str, where: str, otherwise: str | None = None) -> RawProfile:
    """Return an entry of a file; ``otherwise`` is its id where it names none."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get("profile"), Mapping):
        raise ProfileFileError(f"{name}: {where} is not a mapping with id and profile.")
    given = entry.get("id", otherwise)
    if isinstance(given, bool) or not isinstance(given, str | int) or not str(given).strip():
        raise ProfileFileError(f"{name}: {where} has no id.")
    if len(str(given)) > LONGEST_ID:
        raise ProfileFileError(f"{name}: {where} has an id of more than {LONGEST_ID} characters.")
    return RawProfile(str(given), _checked(entry["profile"], name))


def _checked(answers: Mapping[Any, Any], name: str) -> Mapping[str, Any]:
    """Return the answers, where every question is named by text, as YAML's other types name none."""
    for question in answers:
        if not isinstance(question, str):
            raise ProfileFileError(f"{name}: “{flat(question)}” is not the name of a question.")
    return {shortened(question): flat(answer) for question, answer in answers.items()}
