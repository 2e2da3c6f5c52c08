"""One's own account: what is set up, and where to change it."""

from __future__ import annotations

from collections import Counter

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what an account has: addresses, password, second factors."""
    kinds = Counter(Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True))
    context = {
        "address": EmailAddress.objects.filter(user_id=request.user.pk, primary=True).first(),
        "has_app": kinds[Authenticator.Type.TOTP] > 0,
        "passkeys": kinds[Authenticator.Type.WEBAUTHN],
        "providers": [provider["name"] for provider in settings.OIDC_PROVIDERS],
    }
    return render(request, "accounts/overview.html", context)
