"""The app of those who run the site."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """Gives every instance the group of operators."""

    name = "advisor.operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        """Make the group once the permissions are there."""
        from advisor.operations.groups import make_group

        post_migrate.connect(make_group, sender=self, dispatch_uid="operators group")
