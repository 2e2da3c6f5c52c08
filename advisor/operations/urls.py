"""Addresses of those who run the site; those of machines are in ``probes``."""

from django.urls import path

from advisor.operations.views import overview

app_name = "operations"
urlpatterns = [path("operations/", overview.overview, name="overview")]
