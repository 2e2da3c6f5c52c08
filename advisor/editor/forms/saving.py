"""What a form that is in order writes: the record, its new name wherever it is named, the log."""

from __future__ import annotations

from typing import Any

from advisor.rulebook.audit import Actor
from advisor.rulebook.draft import known_records, model_of, stamp_row
from advisor.rulebook.editing import apply, remove_row, save_row
from advisor.rulebook.models import DraftRecord, Event
from advisor.rulebook.renaming import renamed
from advisor.rulebook.schema import KINDS


def save_record(row: DraftRecord, form: Any, actor: Actor) -> None:
    """Write a row whose form is valid, unless it was left as it was seen. The form checked the lock."""
    if getattr(form, "untouched", False):
        return
    stored = type(row)._default_manager.filter(pk=row.pk).first()
    if stored is not None and stored.slug != row.slug:
        # From the draft as it is now: other names may have changed on the same page.
        edits = renamed(known_records(), row.KIND, stored.natural_key(), row.slug)
        apply(edits, actor, Event.Action.RENAMED)
    stamp_row(row)
    save_row(row, None, actor)


def remove_record(row: DraftRecord, actor: Actor) -> None:
    """Remove a row and its parts, each with its entry in the log."""
    for kind, schema in KINDS.items():
        if schema.parent == row.KIND:
            for part in model_of(kind)._default_manager.filter(**{schema.parent: row}):
                remove_row(part, actor)
    remove_row(row, actor)
