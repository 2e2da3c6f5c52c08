"""What the pages of a record ask of its form."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms.formsets import DELETION_FIELD_NAME

from advisor.editor.links import record_url, record_url_of
from advisor.editor.row_names import row_name
from advisor.rulebook.dependents import Dependent
from advisor.rulebook.field_names import field_label, kind_label
from advisor.rulebook.models import DraftRecord
from advisor.rulebook.records import Record

register = template.Library()


@register.simple_tag
def readonly_lines(field: Any) -> list[str]:
    """Return the value of a field that is only read, in words."""
    lines: list[str] = field.form.lines(field.field["name"])
    return lines


@register.simple_tag
def stored_lines(field: Any) -> list[str] | None:
    """Return what is stored where it differs from what was typed since somebody else wrote it."""
    bound = field.field
    lines: list[str] | None = bound.form.stored_lines(bound.name)
    return lines


@register.filter
def is_pair(line: Any) -> bool:
    """Tell whether a line holds a text in both languages."""
    return len(line.fields) > 1 and str(line.fields[0]).endswith("_en")


@register.filter
def says_korean(fieldset: Any) -> bool:
    """Tell whether a part of the form asks if the Korean fits."""
    return "korean_fits" in fieldset.fields


@register.filter
def is_one_shape(fieldset: Any) -> bool:
    """Tell whether the heading of a part says already what its first field is."""
    return bool(fieldset.name) and len(fieldset.fields) < 3 and isinstance(fieldset.fields[0], str)


@register.filter
def is_template(part: Any) -> bool:
    """Tell whether a form is only a pattern for scripts, which this site does not use."""
    return "__prefix__" in part.form.prefix


@register.filter
def removal(part: Any) -> Any:
    """Return the box that removes a part, None where it stays."""
    return (
        part.form[DELETION_FIELD_NAME] if part.original and DELETION_FIELD_NAME in part.form.fields else None
    )


@register.filter
def named(row: DraftRecord) -> str:
    """Return the name of a choice or an option."""
    return row_name(row)


@register.filter
def page(row: DraftRecord) -> str:
    """Return the page of a row of the draft."""
    return record_url_of(row.KIND, row.pk)


@register.filter
def record_page(record: Record) -> str:
    """Return the page of a record."""
    return record_url(record.kind, record.key)


@register.filter
def kinds_words(record: Record) -> str:
    """Return what people call several records of a kind."""
    return str(kind_label(record.kind, 2))


@register.filter
def field_words(dependent: Dependent) -> str:
    """Return what people call the field in which a record names another one."""
    return str(field_label(dependent.record.kind, dependent.field))
