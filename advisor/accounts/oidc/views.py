"""To a provider and back."""

from __future__ import annotations

import logging
from typing import Any

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import (
    OAuth2CallbackView,
    OAuth2LoginView,
    OAuth2View,
)
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe
from requests import RequestException

from advisor.accounts.oidc.provider import StrictAdapter

logger = logging.getLogger(__name__)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Ask to go on to the provider, or lead there.

    By a page, not by a redirect: browsers hold forms to `form-action 'self'` along all redirects, and which
    hosts a provider passes through is not known here.
    """
    if request.method != "POST":
        return render(request, "socialaccount/login.html", {"provider": _provider(request, provider_id)})
    response = _answer(OAuth2LoginView, request, provider_id)
    if isinstance(response, HttpResponseRedirect) and "://" in response.url:
        return render(request, "socialaccount/login_redirect.html", {"redirect_to": response.url})
    return response


@login_not_required
@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the provider says, and sign in, sign up or connect."""
    return _answer(OAuth2CallbackView, request, provider_id)


def _provider(request: HttpRequest, provider_id: str) -> Any:
    try:
        return StrictAdapter(request, provider_id).get_provider()
    except SocialApp.DoesNotExist as error:
        raise Http404 from error


def _answer(view: type[OAuth2View], request: HttpRequest, provider_id: str) -> HttpResponse:
    _provider(request, provider_id)
    try:
        response: HttpResponse = view.adapter_view(StrictAdapter(request, provider_id))(request)
    except (OAuth2Error, RequestException) as error:
        logger.warning("identity provider %s: %s", provider_id, error)
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response
