"""The names of everything in the draft, for choosers and sentences."""

from __future__ import annotations

from functools import lru_cache

from advisor.engine.rulebook import Rulebook
from advisor.rulebook.draft import draft_mark, known_records
from advisor.rulebook.spoken import spoken_rulebook


def book_of_draft() -> Rulebook:
    """Return the names in the draft as it is now, made once per mark in a process."""
    return _book_at(draft_mark())


@lru_cache(maxsize=2)
def _book_at(mark: str) -> Rulebook:
    return spoken_rulebook(known_records())
