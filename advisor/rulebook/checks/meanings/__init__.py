"""What each code of a finding means and how to mend it: for the editors' guide and the page of findings."""

from __future__ import annotations

from advisor.rulebook.checks.meanings.meaning import Meaning
from advisor.rulebook.checks.meanings.of_cases import CASES
from advisor.rulebook.checks.meanings.of_files import FILES, NAMES
from advisor.rulebook.checks.meanings.of_proofs import PROOFS
from advisor.rulebook.checks.meanings.of_records import CONDITIONS, STRUCTURE, TEXTS

__all__ = ["MEANINGS", "Meaning", "meaning_of"]

#: Every code that a check can give → its meaning.
MEANINGS = {**FILES, **NAMES, **STRUCTURE, **CONDITIONS, **TEXTS, **CASES, **PROOFS}


def meaning_of(code: str) -> Meaning:
    """Return what a code means; KeyError for one that no check gives."""
    return MEANINGS[code]
