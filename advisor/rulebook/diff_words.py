"""What has changed in a rulebook, in words: a title and lines for each record, in a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from advisor.rulebook.diff import KEEPS_STEP, RecordChange
from advisor.rulebook.diff_lines import Sides, lines_of
from advisor.rulebook.diff_values import is_empty
from advisor.rulebook.field_names import field_label, kind_label
from advisor.rulebook.naming import Speaker, record_name
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import REQUIRED, Kind
from advisor.rulebook.values import default_of


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """``title``: 'Rule “no-source-code”: changed'. ``lines``: what of it, one at a time.

    The lines of a record added or removed are what it says, or said.
    """

    title: str
    lines: tuple[str, ...]


def change_words(change: RecordChange, before: RecordSet, after: RecordSet, language: str) -> ChangeWords:
    """Return one change between two sets of records in words.

    Values are put into words with the names of their own side, so that a choice added is called by its label.
    """
    with override(language):
        old, new = Speaker(before, language), Speaker(after, language)
        if change.what == "changed":
            lines = _changed(change, Sides(old, new))
        else:
            record, speaker = (change.after, new) if change.after else (change.before, old)
            lines = _stated(record, Sides(speaker, speaker, stated=True)) if record else iter(())
        return ChangeWords(_title(change, language), tuple(lines))


def _title(change: RecordChange, language: str) -> str:
    record = change.after or change.before
    key = "/".join(change.key)
    name = record_name(record, language) if record else key
    words = {
        "kind": capfirst(str(kind_label(change.kind))),
        "name": f"“{name}”" if name == change.key[-1] and len(change.key) == 1 else f"“{name}” ({key})",
    }
    if change.what == "added":
        return _("%(kind)s %(name)s: added") % words
    return (
        _("%(kind)s %(name)s: removed") if change.what == "removed" else _("%(kind)s %(name)s: changed")
    ) % words


def _changed(change: RecordChange, sides: Sides) -> Iterator[str]:
    if change.before is None or change.after is None:
        return
    for field in change.fields:
        if field.name == "order":
            yield from _place(change.before, change.after, sides)
        elif field.name != KEEPS_STEP:
            yield from _field(change.after, field.name, field.before, field.after, sides)


def _stated(record: Record, sides: Sides) -> Iterator[str]:
    """Yield what a record says beyond its name and its place."""
    for name in _told(record.schema):
        field = record.schema.field(name)
        value = record.fields[name]
        usual = None if field.default is REQUIRED else default_of(field)
        if not is_empty(value) and value != usual:
            yield from _field(record, name, None, value, sides)


def _told(kind: Kind) -> list[str]:
    return [f.name for f in kind.fields if f.name not in ("slug", "order", KEEPS_STEP, kind.parent)]


def _field(record: Record, name: str, before: Any, after: Any, sides: Sides) -> Iterator[str]:
    label = capfirst(str(field_label(record.kind, name)))
    return lines_of(record, record.schema.field(name), label, before, after, sides)


def _place(before: Record, after: Record, sides: Sides) -> Iterator[str]:
    """Yield where a record stood and stands in its list; its number where that is all that has changed."""
    was, now = _predecessor(before, sides.before), _predecessor(after, sides.after)
    numbers = {"before": before.fields["order"], "after": after.fields["order"]}
    if was == now and all(isinstance(number, int) for number in numbers.values()):
        yield _("Order: was %(before)s, now %(after)s") % numbers
        return
    places = [
        _("after “%(name)s”") % {"name": name} if name else pgettext("place", "first") for name in (was, now)
    ]
    if was == now:
        yield _("Place: moved, and still %(place)s") % {"place": places[1]}
    else:
        yield _("Place: was %(before)s, now %(after)s") % {"before": places[0], "after": places[1]}


def _predecessor(record: Record, speaker: Speaker) -> str:
    """Return the name of the record before this one, "" if it is the first of its section or parent."""
    found = ""
    for other in speaker.records.of(record.kind):
        if other.key == record.key:
            return found
        if other.group == record.group:
            found = record_name(other, speaker.language)
    return found
