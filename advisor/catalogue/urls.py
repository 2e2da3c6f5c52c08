"""Addresses of the catalogue and the glossary."""

from django.urls import path

from advisor.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("catalogue/", views.services, name="services"),
    path("catalogue/compare/", views.compare, name="compare"),
    path("catalogue/functions-or-logic-apps/", views.functions_or_logic_apps, name="functions_or_logic_apps"),
    path("catalogue/<slug:slug>/", views.service, name="service"),
    path("glossary/", views.glossary, name="glossary"),
]
