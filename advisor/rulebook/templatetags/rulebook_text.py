"""Texts of the rulebook in templates."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language

from advisor.engine.rulebook import Text

register = template.Library()


@register.filter
def localised(text: Text) -> str:
    """Return a rulebook text in the language of the page."""
    return text.in_language(get_language() or "en")
