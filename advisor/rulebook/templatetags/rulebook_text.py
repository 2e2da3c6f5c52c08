"""Texts of the rulebook in templates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import get_language

from advisor.engine.rulebook import Text

register = template.Library()


@register.filter
def localised(text: Text) -> str:
    """Return a rulebook text in the language of the page."""
    return text.in_language(get_language() or "en")


@register.filter
def beside(cells: Iterable[Any], labels: Iterable[str]) -> list[tuple[str, Any]]:
    """Return each cell of a table's row after its column's label."""
    return list(zip(labels, cells, strict=True))
