"""Who did what to the rulebook: the one place that writes the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from advisor.rulebook.models import Event

#: Field → before and after.
Changes = Mapping[str, Sequence[Any]]


class Actor(NamedTuple):
    """Somebody who changes the rulebook: an account by number and name, or the command line."""

    name: str
    account: int | None = None


COMMAND_LINE = Actor("manage.py")


def log_event(
    actor: Actor,
    action: Event.Action,
    *,
    kind: str = "",
    key: Sequence[str] = (),
    version: str = "",
    note: str = "",
    changes: Changes | None = None,
) -> Event:
    """Add an entry to the log. Call it in the transaction that does what it tells of."""
    return Event.objects.create(
        account=actor.account,
        by=actor.name,
        action=action,
        kind=kind,
        key="/".join(key),
        version=version,
        note=note,
        changes={name: list(pair) for name, pair in (changes or {}).items()},
    )
