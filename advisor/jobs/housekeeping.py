"""What has to be tidied up now and then: each app registers it, whoever keeps house does it.

A worker does what is due every few minutes; where there is none, ``manage.py housekeeping`` does it all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from django.core.cache import cache
from django.utils.text import slugify

from advisor.jobs.doing import take_up_left

logger = logging.getLogger(__name__)

#: Tidies something up and returns how much.
Tidy = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to tidy up, and how often."""

    name: str
    interval: timedelta
    tidy: Tidy


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a chore: how much was tidied up, None where it failed (which is logged)."""

    name: str
    count: int | None
    seconds: float


_chores: dict[str, Chore] = {}


def every(interval: timedelta, name: str) -> Callable[[Tidy], Tidy]:
    """Register a function that tidies something up and returns how much; it may be called more often.

    The app's ``AppConfig.ready`` imports the function's module. ValueError where the name is taken.
    """

    def register(tidy: Tidy) -> Tidy:
        if name in _chores:
            raise ValueError(f"There is a chore of the name {name!r} already.")
        _chores[name] = Chore(name, interval, tidy)
        return tidy

    return register


def chores() -> tuple[Chore, ...]:
    """Return what is registered, by name."""
    return tuple(_chores[name] for name in sorted(_chores))


def keep_house(only_due: bool = False) -> Iterator[Done]:
    """Take up the jobs that were left, then do every chore, or those that are due; yield what came of each.

    Those who share a cache share the work; a chore whose worker dies in it is done at the next time.
    """
    yield _done("jobs taken up again", take_up_left)
    for chore in chores():
        if not only_due or _is_due(chore):
            yield _done(chore.name, chore.tidy)


def _is_due(chore: Chore) -> bool:
    key = f"housekeeping:{slugify(chore.name)}"
    return bool(cache.add(key, 1, chore.interval.total_seconds()))


def _done(name: str, tidy: Tidy) -> Done:
    begun = monotonic()
    count: int | None = None
    try:
        count = tidy()
    except Exception:
        logger.exception("housekeeping: %s failed", name)
    if count:
        logger.info("housekeeping: %s: %d", name, count)
    return Done(name, count, monotonic() - begun)
