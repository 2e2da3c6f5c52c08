"""The app of reports: no models, only pages, files and the command ``recommend``."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Register the app under its short name."""

    name = "advisor.reports"
    label = "reports"
