"""The contract's JSON, checked strictly: a list of recommendations of format 1."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from advisor.plain_text import shortened
from advisor.reports.embedded.problem import MOST_ENTRIES, FileProblem, damaged, newer, no_data, too_large
from advisor.reports.embedded.texts import LARGEST_TEXT
from advisor.reports.exporters.json import FORMAT

#: Values in one text, which take far more memory than it does, and brackets inside one another.
MOST_VALUES = 3_000_000
MOST_NESTED = 20
#: Questions in one profile, and characters of a question's name, of a note and of other short texts.
MOST_QUESTIONS = 1_000
LONGEST_SLUG = 100
LONGEST_NOTE = 10_000
LONGEST_NAME = 1_000
#: Bits of a whole number.
LONGEST_NUMBER = 64

_HASH = re.compile(r"sha256:[0-9a-f]{64}")
# Half a character, and the zero character, which no database stores.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One recommendation of a file.

    ``profile`` is as it stands there: plain values, not yet checked against a rulebook. ``recommendation`` is
    None, and ``failed`` true, where answers had errors and nothing was recommended. ``data`` is all of it.
    """

    id: str
    name: str
    language: str
    rulebook: str
    recommendation: str | None
    profile: Mapping[str, Any]
    notes: Mapping[str, str]
    failed: bool
    data: Mapping[str, Any]

    @property
    def decisions(self) -> Mapping[str, Any]:
        """The decisions by name, none where it failed."""
        found: Mapping[str, Any] = self.data.get("decisions", {})
        return found


def entries_of(text: str) -> tuple[Entry, ...]:
    """Return the recommendations of the contract's JSON; raises FileProblem."""
    document = _parsed(text)
    if not isinstance(document, list) or not all(_is_ours(entry) for entry in document):
        raise no_data()
    if not document:
        raise no_data()
    if len(document) > MOST_ENTRIES:
        raise too_large(_("it may hold %(most)s recommendations") % {"most": MOST_ENTRIES})
    return tuple(_entry(entry, number) for number, entry in enumerate(document, start=1))


def _is_ours(entry: Any) -> bool:
    return isinstance(entry, dict) and {"format", "rulebook", "profile"} <= entry.keys()


# ── plain JSON ──


def _parsed(text: str) -> Any:
    if len(text) > LARGEST_TEXT or sum(map(text.count, ",:[{")) > MOST_VALUES:
        words = {"most": LARGEST_TEXT // 2**20, "values": f"{MOST_VALUES:,}"}
        raise too_large(_("its data may have %(most)s MiB and %(values)s values") % words)
    try:
        document = json.loads(
            text, parse_constant=_no_number, parse_float=_finite, object_pairs_hook=_no_key_twice
        )
    except FileProblem:
        raise
    except (ValueError, RecursionError) as error:
        raise damaged(_("its data is no JSON")) from error
    _check_plain(document)
    return document


def _no_number(word: str) -> NoReturn:
    raise damaged(_("%(word)s is no number of JSON") % {"word": word})


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        _no_number(shortened(digits))
    return number


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        raise damaged(_("a key stands twice in its data"))
    return mapping


def _check_plain(document: Any) -> None:
    """Refuse what is nested too deeply, and texts and numbers that nothing can store."""
    level, depth = [document], 0
    while level:
        depth += 1
        if depth > MOST_NESTED:
            raise damaged(_("its data is nested too deeply"))
        for value in level:
            _check_value(value)
        level = [inside for value in level for inside in _inside(value)]


def _check_value(value: Any) -> None:
    if isinstance(value, str) and _NO_TEXT.search(value):
        raise damaged(_("its data has characters that are no text"))
    if isinstance(value, int) and value.bit_length() > LONGEST_NUMBER:
        raise damaged(_("its data has a number that is too long"))


def _inside(value: Any) -> Iterable[Any]:
    """Return what a value holds: of an object its keys too."""
    if isinstance(value, dict):
        return (*value.keys(), *value.values())
    return value if isinstance(value, list) else ()


# ── one recommendation ──


def _text(value: Any, longest: int = LONGEST_NAME) -> bool:
    return isinstance(value, str) and len(value) <= longest


def _slug(value: Any) -> bool:
    return _text(value, LONGEST_SLUG) and bool(value)


def _answer(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) <= MOST_QUESTIONS and all(_text(part, LONGEST_SLUG) for part in value)
    if isinstance(value, bool):
        return False
    return value is None or isinstance(value, int | float) or _text(value, LONGEST_SLUG)


def _mapping(value: Any, allowed: Callable[[Any], bool]) -> bool:
    if not isinstance(value, dict) or len(value) > MOST_QUESTIONS:
        return False
    return all(_slug(key) and allowed(item) for key, item in value.items())


def _hash(value: Any) -> bool:
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def _list(value: Any) -> bool:
    return isinstance(value, list)


def _list_or_none(value: Any) -> bool:
    return value is None or isinstance(value, list)


def _object(value: Any) -> bool:
    return isinstance(value, dict)


_HEAD: Mapping[str, Callable[[Any], bool]] = {
    "format": lambda value: type(value) is int and value == FORMAT,
    "id": lambda value: _text(value) and bool(value),
    "name": _text,
    "language": lambda value: value in ("en", "ko"),
    "rulebook": _hash,
}
_DECIDED: Mapping[str, Callable[[Any], bool]] = {
    **_HEAD,
    "recommendation": _hash,
    "profile": lambda value: _mapping(value, _answer),
    "notes": lambda value: _mapping(value, lambda note: _text(note, LONGEST_NOTE)),
    "decisions": _object,
    "advice": _list,
    "sources": _object,
    "open_questions": _list_or_none,
    "unknown_that_matter": _list_or_none,
    "ignored": _list,
    "errors": lambda value: value == [],
}
_FAILED: Mapping[str, Callable[[Any], bool]] = {
    **_HEAD,
    "recommendation": lambda value: value is None,
    # What was refused may be of any kind, flat.
    "profile": lambda value: isinstance(value, dict) and len(value) <= MOST_QUESTIONS,
    "notes": _DECIDED["notes"],
    "errors": lambda value: isinstance(value, list) and bool(value),
}


def _entry(entry: dict[str, Any], number: int) -> Entry:
    if isinstance(entry["format"], int) and entry["format"] > FORMAT:
        raise newer()
    shape = _FAILED if entry.get("errors") else _DECIDED
    wrong = [key for key in shape if key not in entry or not shape[key](entry[key])]
    wrong += [key for key in entry if key not in shape]
    if wrong:
        sentence = _("“%(key)s” of recommendation %(number)s is missing or not as it was written")
        raise damaged(sentence % {"key": shortened(wrong[0]), "number": number})
    return Entry(
        id=entry["id"],
        name=entry["name"],
        language=entry["language"],
        rulebook=entry["rulebook"],
        recommendation=entry["recommendation"],
        profile=entry["profile"],
        notes=entry["notes"],
        failed=bool(entry["errors"]),
        data=entry,
    )
