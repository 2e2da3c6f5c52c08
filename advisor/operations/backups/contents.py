"""What a database holds, told from one consistent view of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

#: (app, name of a migration)
Migration = tuple[str, str]


class Cursor(Protocol):
    """What SQLite's own cursors and Django's share."""

    def execute(self, sql: str, /) -> Any:
        """Send a statement."""

    def fetchall(self) -> list[Any]:
        """Return the rows of the last statement."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Which migrations were applied, how many rows each of the site's tables has, the rulebook in use."""

    migrations: tuple[Migration, ...]
    counts: Mapping[str, int]
    rulebook: str


def contents_of(cursor: Cursor, tables: set[str]) -> Contents:
    """Return what is there; ``tables`` names the tables of the database, all or some of them ours."""
    ours = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True)} & tables)
    applied: tuple[Any, ...] = ()
    in_use: tuple[Any, ...] = ()
    if "django_migrations" in tables:
        applied = _rows(cursor, "SELECT app, name FROM django_migrations ORDER BY app, name")
    if "rulebook_version" in tables:
        newest = "SELECT hash FROM rulebook_version ORDER BY current_since DESC, id DESC LIMIT 1"
        in_use = _rows(cursor, newest)
    # The names are those of our own models.
    counts = {table: _rows(cursor, f'SELECT count(*) FROM "{table}"')[0][0] for table in ours}  # noqa: S608
    return Contents(tuple((app, name) for app, name in applied), counts, in_use[0][0] if in_use else "")


def known_migrations() -> set[Migration]:
    """Return the migrations that this code has."""
    return set(MigrationLoader(None).disk_migrations or ())


def _rows(cursor: Cursor, sql: str) -> tuple[Any, ...]:
    cursor.execute(sql)
    return tuple(cursor.fetchall())
