"""The app of workspaces' pages; its models are those of the accounts, and the exports of workspaces."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Register what workers and housekeeping do for workspaces."""

    name = "advisor.teams"

    def ready(self) -> None:
        """Import what registers itself."""
        import advisor.teams.exports
        import advisor.teams.purging  # noqa: F401
