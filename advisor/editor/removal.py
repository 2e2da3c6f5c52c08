"""What stands against renaming or removing a record."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.rulebook.dependents import Dependent, dependents
from advisor.rulebook.models import DraftRecord
from advisor.rulebook.published_names import KEPT, is_published
from advisor.rulebook.records import RecordSet
from advisor.rulebook.schema import KINDS

#: Records of these kinds are retired where they cannot be removed.
RETIRED = frozenset({"question", "choice", "option"})


@dataclass(frozen=True, slots=True)
class Obstacles:
    """Why a record stays: a version published its name, or others need it."""

    published: bool
    needed_by: tuple[Dependent, ...]

    def __bool__(self) -> bool:
        return self.published or bool(self.needed_by)


def obstacles(row: DraftRecord, records: RecordSet) -> Obstacles:
    """Return what stands against removing a record of the draft; its own parts do not."""
    return Obstacles(row.KIND in KEPT and is_published(row.KIND, row.natural_key()), needed_by(row, records))


def needed_by(row: DraftRecord, records: RecordSet) -> tuple[Dependent, ...]:
    """Return what names a record, its parts and what only its parts need left out."""
    found = dependents(records, row.KIND, row.natural_key())
    return tuple(one for one in found if KINDS[one.record.kind].parent != row.KIND)


def slug_is_fixed(row: DraftRecord) -> bool:
    """Tell whether a record has to keep its name."""
    return row.KIND == "decision" or is_published(row.KIND, row.natural_key())
