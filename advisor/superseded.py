"""A page of the version before asks for its static files: it gets those that have taken their place.

Their names carry a hash of what is in them, and each version of the program brings its own files only.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static

HASHED = re.compile(r"(?P<stem>[\w./-]+)\.[0-9a-f]{12}(?P<suffix>\.\w+)")


class SupersededMiddleware:
    """Stands behind what serves static files, and leads from a name that is none any more to today's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Lead on, or pass the request on."""
        today = today_of(request.path_info)
        return HttpResponseRedirect(today) if today else self._get_response(request)


def today_of(address: str) -> str:
    """Return the address that a static file has in this version; "" where it has none, or is no such file."""
    if not address.startswith(settings.STATIC_URL):
        return ""
    found = HASHED.fullmatch(address.removeprefix(settings.STATIC_URL))
    if found is None:
        return ""
    try:
        today = static(found["stem"] + found["suffix"])
    except ValueError:
        return ""
    return today if today.startswith(settings.STATIC_URL) and today != address else ""
