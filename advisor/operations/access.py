"""Who may see how the site runs: every operator's page asks here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from advisor.operations.groups import SEE

View = Callable[..., HttpResponse]


def may_operate(user: Any) -> bool:
    """Tell whether somebody belongs to the staff and may see how the site runs."""
    return bool(user.is_staff and user.has_perm(SEE))


def operating(view: View) -> View:
    """Let operators see a page. Without an account it leads to the sign-in; without the permission to 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may_operate(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
