"""What is stored, in a form that two ways of doing the same have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model

#: Written by reading too: who looks at what, sessions, and what django-allauth notes of them.
BY_READING = ("sessions.Session", "usersessions.UserSession", "editor.Presence", "accounts.AuditEvent")
#: How often a link was opened, and when last.
COUNTING = ("reads", "read_at")
_HEX = re.compile(r"[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|[0-9a-f]{12,64}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}[\d:.+Z]*")


def models() -> Iterator[type[Model]]:
    """Yield the models whose rows nothing but a deliberate act may change."""
    for model in apps.get_models():
        told = model._meta
        if told.managed and not told.proxy and told.label not in BY_READING:
            yield model


def stored() -> dict[str, list[dict[str, Any]]]:
    """Return all rows as they are."""
    return {
        model._meta.label: [
            {name: value for name, value in row.items() if name not in COUNTING}
            for row in model._default_manager.order_by("pk").values()
        ]
        for model in models()
    }


def changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return the rows that are other ones now, of each table the ones before and after."""
    told = {label: (before[label], after[label]) for label in before if before[label] != after[label]}
    return {
        label: ([row for row in was if row not in now], [row for row in now if row not in was])
        for label, (was, now) in told.items()
    }


def alike(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[str]]:
    """Return rows without what chance and the clock give them, in an order of their own."""
    return {label: sorted(str(sorted(_plain(row).items())) for row in found) for label, found in rows.items()}


def _plain(row: dict[str, Any]) -> dict[str, str]:
    return {name: _without_chance(value) for name, value in row.items() if name != "id"}


def _without_chance(value: Any) -> str:
    if isinstance(value, UUID):
        return "code"
    if isinstance(value, datetime):
        return "time"
    return _TIME.sub("time", _HEX.sub("code", str(value)))
