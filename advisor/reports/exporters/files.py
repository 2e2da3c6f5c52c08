"""Names of files that are safe on every system and say what is inside."""

from __future__ import annotations

import re
import unicodedata

#: Characters, and bytes: a whole name may have 255 of them, and a day, a language and an ending follow.
_LONGEST, _MOST_BYTES = 80, 200
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in "123456789¹²³")}
)
#: Letters that are blank: fillers of Hangul.
_BLANK = re.compile("[\u115f\u1160\u3164\uffa0]")


def safe_stem(text: str) -> str:
    """Return a text as the stem of a file name: letters of any script, digits, dots and hyphens.

    Windows takes what stands before the first dot for a device where it has the name of one.
    """
    text = _BLANK.sub("", unicodedata.normalize("NFC", text))
    text = re.sub(r"[^\w.]+", "-", text).strip("-._")
    text = text[:_LONGEST].encode()[:_MOST_BYTES].decode(errors="ignore").rstrip("-._")
    first, dot, rest = text.partition(".")
    if first.rstrip("-").lower() in _RESERVED:
        text = f"{first.rstrip('-')}-file{dot}{rest}"
    return text or "workload"


def download_name(name: str, day: str, language: str, extension: str) -> str:
    """Return a download's name: workload, date, language."""
    return f"{safe_stem(name)}-{day}-{language}.{extension}"


class FileNames:
    """Gives each id a file name of its own: ids that would give the same name get a number.

    ``ending`` is what every name ends with: ".md", "-2026-11-21-en.pdf".
    """

    def __init__(self, ending: str) -> None:
        self._ending = ending
        self._taken: set[str] = set()

    def name(self, id_: str) -> str:
        """Return the file name of an id."""
        stem = name = safe_stem(id_)
        number = 2
        while name.casefold() in self._taken:
            name, number = f"{stem}-{number}", number + 1
        self._taken.add(name.casefold())
        return f"{name}{self._ending}"
