"""The app of the rulebook's editors."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EditorConfig(AppConfig):
    """Gives every instance the three groups."""

    name = "advisor.editor"
    verbose_name = _("Editing the rulebook")

    def ready(self) -> None:
        """Register what workers do; make the groups once the permissions are there."""
        import advisor.editor.checking
        import advisor.editor.impact  # noqa: F401
        from advisor.editor.groups import make_groups

        post_migrate.connect(make_groups, sender=self, dispatch_uid="editor groups")
