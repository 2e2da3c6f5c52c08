"""Slugs made from words: readable, and never one that is taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 48


class Slugs:
    """Hands out slugs, each one once. ``joint`` stands between the words, ``longest`` counts letters."""

    def __init__(self, taken: Iterable[str], joint: str = "_", longest: int = LONGEST) -> None:
        self._taken = set(taken)
        self._joint = joint
        self._longest = longest

    def of(self, words: str, otherwise: str) -> str:
        """Return a free slug made from words; ``otherwise`` is for words without Latin letters and digits."""
        slug = self._shortened(words) or otherwise
        number, free = 1, slug
        while free in self._taken:
            number += 1
            free = f"{slug}{self._joint}{number}"
        self._taken.add(free)
        return free

    def _shortened(self, words: str) -> str:
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
        # "Isn't" is one word.
        found = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
        slug = ""
        for word in found:
            longer = f"{slug}{self._joint}{word}" if slug else word[: self._longest]
            if len(longer) > self._longest:
                break
            slug = longer
        return slug
