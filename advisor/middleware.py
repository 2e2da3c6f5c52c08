"""What fails underneath becomes a clear page: the store is not available, or no rulebook is published."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from advisor.engine import RulebookError
from advisor.errors import error_page, store_away
from advisor.logs import route_of, told
from advisor.rulebook.published import NotPublished

logger = logging.getLogger(__name__)


class UnavailableMiddleware:
    """Answer 503 where the database is locked, read-only, full or gone; log it once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; say in words what an address does not take."""
        response = self._get_response(request)
        if response.status_code == 405 and not response.content:
            title, text = _("This address does not take that request"), _("Open the page by its link.")
            told = error_page(request, 405, title, text)
            told.headers["Allow"] = response.headers.get("Allow", "")
            told._has_been_logged = True  # type: ignore[attr-defined]  # by the view that refused it
            return told
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page for the errors that are known here; Django treats the others."""
        if isinstance(error, RulebookError):
            logger.error("%s %s: %s", request.method, route_of(request), error)
            title = _("This version of the rulebook cannot be read here")
            text = _(
                "Another version of the program published it. The operator updates the program, or puts "
                "an earlier version of the rulebook in use. What was saved is safe."
            )
            return _known(error_page(request, 503, title, text))
        if isinstance(error, NotPublished):
            logger.error("%s %s: %s", request.method, route_of(request), error)
            title = _("The rulebook is not published yet")
            text = _("The operator publishes it with: manage.py publish_rulebook fixtures")
            return _known(error_page(request, 503, title, text))
        if isinstance(error, DatabaseError | InterfaceError):
            logger.error("%s %s: database: %s", request.method, route_of(request), told(error))
            return _known(store_away(request))
        return None


def _known(response: HttpResponse) -> HttpResponse:
    """Return an answer of which Django writes no second line into the log, as it does of every 5xx."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
