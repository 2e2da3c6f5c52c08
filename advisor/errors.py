"""Error pages in the site's style and in the reader's language."""

import sys

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


class NotAllowed(PermissionDenied):
    """Somebody may see an object, and not do this to it; the text is shown to them."""


def error_page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """Render one error page; the text says what happened and what to do.

    What is wrong on our side may be the store: such a page does not ask it who is signed in.
    """
    told: dict[str, object] = {"title": title, "text": text, "status": status}
    if status >= 500:
        told |= {"user": None, "perms": {}}
    response = render(request, "error.html", told, status=status)
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def store_away(request: HttpRequest) -> HttpResponse:
    """Say that the database is locked, read-only, full or gone."""
    return error_page(
        request,
        503,
        _("The store is not available at the moment"),
        _("Your last answer was not saved. What was acknowledged is safe. Try again soon."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return error_page(
            request,
            413,
            _("This is too much text at once"),
            _("A form may hold 1 MiB. Go back and shorten it, or send it in parts. Nothing was saved."),
        )
    return error_page(
        request,
        400,
        _("This request cannot be read"),
        _("Go back and send the form again. Nothing was saved."),
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    # Django's own refusals bring no text of ours.
    told = isinstance(exception, NotAllowed)
    text = str(exception) if told else _("Only the owner can. Sign in as the owner.")
    return error_page(request, 403, _("You may not do this"), text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(
        request,
        403,
        _("This form has expired"),
        _("Go back, reload the page and send it again; cookies must be allowed. Nothing was saved."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(
        request,
        404,
        _("There is no such page"),
        _("The address may be mistyped, or the assessment was deleted or belongs to somebody else."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    # A middleware met it before the view did, or after it: sessions are stored at the end.
    if isinstance(sys.exc_info()[1], DatabaseError | InterfaceError):
        return store_away(request)
    return error_page(
        request,
        500,
        _("Something went wrong on our side"),
        _("The error was logged. What was acknowledged as saved is saved; try again in a moment."),
    )
