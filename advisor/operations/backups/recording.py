"""The record of backups and restores: it belongs to the operator, and no restore takes it back."""

from __future__ import annotations

from django.db import DatabaseError, connection, transaction

from advisor.operations.models import Backup


def record(kind: Backup.Kind, *, ok: bool = True, size: int = 0, sha256: str = "", text: str = "") -> None:
    """Store what was done; nothing where the table is not there (yet) or the database is gone."""
    try:
        if has_records():
            with transaction.atomic():
                Backup.objects.create(kind=kind, ok=ok, bytes=size, sha256=sha256, text=text)
    except DatabaseError:
        # The caller tells the person; without a database there is nobody else to tell.
        return


def has_records() -> bool:
    """Tell whether the database has the table."""
    return Backup._meta.db_table in connection.introspection.table_names()


def records() -> list[Backup]:
    """Return every record; [] where there is no table."""
    return list(Backup.objects.all()) if has_records() else []


def remember(known: list[Backup]) -> None:
    """Add the records that the database does not have."""
    if not has_records():
        return
    there = set(Backup.objects.values_list("at", "kind"))
    lost = [one for one in known if (one.at, one.kind) not in there]
    for one in lost:
        one.pk = None
    Backup.objects.bulk_create(lost)
