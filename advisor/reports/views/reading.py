"""What every page of a report does first: load what its address names, and say plainly what is in the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from advisor.accounts.roles import Act
from advisor.assessments.access import Locked
from advisor.assessments.views.sharing import to_unlock
from advisor.engine import RulebookError
from advisor.errors import error_page
from advisor.rulebook.published import NotPublished

View = Callable[..., HttpResponse]
Loaded = TypeVar("Loaded")


def reading_for(act: Act) -> Callable[[Callable[[HttpRequest, Loaded], HttpResponse]], View]:
    """Let a view only be read, give it what its address names, and say plainly what stands in the way."""

    def decorate(view: Callable[[HttpRequest, Loaded], HttpResponse]) -> View:
        @wraps(view)
        def only_read(request: HttpRequest, load: Callable[..., Loaded], **key: Any) -> HttpResponse:
            if request.method not in ("GET", "HEAD"):
                title, text = _("This page can only be read"), _("Open it by its link. Nothing was changed.")
                response = error_page(request, 405, title, text)
                response["Allow"] = "GET, HEAD"
                return response
            try:
                return view(request, load(request, act, **key))
            except Locked as locked:
                return to_unlock(request, locked.link)
            except (NotPublished, RulebookError) as error:
                return rules_missing(request, error)

        return never_cache(only_read)

    return decorate


reading = reading_for(Act.READ)


def rules_missing(request: HttpRequest, error: Exception) -> HttpResponse:
    """Say that the rulebook version of a report is not here."""
    title = _("The rules of this report are missing")
    text = _("Its rulebook version is not published here; the operator can publish it again. (%(error)s)")
    return error_page(request, 503, title, text % {"error": error})
