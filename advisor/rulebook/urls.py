"""Addresses of the pages about the rulebook."""

from django.urls import path

from advisor.rulebook import views

app_name = "rulebook"
urlpatterns = [
    path("accuracy/", views.accuracy, name="accuracy"),
    path("accuracy/agreeing/", views.agreeing, name="agreeing"),
]
