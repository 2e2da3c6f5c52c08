"""Names of files that are safe on every system and say what is inside."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 80
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))}
)


def safe_stem(text: str) -> str:
    """Return a text as the stem of a file name: letters of any script, digits, dots and hyphens."""
    text = unicodedata.normalize("NFC", text).strip()
    text = re.sub(r"[^\w.]+", "-", text).strip("-._")
    text = text.encode()[: _LONGEST * 3].decode(errors="ignore")[:_LONGEST].rstrip("-._")
    if text.lower() in _RESERVED:
        text = f"{text}-file"
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
        while name.lower() in self._taken:
            name, number = f"{stem}-{number}", number + 1
        self._taken.add(name.lower())
        return f"{name}{self._ending}"
