"""What rows of the draft are called in the language of the page."""

from __future__ import annotations

from typing import Any

from advisor.editor.forms.shape import spoken_in
from advisor.engine.rulebook import Text
from advisor.rulebook.naming import NAMED_BY


def row_name(row: Any) -> str:
    """Return what people call a row whose kind has a name in both languages; its slug while it has none."""
    stem = NAMED_BY[row.KIND]
    name = Text(getattr(row, f"{stem}_en"), getattr(row, f"{stem}_ko")).in_language(spoken_in())
    return name or str(row.slug)
