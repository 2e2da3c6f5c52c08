"""What the account pages need beside text."""

from __future__ import annotations

import json
import re
from typing import Any

from allauth.account.adapter import get_adapter
from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

register = template.Library()

#: Names of browsers by what only they send, the rarer first: most also name the ones that they build on.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iOS",
    "iPad": "iOS",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@register.filter
def as_json(value: Any) -> str:
    """Return a value as JSON, to stand in an attribute (the template escapes it)."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.simple_tag
def sends_email() -> bool:
    """Tell whether e-mail goes out."""
    return bool(settings.SENDS_EMAIL)


@register.simple_tag
def visitors_may_look() -> bool:
    """Tell whether the site is there for those without an account."""
    return bool(settings.OPEN_TO_ANONYMOUS)


@register.simple_tag(takes_context=True)
def may_sign_up(context: template.Context) -> bool:
    """Tell whether this visitor may make an account."""
    return bool(get_adapter().is_open_for_signup(context["request"]))


@register.filter
def browser(user_agent: str) -> str:
    """Return a browser and its system, as far as it says so."""
    name = next((name for token, name in BROWSERS.items() if re.search(rf"{token}\w*/", user_agent)), "")
    system = next((system for token, system in SYSTEMS.items() if token in user_agent), "")
    if not name:
        return _("Unknown browser")
    return _("%(browser)s on %(system)s") % {"browser": name, "system": system} if system else name
