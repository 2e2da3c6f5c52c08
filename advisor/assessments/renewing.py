"""Keeps the cookie by which a browser is known: signed anew before it is too old, or its key is gone."""

from __future__ import annotations

from collections.abc import Callable

from django.core.signing import BadSignature, get_cookie_signer
from django.http import HttpRequest, HttpResponse

from advisor.assessments.access import COOKIE, COOKIE_SALT, remember, token_of

#: Seconds from which on it is signed anew.
AGED = 60 * 60 * 24 * 30


class RenewMiddleware:
    """Lets a browser that comes back stay known, as long as it comes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        response = self._get_response(request)
        if COOKIE in request.COOKIES and COOKIE not in response.cookies and not _is_fresh(request):
            token = token_of(request)
            if token:
                remember(response, token)
        return response


def _is_fresh(request: HttpRequest) -> bool:
    """Whether the cookie was signed not long ago, with the key that is now in use."""
    signer = get_cookie_signer(salt=COOKIE + COOKIE_SALT)
    signer.fallback_keys = []
    try:
        signer.unsign(request.COOKIES[COOKIE], max_age=AGED)
    except BadSignature:
        return False
    return True
