"""Small things that the templates of the editors' pages need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from advisor.editor.links import simulator_url
from advisor.rulebook.emphasis import Part

register = template.Library()


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """Return what a mapping has under a key that is only known here; None if nothing."""
    return mapping.get(key)


@register.filter
def paired(first: Iterable[Any], second: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Return the items of two lists of one length side by side."""
    return list(zip(first, second, strict=True))


@register.simple_tag
def edit_address(decision: str, slug: str, query: str, may_edit: bool) -> str:
    """Return where a row of a decision table is edited, with what the table is asked for; "" if it is not."""
    if not may_edit:
        return ""
    address = reverse("editor:row", args=[decision, slug])
    return f"{address}?{query}" if query else address


@register.filter
def emphasised(parts: Iterable[Part]) -> SafeString:
    """Return the parts of a sentence with those set off that are to be."""
    written = (
        format_html("<var>{}</var>", part.text) if part.strong else conditional_escape(part.text)
        for part in parts
    )
    return mark_safe("".join(written))  # noqa: S308 - each piece is escaped above


@register.filter
def simulated(profile: Mapping[str, Any]) -> str:
    """Return where the simulator opens with a profile."""
    return simulator_url(profile)
