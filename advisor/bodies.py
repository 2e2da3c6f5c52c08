"""Requests that are larger than anything that is taken here, turned away before anything is kept of them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from advisor.errors import error_page

MEBIBYTE = 2**20
#: Bytes of any request: the largest file that is taken, a report, and the form around it.
LARGEST = 21 * MEBIBYTE
#: So much is read and thrown away, because a browser that is cut off while it sends shows no answer.
MOST_DRAINED = 128 * MEBIBYTE
_CHUNK = 64 * 1024


class BodyMiddleware:
    """Answers 413 by the length that a request tells; what is sent without one is not read at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; where it is too large, the next one on the same connection is still read."""
        return too_large(request, LARGEST) or self._get_response(request)


def too_large(request: HttpRequest, most: int) -> HttpResponse | None:
    """Return the answer to a request of more bytes than these, after throwing it away; None for others."""
    if _length(request) <= most:
        return None
    _drain(request)
    words = _("An upload may have %(limit)s MiB. Nothing was kept or changed.")
    return error_page(request, 413, _("This file is too large"), words % {"limit": most // MEBIBYTE - 1})


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() and len(text) < 20 else 0


def _drain(request: HttpRequest) -> None:
    left = MOST_DRAINED
    while left > 0 and (chunk := request.read(_CHUNK)):
        left -= len(chunk)
