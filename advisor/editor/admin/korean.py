"""Whether a row's Korean fits its English."""

from __future__ import annotations

from advisor.editor.forms import korean
from advisor.editor.forms.locked import record_of
from advisor.rulebook.models import DraftRecord


def is_stale(row: DraftRecord) -> bool:
    """Tell whether the row's Korean was written for other English; False where it has none to compare."""
    record = record_of(row)
    return record is not None and korean.is_stale(record)
