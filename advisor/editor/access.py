"""Who may look at the draft, edit it, publish it: every editor's page asks here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from advisor.editor.groups import EDIT, LOOK, PUBLISH
from advisor.rulebook.audit import Actor

View = Callable[..., HttpResponse]


def actor_of(request: HttpRequest) -> Actor:
    """Return who the log names for what this request does."""
    return Actor(request.user.get_username(), request.user.pk)


def may_look(user: Any) -> bool:
    """Tell whether somebody may see the draft."""
    return bool(user.has_perm(LOOK) or user.has_perm(EDIT) or user.has_perm(PUBLISH))


def may_edit(user: Any) -> bool:
    """Tell whether somebody may change the draft."""
    return bool(user.has_perm(EDIT))


def may_publish(user: Any) -> bool:
    """Tell whether somebody may publish the draft and put versions in use."""
    return bool(user.has_perm(PUBLISH))


def _asked(allowed: Callable[[Any], bool]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not allowed(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


#: Decorators of views. Without an account they lead to the sign-in; without the permission to 403.
looking = _asked(may_look)
editing = _asked(may_edit)
publishing = _asked(may_publish)
