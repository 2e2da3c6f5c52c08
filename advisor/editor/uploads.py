"""Files that editors send: too large ones are turned away before anything is kept of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from advisor.bodies import MEBIBYTE, too_large
from advisor.rulebook.exchange.archive import LARGEST_UPLOAD
from advisor.rulebook.findings import FixtureError

#: Bytes of a request: the file, and the form around it.
LARGEST_REQUEST = LARGEST_UPLOAD + MEBIBYTE

View = Callable[..., HttpResponse]


def limited(view: View) -> View:
    """Answer 413 to a request that is too large, before its form is parsed.

    Django's check of the form's token would parse it, so that comes afterwards.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = too_large(request, LARGEST_REQUEST)
        if refused is not None:
            return refused
        return protected(request, *args, **kwargs)

    return guarded


def uploaded(request: HttpRequest) -> tuple[str, bytes]:
    """Return the name and content of the file ``file`` of a form; FixtureError where there is none."""
    upload = request.FILES.get("file")
    if upload is None or not upload.size:
        raise FixtureError(_("Choose a file that is not empty."))
    return upload.name or "upload", upload.read(LARGEST_UPLOAD + 1)
