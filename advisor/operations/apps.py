"""The app of those who run the site."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """Register the app."""

    name = "advisor.operations"
    verbose_name = _("Operations")
