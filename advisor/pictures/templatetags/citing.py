"""Small numbers of sources behind a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()


@register.simple_tag
def cites(numbers: Iterable[int]) -> SafeString:
    """Return links to sources by number: [1] [3]; nothing where there are none."""
    label = gettext("source")
    links = format_html_join(
        " ", '<a href="#s{}" aria-label="{} {}">[{}]</a>', ((n, label, n, n) for n in numbers)
    )
    return format_html("<sup>{}</sup>", links) if links else links
