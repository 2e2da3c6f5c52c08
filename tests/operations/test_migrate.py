"""A migration is recorded in the transaction in which it is done: nothing is done and not recorded."""

import pytest
from django.core.management import get_commands
from django.core.management.commands import migrate
from django.db import connection, migrations, models
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from advisor.operations.management.commands.migrate import Executor


class Stopped(BaseException):
    """What a process is stopped by."""


@pytest.fixture
def migration():
    """A migration that ends, on every database, by adding an index."""
    one = migrations.Migration("0001_tried", "operations")
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=9, db_index=True)),
    ]
    one.operations = [migrations.CreateModel("Tried", fields)]
    yield one
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS operations_tried")
    MigrationRecorder(connection).migration_qs.filter(app="operations", name="0001_tried").delete()


def done(migration):
    """Whether its table is there, and how often it is recorded."""
    recorded = MigrationRecorder(connection).migration_qs.filter(app="operations", name=migration.name)
    return "operations_tried" in connection.introspection.table_names(), recorded.count()


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_is_stopped_as_it_is_recorded_can_be_done_again(migration, monkeypatch):
    executor = Executor(connection)

    def stopped(*anything):
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(MigrationRecorder, "record_applied", stopped)
        with pytest.raises(Stopped):
            executor.apply_migration(ProjectState(), migration)
    assert done(migration) == (False, 0)
    executor.apply_migration(ProjectState(), migration)
    assert done(migration) == (True, 1)


def test_it_is_what_the_command_takes():
    assert get_commands()["migrate"] == "advisor.operations"
    assert migrate.MigrationExecutor is Executor
