"""How long a sign-in lasts, and what the browser forgets when it ends.

In the session stand the second in which somebody signed in and one of the last ten minutes in which they did
something. Who asked to stay signed in does so for two weeks; all others until the browser is closed, twelve
hours without a request, or a day.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from time import time
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from advisor.accounts.middleware import for_htmx

HOUR = 60 * 60
IDLE, MOST, REMEMBERED = 12 * HOUR, 24 * HOUR, 14 * 24 * HOUR
#: Seconds after which it is stored again that somebody is there.
STORED_EVERY = 600
LIFE = "life"
#: Where a session keeps for how long it was asked to last; nothing or 0: until the browser is closed.
_ASKED_FOR = "_session_expiry"
_ENDED = "_sign_in_ended"


def connect() -> None:
    """Note beginnings and ends from now on."""
    user_logged_in.connect(_begun, dispatch_uid="life of a session begins")
    user_logged_out.connect(_ended, dispatch_uid="life of a session ends")
    authentication_step_completed.connect(_shown_again, dispatch_uid="session under another key")


class LifetimeMiddleware:
    """Ends sign-ins that are too old; whenever one ends, the browser drops the pages it kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        response = self._get_response(request)
        if _ENDED in request.__dict__:
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        """Lead to the sign-in where the last one is over."""
        try:
            if SESSION_KEY not in request.session:
                return None
            if not _is_over(request.session, int(time())):
                return None
            logout(request)
        except (DatabaseError, InterfaceError):
            return None  # the view meets it too, and says so in words
        there = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
        return for_htmx(request, redirect_to_login(there))


def _is_over(session: SessionBase, now: int) -> bool:
    began, seen = session.get(LIFE, (now, 0))
    remembered = bool(session.get(_ASKED_FOR))
    if now - began > (REMEMBERED if remembered else MOST):
        return True
    if seen and not remembered and now - seen > IDLE:
        return True
    if now - seen > STORED_EVERY:
        _store(session, [began, now])
    return False


def _store(session: SessionBase, life: list[int]) -> None:
    """Store it apart from what a view may change: where nothing can be written one can still read."""
    session[LIFE] = life
    with suppress(DatabaseError, InterfaceError, UpdateError):
        session.save()
    session.modified = False


def _begun(sender: Any, request: HttpRequest, **_what: Any) -> None:
    now = int(time())
    request.session[LIFE] = [now, now]


def _shown_again(sender: Any, request: HttpRequest, reauthenticated: bool = False, **_what: Any) -> None:
    """Go on under another key, as after the sign-in itself, once somebody has shown again who they are."""
    before = request.session.session_key
    if reauthenticated and before:
        request.session.cycle_key()
        UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def _ended(sender: Any, request: HttpRequest, **_what: Any) -> None:
    request.__dict__[_ENDED] = True
