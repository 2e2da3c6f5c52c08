"""The app of accounts: who somebody is, and to which workspaces they belong."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Register the app."""

    name = "advisor.accounts"
    verbose_name = _("Accounts")
