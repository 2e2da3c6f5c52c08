"""Addresses of the editors' pages."""

from django.urls import path

from advisor.editor.views import overview

app_name = "editor"
urlpatterns = [
    path("rulebook/", overview.overview, name="overview"),
]
