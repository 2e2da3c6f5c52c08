"""Addresses of accounts. Those of django-allauth have no namespace: it finds its own by these names."""

from django.urls import URLPattern, URLResolver, include, path

from advisor.accounts.views import overview

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(([path("", overview.overview, name="overview")], "accounts"))),
    path("", include("allauth.account.urls")),
    path("second-factor/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("providers/", include("allauth.socialaccount.urls")),
    path("oidc/", include("advisor.accounts.oidc.urls")),
]
