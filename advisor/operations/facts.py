"""What an operator wants to know of the site: program, rulebook, database, backups, what is kept."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from django import get_version
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from advisor import __version__
from advisor.accounts.models import Workspace
from advisor.assessments.models import Assessment
from advisor.operations.models import Backup
from advisor.operations.readiness import unapplied_migrations
from advisor.rulebook.models import Version

#: Counting a million rows takes long enough to do it only now and then.
COUNTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Program:
    """The versions of what runs."""

    version: str
    python: str
    django: str


@dataclass(frozen=True, slots=True)
class Database:
    """The store: ``version`` of its server, ``bytes`` it takes, ``ms`` until it answers."""

    engine: str
    version: str
    bytes: int
    ms: float
    unapplied: list[str]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is kept, as it was at a moment; what is deleted waits to be purged."""

    at: datetime
    accounts: int
    workspaces: int
    assessments: int
    deleted: int


@dataclass(frozen=True, slots=True)
class Backups:
    """The last backup that succeeded, and the last thing that was tried; None where there was none."""

    good: Backup | None
    last: Backup | None


def program() -> Program:
    """Return what runs."""
    return Program(__version__, platform.python_version(), get_version())


def rulebook_in_use() -> Version | None:
    """Return the version in use without its document; None where nothing is published (a query)."""
    return Version.objects.current()


def database() -> Database:
    """Return how the database does (a few queries)."""
    with connection.cursor() as cursor:
        begun = perf_counter()
        cursor.execute("SELECT 1")
        ms = (perf_counter() - begun) * 1000
    version = ".".join(str(part) for part in connection.get_database_version())
    return Database(connection.display_name, version, _size(), round(ms, 2), unapplied_migrations())


def counts() -> Counts:
    """Return how much is kept, counted a few minutes ago at most (then: four queries)."""
    known: Counts | None = cache.get("operations.counts")
    if known is None:
        known = _counted()
        cache.set("operations.counts", known, COUNTED_EVERY.total_seconds())
    return known


def backups() -> Backups:
    """Return what is known of backups (two queries)."""
    made = Backup.objects.filter(kind=Backup.Kind.BACKUP)
    return Backups(made.filter(ok=True).first(), Backup.objects.first())


def _size() -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    return sum(one.stat().st_size for one in _files())


def _files() -> list[Path]:
    """Return the files of SQLite that are there; none for a database in memory."""
    name = str(settings.DATABASES["default"]["NAME"])
    return [path for ending in ("", "-wal", "-shm") if (path := Path(f"{name}{ending}")).is_file()]


def _counted() -> Counts:
    present = Assessment.objects.present().count()
    return Counts(
        at=timezone.now(),
        accounts=get_user_model()._default_manager.filter(is_active=True).count(),
        workspaces=Workspace.objects.filter(deleted_at=None).count(),
        assessments=present,
        deleted=Assessment.objects.count() - present,
    )
