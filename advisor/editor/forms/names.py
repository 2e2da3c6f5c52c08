"""The draft as forms look at it: its records, and the names of everything for choosers and sentences."""

from __future__ import annotations

from typing import NamedTuple

from advisor.engine.rulebook import Rulebook
from advisor.rulebook.draft import known_records
from advisor.rulebook.records import RecordSet
from advisor.rulebook.spoken import spoken_rulebook


class Known(NamedTuple):
    """The records of the draft, without those that cannot be read, and their names."""

    records: RecordSet
    book: Rulebook


def known_draft() -> Known:
    """Return the draft as it is now. To ask whether it changed takes a moment: once a form is enough."""
    records = known_records()
    return Known(records, spoken_rulebook(records))
