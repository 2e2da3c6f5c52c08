"""Where counts and short-lived results are kept: in this process, or where all processes find them."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import django_cache_url

_LOCAL, _TABLE, _REDIS = "locmem", "dbcache", ("redis", "rediss")
#: Django forgets a third of its cache beyond so many entries, limits among them.
_MOST_ENTRIES = 100_000


def cache_of(url: str) -> dict[str, Any]:
    """Return Django's settings for a cache: locmem://, dbcache://TABLE or redis://HOST:PORT/NUMBER.

    ValueError for anything else, and where what it needs is not installed.
    """
    kind, _, place = url.partition("://")
    if kind not in (_LOCAL, _TABLE, *_REDIS) or (kind != _LOCAL and not place):
        raise ValueError(f"{kind}:// is no cache: write locmem://, dbcache://table or redis://host:6379/0")
    if kind in _REDIS and find_spec("redis") is None:
        raise ValueError("redis:// needs the Python package redis: pip install redis")
    settings: dict[str, Any] = django_cache_url.parse(f"db://{place}" if kind == _TABLE else url)
    return settings if kind in _REDIS else {**settings, "OPTIONS": {"MAX_ENTRIES": _MOST_ENTRIES}}
