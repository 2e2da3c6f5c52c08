"""Every migration lets the program before it run on: its web processes end after the migration has begun.

A new column has a default that the database knows, or may be empty; nothing is renamed or removed.
"""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED
from django.db.models.fields import Field

#: Nobody has run the program before these: all of it came before the first release.
BEFORE_THE_FIRST_RELEASE = {
    ("rulebook", "0002_catalogue_in_full"),
    ("rulebook", "0003_published_cases"),
    ("rulebook", "0004_editing"),
    ("assessments", "0002_variants_overrides_milestones"),
    ("assessments", "0003_offered_as_scenario"),
    ("reports", "0002_export_of_a_workload"),
}
#: (app, migration, operation as Django describes it) → why the program before it can run on all the same.
EXCEPTIONS: dict[tuple[str, str, str], str] = {}
HARMLESS = (
    migrations.CreateModel,
    migrations.AlterModelOptions,
    migrations.AlterModelManagers,
    migrations.AddIndex,
    migrations.RemoveIndex,
    migrations.RenameIndex,
    migrations.RemoveConstraint,
)


def steps() -> Iterator[tuple[migrations.Migration, migrations.operations.base.Operation, object]]:
    """Yield every operation of our own migrations with the state before it."""
    loader = MigrationLoader(None)
    for key, migration in loader.disk_migrations.items():
        if not type(migration).__module__.startswith("advisor.") or key in BEFORE_THE_FIRST_RELEASE:
            continue
        state = loader.project_state(key, at_end=False)
        for operation in migration.operations:
            yield migration, operation, state
            operation.state_forwards(migration.app_label, state)


def in_the_database(field: Field) -> tuple[object, ...]:
    """Return what of a field the database knows."""
    _name, path, arguments, options = field.deconstruct()
    return path, arguments, {key: value for key, value in options.items() if key not in field.non_db_attrs}


def made_here(migration, name: str) -> bool:
    """Tell whether a model is made by the same migration: then nobody wrote to it before."""
    made = (one for one in migration.operations if isinstance(one, migrations.CreateModel))
    return name in {one.name_lower for one in made}


def problem(migration, operation, state) -> str:
    """Return what would stop the program before; "" where nothing would."""
    if isinstance(operation, HARMLESS):
        return ""
    if isinstance(operation, migrations.AddField | migrations.AddConstraint) and made_here(
        migration, operation.model_name_lower
    ):
        return ""
    if isinstance(operation, migrations.AddField):
        field = operation.field
        if field.null or field.many_to_many or field.db_default is not NOT_PROVIDED:
            return ""
        return "the column has no default in the database, and may not be empty"
    if isinstance(operation, migrations.AlterField):
        before = state.models[migration.app_label, operation.model_name_lower].fields[operation.name]
        if in_the_database(before) == in_the_database(operation.field):
            return ""
        return "the column changes"
    return "it may take away what the program before uses"


def complaints() -> list[str]:
    """Return every operation that would stop the program before, without the exceptions."""
    return [
        f"{migration}: {operation.describe()}: {what}"
        for migration, operation, state in steps()
        if (what := problem(migration, operation, state))
        and (migration.app_label, migration.name, operation.describe()) not in EXCEPTIONS
    ]


def test_every_migration_lets_the_program_before_it_run_on():
    assert complaints() == []


def test_no_exception_is_out_of_date():
    there = {(m.app_label, m.name, o.describe()) for m, o, _state in steps()}
    assert EXCEPTIONS.keys() <= there
    assert MigrationLoader(None).disk_migrations.keys() >= BEFORE_THE_FIRST_RELEASE


@pytest.mark.parametrize(
    ("operation", "complaint"),
    [
        (migrations.AddField("thing", "x", models.TextField(null=True)), ""),
        (migrations.AddField("thing", "x", models.TextField(db_default="")), ""),
        (migrations.AddField("thing", "x", models.TextField(default="")), "no default in the database"),
        (migrations.AlterField("thing", "name", models.TextField(help_text="New words.")), ""),
        (migrations.AlterField("thing", "name", models.CharField(max_length=5)), "the column changes"),
        (migrations.RemoveField("thing", "name"), "take away"),
        (migrations.RenameField("thing", "name", "title"), "take away"),
        (migrations.DeleteModel("thing"), "take away"),
        (migrations.RunPython(migrations.RunPython.noop), "take away"),
        (migrations.AddIndex("thing", models.Index(fields=["name"], name="i")), ""),
    ],
)
def test_what_would_stop_the_program_before_is_seen(operation, complaint):
    state = migrations.state.ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]
    migrations.CreateModel("Thing", fields).state_forwards("rulebook", state)
    found = problem(migrations.Migration("0009_next", "rulebook"), operation, state)
    assert complaint in found
    assert bool(found) == bool(complaint)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
