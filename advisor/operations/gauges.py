"""Figures that are found out when Prometheus asks: the program, the rulebook, the database, the queue."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from typing import Any

from django import get_version
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily

from advisor import __version__
from advisor.metrics import Collector
from advisor.operations.queue import queue_now
from advisor.rulebook.models import Version

Family = Iterator[GaugeMetricFamily]


class Gauges(Collector):
    """Collects them; without a database it says so and leaves out what would come from there."""

    def collect(self) -> Family:
        """Yield the figures (a query for the rulebook and one for each kind of job)."""
        yield _build()
        yield from _pool()
        try:
            yield from [_rulebook(), *_queue()]
            up = 1
        except (DatabaseError, InterfaceError):
            up = 0
        yield GaugeMetricFamily("fourways_database_up", "Whether the database answers.", value=up)


def _build() -> GaugeMetricFamily:
    labels = {"version": __version__, "python": platform.python_version(), "django": get_version()}
    family = GaugeMetricFamily("fourways_build_info", "The program that runs.", labels=[*labels])
    family.add_metric([*labels.values()], 1)
    return family


def _rulebook() -> GaugeMetricFamily:
    version = Version.objects.current()
    family = GaugeMetricFamily("fourways_rulebook_info", "The rulebook in use.", labels=["version"])
    if version:
        family.add_metric([version.short_hash], 1)
    return family


def _queue() -> Family:
    jobs = GaugeMetricFamily("fourways_jobs", "Jobs by kind and state.", labels=["kind", "state"])
    age = GaugeMetricFamily(
        "fourways_job_oldest_seconds", "How long the first job has waited.", labels=["kind"]
    )
    now = timezone.now()
    for kind in queue_now():
        for state in ("waiting", "running", "dead"):
            jobs.add_metric([kind.kind, state], getattr(kind, state))
        age.add_metric([kind.kind], kind.age(now))
    yield jobs
    yield age


def _pool() -> Family:
    """Yield the pool of the process that answers, where the database has one."""
    stats = pool_stats()
    if stats:
        family = GaugeMetricFamily(
            "fourways_database_pool", "The pool of the process that answers.", labels=["what"]
        )
        for what in ("pool_size", "pool_available", "requests_waiting"):
            family.add_metric([what], stats.get(what, 0))
        yield family


def pool_stats() -> dict[str, Any]:
    """Return what the database's pool tells of itself; {} where there is none."""
    pool = getattr(connection, "pool", None)
    return dict(pool.get_stats()) if pool else {}
