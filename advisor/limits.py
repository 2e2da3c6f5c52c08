"""How often something may be done that costs: so many times in so long, counted for whoever does it.

Counts live in the cache: those of one process by default, shared by all where CACHE_URL says so.
"""

from __future__ import annotations

import hashlib
import logging
import math
import re
from dataclasses import dataclass
from time import time

from django.core.cache import cache

#: What is limited, and how much of it one person may do by default; a network address may do more.
DEFAULTS = {"create": "120/h", "export": "600/h", "import": "120/h"}
#: No limit at all.
OFF = "off"
_SECONDS = {"m": 60, "h": 3600, "d": 86400}
_RATE = re.compile(r"([1-9]\d{0,8})/([1-9]\d{0,3})?([mhd])")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rate:
    """At most ``amount`` times in ``seconds``."""

    amount: int
    seconds: int

    def times(self, factor: int) -> Rate:
        """Return the rate for several together."""
        return Rate(self.amount * factor, self.seconds)


def read_rate(text: str) -> Rate:
    """Read "120/h", "10/5m" or "1000/d". ValueError for anything else."""
    found = _RATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no rate: write 120/h, 10/5m or 1000/d")
    return Rate(int(found[1]), int(found[2] or 1) * _SECONDS[found[3]])


def read_rates(text: str) -> dict[str, Rate]:
    """Read "create=120/h,export=off", the defaults changed so; "off" is no limits. ValueError otherwise."""
    if text == OFF:
        return {}
    given = dict(DEFAULTS)
    for part in filter(None, text.split(",")):
        name, _, rate = part.strip().partition("=")
        if name not in DEFAULTS:
            raise ValueError(f"{name!r} is not limited: write {', '.join(DEFAULTS)}, or off")
        given[name] = rate
    return {name: read_rate(rate) for name, rate in given.items() if rate != OFF}


def seconds_to_wait(action: str, who: str, rate: Rate) -> int:
    """Count once more; return in how many seconds it may be done again, 0 where it may be done now."""
    now = time()
    window = math.floor(now / rate.seconds)
    told = f"{action} {rate.amount} {rate.seconds} {window} {who}"
    key = f"limit:{hashlib.sha256(told.encode()).hexdigest()}"
    if _counted(key, rate.seconds) <= rate.amount:
        return 0
    return max(1, math.ceil((window + 1) * rate.seconds - now))


def _counted(key: str, seconds: int) -> int:
    """Return how often this was counted, with this time; 0 where nobody can tell."""
    try:
        cache.add(key, 0, seconds)
        count = cache.incr(key)
        # Some caches forget with each count how long it is to be kept.
        cache.touch(key, seconds)
    except Exception:  # each cache has errors of its own, and none is worth the site
        logger.warning("The cache cannot be reached: limits do not hold", exc_info=True)
        return 0
    return count
