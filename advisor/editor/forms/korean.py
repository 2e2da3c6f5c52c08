"""For which English a record's Korean counts as written, after an edit."""

from __future__ import annotations

from typing import Any

from advisor.rulebook.records import Record, korean_of

#: Fields that hold texts in both languages inside.
_INSIDE = ("points", "columns", "rows")


def korean_after(before: Record | None, after: Record, confirmed: bool) -> str:
    """Return the digest of the English that the Korean fits now; "" leaves it to be filled in.

    It is today's English where the editor confirms that, where the Korean was written anew with every text
    whose English changed, or for a new record. Otherwise it stays as it was, and the Korean may be stale.
    """
    if before is None or not before.fields["korean_of"] or confirmed:
        return korean_of(after)
    english, korean = (_changed(before, after, language) for language in ("en", "ko"))
    if korean and english <= korean:
        return korean_of(after)
    kept: str = before.fields["korean_of"]
    return kept


def is_stale(record: Record) -> bool:
    """Tell whether a record's Korean was written for other English."""
    digest = record.fields.get("korean_of")
    return bool(digest) and digest != korean_of(record)


def _changed(before: Record, after: Record, language: str) -> set[str]:
    """Return which texts differ in one language: stems, or fields with texts inside."""
    stems = after.schema.text_stems
    inside = [name for name in _INSIDE if name in after.schema.has]
    return {s for s in stems if before.fields[f"{s}_{language}"] != after.fields[f"{s}_{language}"]} | {
        name
        for name in inside
        if _halves(before.fields[name], language) != _halves(after.fields[name], language)
    }


def _halves(value: list[dict[str, Any]], language: str) -> list[Any]:
    """Return the texts of one language in points, columns or rows."""
    cells = [cell for row in value for cell in row.items()]
    found = [text for name, text in cells if name in (language, f"label_{language}")]
    return found + [cell[language] for _, cell in cells if isinstance(cell, dict)]
