"""Whether this process can serve visitors: its database, its tables, its rulebook."""

from __future__ import annotations

import logging

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor

from advisor.engine import RulebookError
from advisor.logs import told
from advisor.rulebook import published

logger = logging.getLogger(__name__)

OK, FAILED, NOT_ASKED = "ok", "failed", "not asked"
#: Seconds that the pool of connections, where there is one, has for giving one out.
PATIENCE = 2


class NotMigrated(Exception):
    """The database has not seen all migrations of this program."""


class _Known:
    """What a process knows already: migrations once applied stay so; what failed when it was asked last."""

    migrated = False
    failing = ""


def checks_now() -> dict[str, str]:
    """Return each check's state: ok, failed, or not asked because one before it failed. Never raises."""
    states = dict.fromkeys(_CHECKS, NOT_ASKED)
    failing, reason = "", ""
    for name, check in _CHECKS.items():
        try:
            check()
        except (DatabaseError, InterfaceError, RulebookError, published.NotPublished, NotMigrated) as error:
            failing, reason, states[name] = name, told(error), FAILED
            break
        states[name] = OK
    _log_change(failing, reason)
    return states


def unapplied_migrations() -> list[str]:
    """Return the migrations of this program that the database has not seen (a query)."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _reach_database() -> None:
    pool = getattr(connection, "pool", None)
    if pool is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return
    # A visitor may wait longer for a connection than whoever asks here.
    with connection.wrap_database_errors:
        pool.open()
        with pool.connection(timeout=PATIENCE) as raw:
            raw.execute("SELECT 1")


def _see_migrations() -> None:
    if not _Known.migrated and (missing := unapplied_migrations()):
        raise NotMigrated(", ".join(missing))
    _Known.migrated = True


def _read_rulebook() -> None:
    published.current()


_CHECKS = {"database": _reach_database, "migrations": _see_migrations, "rulebook": _read_rulebook}


def _log_change(failing: str, reason: str) -> None:
    """Write of what fails once, and once when it is over: probes come every few seconds."""
    if failing == _Known.failing:
        return
    _Known.failing = failing
    if failing:
        logger.warning("Not ready: %s: %s", failing, reason)
    else:
        logger.info("Ready again")
