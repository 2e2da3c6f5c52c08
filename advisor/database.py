"""How the site talks to its database: what DATABASE_URL does not say itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

#: How long a request waits for a connection of the pool, in seconds, before it is answered 503.
WAIT = 10


def configured(
    database: dict[str, Any], pool: int, statement: int, idle: int, threads: int = 1
) -> dict[str, Any]:
    """Return Django's settings of a database with those that the site needs.

    ``pool`` is the most connections of one process (0: one for each thread, kept for a minute), which has
    so many ``threads``; ``statement`` and ``idle`` are the seconds after which PostgreSQL ends a statement,
    and a transaction in which nothing happens (0: its own setting).
    """
    if database["ENGINE"] == "django.db.backends.sqlite3":
        return _sqlite(database)
    if database["ENGINE"] == "django.db.backends.postgresql":
        return _postgres(database, pool, statement, idle, threads)
    return database


def _sqlite(database: dict[str, Any]) -> dict[str, Any]:
    # Django's deferred transactions lose concurrent saves to 'database is locked'; FULL survives a power cut.
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-20000;",
    }
    if database["NAME"] != ":memory:":
        Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    return {**database, "OPTIONS": options}


def _postgres(database: dict[str, Any], pool: int, statement: int, idle: int, threads: int) -> dict[str, Any]:
    options = dict(database.get("OPTIONS", {}))
    limits = {"statement_timeout": statement, "idle_in_transaction_session_timeout": idle}
    said = [f"-c {name}={seconds}s" for name, seconds in limits.items() if seconds]
    if said:
        options["options"] = " ".join([str(options.get("options", "")), *said]).strip()
    # A connection that died with the server is replaced before it is used, not after a failed request.
    kept: dict[str, Any] = {"CONN_HEALTH_CHECKS": True}
    if pool:
        # One thread always answers at once, though the database is gone: that the process is alive, too.
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": WAIT, "max_waiting": threads - 1}
        kept["CONN_MAX_AGE"] = 0
    return {**database, **kept, "OPTIONS": options}
