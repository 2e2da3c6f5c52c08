"""The app of workspaces' pages; its models are those of the accounts."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Register the app."""

    name = "advisor.teams"
