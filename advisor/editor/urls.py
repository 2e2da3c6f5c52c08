"""Addresses of the editors' pages."""

from django.urls import path

from advisor.editor.views import guide, overview

app_name = "editor"
urlpatterns = [
    path("rulebook/", overview.overview, name="overview"),
    path("rulebook/guide/", guide.guide, name="guide"),
]
