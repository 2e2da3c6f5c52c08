"""One value of a field in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from advisor.engine.rulebook import Text
from advisor.rulebook.naming import Speaker
from advisor.rulebook.schema import APP, Field
from advisor.rulebook.wording import date_words, number_text, quoted, signed


def is_empty(value: Any) -> bool:
    """Tell whether a field says nothing."""
    return value is None or value in ("", [], {})


def points_text(effect: Any) -> str:
    """Return an effect: “+2”, “−1”, “ruled out”."""
    return _("ruled out") if effect == "rules_out" else signed(effect)


def cell_text(cell: Any, language: str) -> str:
    """Return a table's cell as it is read in a language."""
    if isinstance(cell, Mapping):
        return f"“{Text(cell['en'], cell['ko']).in_language(language)}”"
    return number_text(cell) if isinstance(cell, int | float) else f"“{cell}”"


def value_text(kind: str, field: Field, value: Any, speaker: Speaker) -> str:
    """Return the value of a field that is one thing, in the active language; "" for nothing.

    Mappings and lists are told item by item: see :mod:`advisor.rulebook.diff_lines`.
    """
    if field.type in ("conditions", "asked_when"):
        return speaker.conditions(value or {}) or _("always")
    if field.type == "slugs":
        decisions = quoted(speaker.name("decision", slug) for slug in value or ())
        return decisions or (_("all of them") if value is None else _("none of them"))
    if field.type == "flag":
        return pgettext("answer", "yes") if value else pgettext("answer", "no")
    if is_empty(value):
        return ""
    if field.type == "ref":
        return f"“{speaker.name(field.target, value[0])}”"
    if field.type == "word":
        return f"“{word_text(kind, field.name, value)}”"
    if field.type in ("integer", "number"):
        return number_text(value)
    if field.type in ("date", "partial_date"):
        return date_words(value, speaker.language)
    return f"“{value}”"


def word_text(kind: str, name: str, word: str) -> str:
    """Return a word of a closed set as the forms offer it."""
    model_field: Any = apps.get_model(APP, kind)._meta.get_field(name)
    return str(dict(model_field.flatchoices).get(word, word))
