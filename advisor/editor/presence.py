"""Who edits what at the moment: told by the open forms, forgotten after a while."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from advisor.editor.models import Presence

#: An open form tells of itself more often than that.
GONE_AFTER = timedelta(minutes=2)


def show_presence(user: Any, kind: str, key: Sequence[str]) -> None:
    """Note that somebody has a record open now; forget those who left."""
    Presence.objects.filter(seen_at__lt=timezone.now() - GONE_AFTER).delete()
    Presence.objects.update_or_create(
        user=user, kind=kind, key="/".join(key), defaults={"seen_at": timezone.now()}
    )


def end_presence(user: Any, kind: str, key: Sequence[str]) -> None:
    """Note that somebody has saved or left a record."""
    Presence.objects.filter(user=user, kind=kind, key="/".join(key)).delete()


def others_at(user: Any, kind: str, key: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the others who have a record open."""
    return _names(user, kind=kind, key="/".join(key))


def others_at_work(user: Any) -> tuple[str, ...]:
    """Return the names of the others who have any record open."""
    return _names(user)


def people_at(kind: str) -> dict[str, list[str]]:
    """Return key ("question/choice") → who has that record of a kind open, by name."""
    found: dict[str, list[str]] = {}
    for presence in _here(kind=kind).order_by("user__username"):
        found.setdefault(presence.key, []).append(presence.user.get_username())
    return found


def _names(user: Any, **where: str) -> tuple[str, ...]:
    return tuple(sorted({presence.user.get_username() for presence in _here(**where).exclude(user=user)}))


def _here(**where: str) -> QuerySet[Presence]:
    return Presence.objects.filter(seen_at__gte=timezone.now() - GONE_AFTER, **where).select_related("user")
