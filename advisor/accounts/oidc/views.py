"""To a provider and back."""

from __future__ import annotations

import logging

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
from requests import RequestException

from advisor.accounts.oidc.provider import StrictAdapter

logger = logging.getLogger(__name__)


@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Ask to go on to the provider, or lead there.

    By a page, not by a redirect: browsers hold forms to `form-action 'self'` along all redirects, and which
    hosts a provider passes through is not known here.
    """
    response = _answer(OAuth2LoginView, request, provider_id)
    if isinstance(response, HttpResponseRedirect) and "://" in response.url:
        return render(request, "socialaccount/login_redirect.html", {"redirect_to": response.url})
    return response


@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the provider says, and sign in, sign up or connect."""
    return _answer(OAuth2CallbackView, request, provider_id)


def _answer(view: type[OAuth2View], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        response: HttpResponse = view.adapter_view(StrictAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    except (OAuth2Error, RequestException) as error:
        logger.warning("identity provider %s: %s", provider_id, error)
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response
