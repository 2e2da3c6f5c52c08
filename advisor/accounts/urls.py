"""Addresses of accounts. Those of django-allauth have no namespace: it finds its own by these names."""

from allauth.account.decorators import reauthentication_required
from allauth.usersessions.views import list_usersessions
from django.urls import URLPattern, URLResolver, include, path

from advisor.accounts.views import overview

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(([path("", overview.overview, name="overview")], "accounts"))),
    path("", include("allauth.account.urls")),
    path("second-factor/", include("allauth.mfa.urls")),
    path("sessions/", reauthentication_required(list_usersessions, allow_get=True), name="usersessions_list"),
    path("providers/", include("allauth.socialaccount.urls")),
    path("oidc/", include("advisor.accounts.oidc.urls")),
]
