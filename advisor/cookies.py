"""Where the site is served by HTTPS its cookies have a prefix: browsers then let no other host set them."""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import Morsel

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PREFIX = "__Host-"
#: By this an owner without an account is known: a browser that has it under its plain name keeps it.
OWNER, OWNER_SECONDS = "fourways_owner", 60 * 60 * 24 * 365 * 2


class PrefixMiddleware:
    """Stands around all that reads or writes cookies; inside, they have their plain names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on with those cookies only that this host set."""
        if not settings.HTTPS:
            return self._get_response(request)
        given = request.COOKIES
        ours = {name.removeprefix(PREFIX): value for name, value in given.items() if name.startswith(PREFIX)}
        before = given.get(OWNER) if OWNER not in ours else None
        request.COOKIES = ours if before is None else {**ours, OWNER: before}
        response = self._get_response(request)
        for name in list(response.cookies):
            _rename(response, name)
        if before is not None:
            _move_owner(response, before)
        return response


def _rename(response: HttpResponse, name: str) -> None:
    plain: Morsel[str] = response.cookies.pop(name)
    renamed: Morsel[str] = Morsel()
    renamed.set(PREFIX + name, plain.value, plain.coded_value)
    renamed.update(plain)
    renamed["secure"] = True
    renamed["path"], renamed["domain"] = "/", ""
    response.cookies[PREFIX + name] = renamed


def _move_owner(response: HttpResponse, value: str) -> None:
    name = PREFIX + OWNER
    if name not in response.cookies:
        response.set_cookie(name, value, max_age=OWNER_SECONDS, secure=True, httponly=True, samesite="Lax")
    response.delete_cookie(OWNER, samesite="Lax")
