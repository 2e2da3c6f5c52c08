"""Django's migrate, which can be killed at any moment and begun again."""

from __future__ import annotations

from django.core.management.commands import migrate
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState


class Executor(MigrationExecutor):
    """Records a migration in the transaction in which it is done.

    Django records those that end by adding indexes or foreign keys in a transaction of its own, afterwards:
    killed between the two, such a migration is done and not recorded, and cannot be done once more.
    """

    _recorded: Migration | None = None

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        """Do one migration, or record it only (``fake``)."""
        if migration.atomic:
            self._record_with(migration)
        return super().apply_migration(state, migration, fake=fake, fake_initial=fake_initial)

    # The stubs tell of another version of Django.
    def record_migration(self, migration: Migration) -> None:  # type: ignore[override]
        """Record a migration, once."""
        if migration is not self._recorded:
            super().record_migration(migration)  # type: ignore[call-arg, arg-type]
            self._recorded = migration

    def _record_with(self, migration: Migration) -> None:
        apply = migration.apply

        def applied(
            state: ProjectState, editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
        ) -> ProjectState:
            state = apply(state, editor, collect_sql)
            self.record_migration(migration)
            return state

        migration.apply = applied  # type: ignore[method-assign, assignment]


# The command has no other place to say which executor it takes.
migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]


class Command(migrate.Command):
    """As Django's, with :class:`Executor`."""
