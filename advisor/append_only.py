"""Rows that are added and never changed: the base of every log."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

_REFUSED = "The log is only added to."


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Refuses what would alter the log."""

    def update(self, **values: Any) -> NoReturn:
        """TypeError: the log is not altered."""
        raise TypeError(_REFUSED)

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        """TypeError: the log is not altered."""
        raise TypeError(_REFUSED)

    def bulk_create(self, *args: Any, **options: Any) -> NoReturn:
        """TypeError: entries are added one by one, so that none takes another's place."""
        raise TypeError(_REFUSED)

    def delete(self) -> NoReturn:
        """TypeError: the log is not shortened."""
        raise TypeError(_REFUSED)

    def _raw_delete(self, using: str | None) -> NoReturn:
        raise TypeError(_REFUSED)


class AppendOnly(models.Model):
    """One entry of a log."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; TypeError on a change of one."""
        if not self._state.adding:
            raise TypeError(_REFUSED)
        # Otherwise a new object with the number of an old entry would take its place.
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """TypeError: the log is not shortened."""
        raise TypeError(_REFUSED)
