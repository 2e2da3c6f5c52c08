"""The app of accounts: who somebody is, and to which workspaces they belong."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Looks at the list of breached passwords, if there is one, and listens to what happens to accounts."""

    name = "advisor.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Raise ImproperlyConfigured where the list cannot be used."""
        from advisor.accounts import events, sessions
        from advisor.accounts.passwords.breached import breach_list

        events.connect()
        sessions.connect()
        known = breach_list()
        if known is not None:
            known.check()
