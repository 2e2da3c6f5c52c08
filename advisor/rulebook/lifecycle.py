"""When something ends: the days that services and facts name, without a clock of their own."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

#: Stages of a service's life that end with a date.
ENDING = ("retiring", "retired")
#: The kind of fact whose value is the day on which something ends.
RETIREMENT = "retirement"


def last_day(text: str) -> date:
    """Return the day that a text names, or the last one of its month; ValueError where it names neither."""
    if len(text) == len("2028-09"):
        first = date.fromisoformat(f"{text}-01")
        return first.replace(day=monthrange(first.year, first.month)[1])
    return date.fromisoformat(text)


def has_ended(lifecycle: str, on: date | None, today: date) -> bool:
    """Return whether a service has retired: it says so itself, or the day that it names has come."""
    return lifecycle == "retired" or (lifecycle in ENDING and on is not None and on <= today)
