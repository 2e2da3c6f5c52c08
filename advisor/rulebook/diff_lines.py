"""How one field has changed, line by line: mappings and lists are told item by item."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from advisor.engine.rulebook import Text
from advisor.rulebook.diff_values import cell_text, is_empty, points_text, value_text
from advisor.rulebook.naming import Speaker
from advisor.rulebook.records import Record
from advisor.rulebook.schema import Field
from advisor.rulebook.wording import quoted


@dataclass(frozen=True, slots=True)
class Sides:
    """Who puts the values into words. ``stated``: nothing has changed; what is there now is only told."""

    before: Speaker
    after: Speaker
    stated: bool = False

    def name(self, kind: str, *key: str) -> str:
        """Return the name that a record has now; the one that it had, if it is gone."""
        side = self.after if self.after.records.find(kind, *key) else self.before
        return side.name(kind, *key)

    def line(self, label: str, before: str, after: str) -> str:
        """Return a line; "" stands for nothing."""
        words = {"name": label, "before": before, "after": after}
        if self.stated:
            return _("%(name)s: %(after)s") % words
        if before and after:
            return _("%(name)s: %(before)s → %(after)s") % words
        return (_("%(name)s: now %(after)s") if after else _("%(name)s: no longer %(before)s")) % words

    def in_quotes(self, before: str, after: str) -> tuple[str, str]:
        """Return both texts in quotes; "" stays."""
        return (f"“{before}”" if before else "", f"“{after}”" if after else "")


def lines_of(
    record: Record, field: Field, label: str, before: Any, after: Any, sides: Sides
) -> Iterator[str]:
    """Yield the lines of one field, in the active language. ``label``: what people call it."""
    tell = _ITEM_BY_ITEM.get(field.type)
    if tell is not None:
        yield from tell(record, field, label, before or {}, after or {}, sides)
        return
    old = "" if sides.stated else value_text(record.kind, field, before, sides.before)
    yield sides.line(label, old, value_text(record.kind, field, after, sides.after))


# ── mappings ──


def _effects(
    record: Record, _field: Field, _label: str, before: Any, after: Any, sides: Sides
) -> Iterator[str]:
    decision = record.ref("decision")
    for option in _keys(before, after):
        name = sides.name("option", decision, option)
        old, new = (points_text(side[option]) if option in side else "" for side in (before, after))
        if old and new and old != new:
            yield _("%(name)s: was %(before)s, now %(after)s") % {"name": name, "before": old, "after": new}
        elif old != new:
            yield sides.line(name, old, new)


def _answers(
    _record: Record, _field: Field, label: str, before: Any, after: Any, sides: Sides
) -> Iterator[str]:
    for slug in _keys(before, after):
        old = sides.before.answer(slug, before[slug]) if slug in before else ""
        new = sides.after.answer(slug, after[slug]) if slug in after else ""
        if old != new:
            yield sides.line(_inside(label, sides.name("question", slug)), old, new)


def _notes(
    _record: Record, _field: Field, label: str, before: Any, after: Any, sides: Sides
) -> Iterator[str]:
    for slug in _keys(before, after):
        old, new = sides.in_quotes(before.get(slug, ""), after.get(slug, ""))
        if old != new:
            yield sides.line(_inside(label, sides.name("question", slug)), old, new)


def _picks(
    _record: Record, _field: Field, label: str, before: Any, after: Any, sides: Sides
) -> Iterator[str]:
    for decision in _keys(before, after):
        old, new = (
            _options(speaker, decision, side[decision]) if decision in side else ""
            for speaker, side in ((sides.before, before), (sides.after, after))
        )
        if old != new:
            yield sides.line(_inside(label, sides.name("decision", decision)), old, new)


def _options(speaker: Speaker, decision: str, options: list[str]) -> str:
    return quoted(speaker.name("option", decision, option) for option in options) or _("nothing")


# ── lists ──


def _refs(_record: Record, field: Field, label: str, before: Any, after: Any, sides: Sides) -> Iterator[str]:
    old, new = ([ref[0] for ref in side] for side in (before, after))
    added = [slug for slug in new if slug not in old]
    removed = [slug for slug in old if slug not in new]
    if sides.stated:
        yield sides.line(label, "", quoted(sides.after.name(field.target, slug) for slug in added))
        return
    if added:
        names = quoted(sides.after.name(field.target, slug) for slug in added)
        yield _("%(name)s: added %(items)s") % {"name": label, "items": names}
    if removed:
        names = quoted(sides.before.name(field.target, slug) for slug in removed)
        yield _("%(name)s: removed %(items)s") % {"name": label, "items": names}
    if not added and not removed:
        yield _("%(name)s: in another order") % {"name": label}


def _columns(
    _record: Record, _field: Field, label: str, before: Any, after: Any, sides: Sides
) -> Iterator[str]:
    old, new = ({column["slug"]: column for column in side} for side in (before, after))
    for slug in _keys(old, new):
        if slug not in old or slug not in new:
            yield sides.line(label, *(_column(side.get(slug), sides.after.language) for side in (old, new)))
            continue
        name = _inside(label, slug)
        for key, words in (
            ("label_en", _("English")),
            ("label_ko", _("Korean")),
            ("kind", pgettext("field", "kind")),
        ):
            if old[slug][key] != new[slug][key]:
                yield sides.line(f"{name} ({words})", *sides.in_quotes(old[slug][key], new[slug][key]))
    if list(old) != list(new) and set(old) == set(new):
        yield _("%(name)s: in another order") % {"name": label}


def _column(column: Mapping[str, str] | None, language: str) -> str:
    if column is None:
        return ""
    label = Text(column["label_en"], column["label_ko"]).in_language(language)
    return f"“{label or column['slug']}”"


def _rows(record: Record, _field: Field, _label: str, before: Any, after: Any, sides: Sides) -> Iterator[str]:
    for number, old, new in _matched(before, after):
        label = _("Row %(number)s") % {"number": number}
        if old is None or new is None:
            yield sides.line(label, *(_row(row, sides.after.language) for row in (old, new)))
            continue
        columns = {column["slug"]: column for column in record.fields["columns"]}
        for slug in _keys(old, new):
            name = (_column(columns.get(slug), sides.after.language) or f"“{slug}”")[1:-1]
            yield from _pair(_inside(label, name), old.get(slug), new.get(slug), sides)


def _points(
    _record: Record, _field: Field, _label: str, before: Any, after: Any, sides: Sides
) -> Iterator[str]:
    for number, old, new in _matched(before, after):
        label = _("Point %(number)s") % {"number": number}
        if old is None or new is None:
            language = sides.after.language
            yield sides.line(label, *(cell_text(text, language) if text else "" for text in (old, new)))
        else:
            yield from _pair(label, old, new, sides)


def _pair(label: str, old: Any, new: Any, sides: Sides) -> Iterator[str]:
    """Yield how one cell or point has changed: a text in each language by itself."""
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key, words in (("en", _("English")), ("ko", _("Korean"))):
            if old[key] != new[key]:
                yield sides.line(f"{label} ({words})", *sides.in_quotes(old[key], new[key]))
        return
    language = sides.after.language
    yield sides.line(label, *("" if is_empty(cell) else cell_text(cell, language) for cell in (old, new)))


def _row(row: Mapping[str, Any] | None, language: str) -> str:
    cells = (cell for cell in (row or {}).values() if not is_empty(cell))
    return " · ".join(cell_text(cell, language) for cell in cells)


def _matched(before: list[Any], after: list[Any]) -> Iterator[tuple[int, Any, Any]]:
    """Yield number (from 1; the old one of what is gone), old and new item of all that differ."""
    old, new = ([json.dumps(item, sort_keys=True) for item in side] for side in (before, after))
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for step in range(max(b - a, d - c)):
            was = before[a + step] if a + step < b else None
            now = after[c + step] if c + step < d else None
            yield (a if now is None else c) + step + 1, was, now


# ── shared ──


def _keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the keys of both: those there now in their order, then those that are gone."""
    return list(dict.fromkeys([*after, *before]))


def _inside(label: str, name: str) -> str:
    return _("%(field)s, “%(name)s”") % {"field": label, "name": name}


_ITEM_BY_ITEM: Mapping[str, Callable[..., Iterator[str]]] = {
    "effects": _effects,
    "answers": _answers,
    "notes": _notes,
    "picks": _picks,
    "given": _picks,
    "refs": _refs,
    "columns": _columns,
    "rows": _rows,
    "points": _points,
}
