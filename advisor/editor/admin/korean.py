"""Whether a row's Korean fits its English."""

from __future__ import annotations

from advisor.rulebook.draft import raw_values
from advisor.rulebook.models import DraftRecord
from advisor.rulebook.reading import make_record
from advisor.rulebook.records import korean_of


def is_stale(row: DraftRecord) -> bool:
    """Tell whether the row's Korean was written for other English; False where it has none to compare."""
    record, _ = make_record(row.KIND, raw_values(row))
    if record is None or "korean_of" not in record.fields:
        return False
    return bool(record.fields["korean_of"] != korean_of(record))
