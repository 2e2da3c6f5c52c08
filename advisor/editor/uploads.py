"""Files that editors send: too large ones are turned away before anything is kept of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from advisor.errors import error_page
from advisor.rulebook.exchange.archive import LARGEST_UPLOAD
from advisor.rulebook.findings import FixtureError

MEBIBYTE = 2**20
#: Bytes of a request: the file, and the form around it.
LARGEST_REQUEST = LARGEST_UPLOAD + MEBIBYTE
#: So much is read and thrown away, because a browser that is cut off while it sends shows no answer.
MOST_DRAINED = 128 * MEBIBYTE
_CHUNK = 64 * 1024

View = Callable[..., HttpResponse]


def limited(view: View) -> View:
    """Answer 413 to a request that is too large, before its form is parsed.

    Django's check of the form's token would parse it, so that comes afterwards.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _length(request) > LARGEST_REQUEST:
            _drain(request)
            limit = LARGEST_UPLOAD // MEBIBYTE
            return error_page(
                request,
                413,
                _("This file is too large"),
                _("An upload may have %(limit)s MiB. Nothing was kept or changed.") % {"limit": limit},
            )
        return protected(request, *args, **kwargs)

    return guarded


def uploaded(request: HttpRequest) -> tuple[str, bytes]:
    """Return the name and content of the file ``file`` of a form; FixtureError where there is none."""
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        raise FixtureError(_("Choose a file that is not empty."))
    return upload.name or "upload", upload.read(LARGEST_UPLOAD + 1)


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0


def _drain(request: HttpRequest) -> None:
    left = MOST_DRAINED
    while left > 0 and (chunk := request.read(_CHUNK)):
        left -= len(chunk)
