"""The app of those who run the site."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """Gives every instance the group of operators."""

    name = "advisor.operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        """Register the chores; make the group once the permissions are there.

        InvalidTaskBackendError where the setting TASKS names nothing that can be found.
        """
        import advisor.jobs.tasks
        import advisor.operations.chores  # noqa: F401
        from advisor.operations.cache_table import make_cache_table
        from advisor.operations.groups import make_group

        post_migrate.connect(make_group, sender=self, dispatch_uid="operators group")
        post_migrate.connect(make_cache_table, sender=self, dispatch_uid="table of the cache")
