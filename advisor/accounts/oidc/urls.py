"""Addresses of identity providers, under the names by which django-allauth finds them."""

from django.urls import path

from advisor.accounts.oidc import views

urlpatterns = [
    path("<slug:provider_id>/login/", views.login, name="openid_connect_login"),
    path("<slug:provider_id>/login/callback/", views.callback, name="openid_connect_callback"),
]
