"""Profiles from files: YAML or JSON; one profile, or a list of ``{id, profile}``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

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
                sentence = _("the id “%(id)s” is used twice (first in %(first)s).")
                raise _wrong(name, sentence, id=profile.id, first=seen[profile.id])
            seen[profile.id] = name
            profiles.append(profile)
    return profiles


def _in_file(name: str) -> list[RawProfile]:
    stem = STANDARD_INPUT_ID if name == STANDARD_INPUT else Path(name).stem
    text = _read(name)
    try:
        document = load_plain(text)
    except PlainTextError as error:
        raise _wrong(name, _("is neither YAML nor JSON: %(reason)s."), reason=error) from error
    if isinstance(document, Mapping):
        return [
            _entry(document, name, stem, stem)
            if _is_entry(document)
            else RawProfile(stem, _checked(document, name))
        ]
    if isinstance(document, list):
        return [
            _entry(entry, name, _("entry %(number)s") % {"number": place})
            for place, entry in enumerate(document, start=1)
        ]
    raise _wrong(name, _("expected a profile (question: answer) or a list of {id, profile}."))


def _read(name: str) -> str:
    try:
        content = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except OSError as error:
        raise _wrong(name, _("cannot be read: %(reason)s."), reason=error.strerror or error) from error
    if len(content) > LARGEST_FILE_MIB * 1024 * 1024:
        raise _wrong(name, _("is larger than %(most)s MiB."), most=LARGEST_FILE_MIB)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong(name, _("is not UTF-8 text.")) from error


def _is_entry(document: Mapping[Any, Any]) -> bool:
    """Tell an entry from a bare profile; one with nothing under ``profile`` has answered nothing yet."""
    return "profile" in document and isinstance(document["profile"] or {}, Mapping)


def _entry(entry: Any, name: str, where: str, otherwise: str | None = None) -> RawProfile:
    """Return an entry of a file; ``otherwise`` is its id where it names none."""
    if not isinstance(entry, Mapping) or "profile" not in entry or not _is_entry(entry):
        raise _wrong(name, _("%(where)s is not a mapping with id and profile."), where=where)
    given = entry.get("id", otherwise)
    if isinstance(given, bool) or not isinstance(given, str | int) or not str(given).strip():
        raise _wrong(name, _("%(where)s has no id."), where=where)
    if len(str(given)) > LONGEST_ID:
        sentence = _("%(where)s has an id of more than %(most)s characters.")
        raise _wrong(name, sentence, where=where, most=LONGEST_ID)
    return RawProfile(str(given), _checked(entry["profile"] or {}, name))


def _checked(answers: Mapping[Any, Any], name: str) -> Mapping[str, Any]:
    """Return the answers, where every question is named by text, as YAML's other types name none."""
    for question in answers:
        if not isinstance(question, str):
            raise _wrong(name, _("“%(given)s” is not the name of a question."), given=flat(question))
    return {shortened(question): flat(answer) for question, answer in answers.items()}


def _wrong(name: str, sentence: str, **values: object) -> ProfileFileError:
    return ProfileFileError(f"{name}: {sentence % values if values else sentence}")
