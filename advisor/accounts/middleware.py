"""Who gets past the sign-in: on a closed site accounts only; on staff pages, if so set, a second factor."""

from __future__ import annotations

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

#: What is there for everybody also on a closed site, beside the pages of the sign-in itself.
OPEN_PATHS = ("/s/", "/i18n/", "/healthz", "/readyz", "/metrics")
#: Pages that need a second factor where MFA_FOR_STAFF is on; MFA_FOR_ALL: all but those of the account.
STAFF_APPS = {"admin", "editor", "operations"}


class SignInMiddleware(LoginRequiredMiddleware):
    """Leads to the sign-in, or to setting up a second factor, before a view begins."""

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Return where to go first; None where the view may answer."""
        if not settings.OPEN_TO_ANONYMOUS and not request.path_info.startswith(OPEN_PATHS):
            response = super().process_view(request, view, args, kwargs)
            if response is not None:
                return for_htmx(request, response)
        if _asks_for_second_factor(request) and request.user.is_authenticated:
            return _second_factor_first(request)
        return None

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Answer 422 where a form of the sign-in has errors, as all other forms of the site do."""
        match = request.resolver_match
        if response.status_code == 200 and match and match.func.__module__.startswith("allauth."):
            form = (response.context_data or {}).get("form")
            if form is not None and form.is_bound and form.errors:
                response.status_code = 422
        return response


def for_htmx(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Let the whole page go to the sign-in, not a fragment of it."""
    if getattr(request, "htmx", False) and isinstance(response, HttpResponse):
        return HttpResponseClientRedirect(response.headers["Location"])
    return response


def _asks_for_second_factor(request: HttpRequest) -> bool:
    if settings.MFA_FOR_ALL:
        return not request.path_info.startswith(("/account/", *OPEN_PATHS))
    return settings.MFA_FOR_STAFF and _is_for_staff(request)


def _is_for_staff(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and bool(STAFF_APPS & set(match.app_names))


def _second_factor_first(request: HttpRequest) -> HttpResponseBase | None:
    if is_mfa_enabled(request.user):
        return None
    messages.warning(request, _("These pages need a second factor. Set one up here, then go back."))
    return for_htmx(request, redirect("mfa_index"))
