"""Every text that somebody can store, made hostile, each with a mark that tells where it was stored.

The columns are found by themselves: a table that is added tomorrow is poisoned tomorrow. What is a key, a
choice or a fingerprint, and not a text, is named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from advisor.rulebook.draft import model_of
from advisor.rulebook.schema import KINDS

#: All contexts in one: element, attribute, script, drawing, style, comment, template, address, formula.
POLYGLOT = (
    "\"><poison onload=alert(1)>'<script>alert(1)</script><svg onload=alert(1)><style>*{x:y}</style>"
    "</title></textarea>--><!--{{7*7}}{%x%}${7*7}javascript:alert(1)"
)
ADDRESS = 'https://evil.example/"><poison/onload=alert(1)>#'
#: Apps whose texts nobody types.
UNTYPED = {
    "contenttypes",
    "sessions",
    "django_tasks_database",
    "mfa",
    "socialaccount",
    "usersessions",
    "account",
}
_KEYS = """
    object_id change_message codename password token_hash hash rulebook recommendation korean_of mark document
    state_of_it message language size key kind file_name published_on about case_kind family group
    sha256 email username
"""
KEYS = frozenset(_KEYS.split())
#: Columns of these names are keys in these tables only.
KEYS_OF = {("rulebook.Event", "version"), ("editor.EditorJob", "version"), ("auth.Permission", "name")}


def columns() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Yield the columns that hold what somebody typed."""
    for model in apps.get_models():
        if model._meta.app_label in UNTYPED or not model._meta.managed:
            continue
        for field in model._meta.concrete_fields:
            typed = isinstance(field, models.CharField | models.TextField) and not isinstance(
                field, models.SlugField
            )
            known = field.name in KEYS or (model._meta.label, field.name) in KEYS_OF or field.choices
            if typed and not known:
                yield model, field


def mark(model: type[models.Model], field: models.Field) -> str:
    """Return what tells where a text was stored."""
    return f"{model._meta.label}.{field.name}"


def poison() -> dict[str, str]:
    """Fill all these columns; return the mark of each that has rows, with what stands there."""
    filled = {}
    for model, field in columns():
        for row in model._default_manager.all():
            text = hostile(model, field, row.pk if field.unique else "")
            model._base_manager.filter(pk=row.pk).update(**{field.name: text})
            filled[mark(model, field)] = text
    for kind in KINDS:  # What is made of the draft is kept for the moment in which it was last changed.
        model_of(kind)._base_manager.update(changed_at=timezone.now())
    return filled


def hostile(model: type[models.Model], field: models.Field, number: Any) -> str:
    """Return a text for a column, as long as there is room."""
    if isinstance(field, models.URLField):
        return ADDRESS + mark(model, field)
    told = f"{mark(model, field)} {number}{POLYGLOT}"
    return told[: field.max_length or None]
