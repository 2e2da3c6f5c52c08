"""How long things are kept, in templates."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def anonymous_kept_days() -> int:
    """Return after how many days without a change assessments without an account go; 0: never."""
    return int(settings.ANONYMOUS_KEPT_DAYS)
