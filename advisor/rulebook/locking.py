"""One writer of the rulebook at a time, so that nobody publishes half of an edit."""

from __future__ import annotations

from django.db import connection

#: Any number that nothing else in the database uses for an advisory lock.
_LOCK = 4_032_026


class Outdated(Exception):
    """The draft or the version in use is no longer what somebody looked at. Nothing was written."""


def hold_rulebook() -> None:
    """Wait until no other transaction writes the draft or publishes; held until this one ends.

    SQLite's transactions begin by taking the only write lock there is. Call it in a transaction.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
