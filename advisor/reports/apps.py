"""The app of reports: pages and files, covers and exports that are kept, two commands."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Register the app under its short name."""

    name = "advisor.reports"
    label = "reports"

    def ready(self) -> None:
        """Register what workers and housekeeping do for the reports."""
        import advisor.reports.jobs
        import advisor.reports.owners  # noqa: F401
