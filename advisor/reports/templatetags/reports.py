"""What the templates of a report load."""

from __future__ import annotations

from django import template

from advisor.pictures.templatetags.citing import cites

register = template.Library()
register.simple_tag(cites)
