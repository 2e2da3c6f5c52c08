"""What the site counts and measures of itself, in Prometheus' terms.

Labels come from small closed sets: names of addresses, options of published rulebooks, kinds of jobs. With
PROMETHEUS_MULTIPROC_DIR in the environment, the processes that share that folder are counted together.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest, values
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from advisor.engine import Recommendation

Place = Literal["panel", "report", "file"]

MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR" in os.environ
if MULTIPROCESS:
    # The folder has a file for each process. A server that replaces its workers gives each a slot, so that
    # the next one counts on in the same file; otherwise the folder would grow with every worker replaced.
    _slots: dict[int, str] = {}

    def _slot() -> str:
        pid = os.getpid()
        return _slots.get(pid) or _slots.setdefault(pid, os.environ.get("METRICS_SLOT") or f"pid{pid}")

    values.ValueClass = values.MultiProcessValue(_slot)  # type: ignore[no-untyped-call]

#: Versions told apart in one process; what comes after them is counted as "other".
MOST_VERSIONS = 50
#: Digits of a version's hash, as people are shown them.
DIGITS = 12
QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10)
LONG = (0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600)

_counted = CollectorRegistry()
_requests = Histogram(
    "fourways_request_duration_seconds",
    "Requests answered, by the name of the address and the class of the status.",
    ("method", "route", "status"),
    buckets=QUICK,
    registry=_counted,
)
_decisions = Counter(
    "fourways_decisions",
    "Decisions shown to somebody: in the panel beside a question, in a report, in a file.",
    ("place", "decision", "outcome", "version"),
    registry=_counted,
)
_jobs = Histogram(
    "fourways_job_duration_seconds",
    "Jobs ended, by kind and how they ended.",
    ("kind", "state"),
    buckets=LONG,
    registry=_counted,
)
if not MULTIPROCESS:
    ProcessCollector(registry=_counted)

_versions: set[str] = set()


def request_ended(method: str, route: str, status: int, seconds: float) -> None:
    """Count a request; ``method`` is one of a few, ``route`` the name of an address, never a path."""
    _request_child(method, route, status // 100).observe(seconds)


def shown(place: Place, found: Recommendation) -> None:
    """Count what is recommended to somebody; each supporting service is an outcome."""
    for ranked in (found.strategy, found.compute, found.database):
        _decision_child(place, ranked.decision, ranked.outcome or "none", found.rulebook).inc()
    for option in found.supporting.outcome:
        _decision_child(place, found.supporting.decision, option, found.rulebook).inc()


def job_ended(kind: str, state: str, seconds: float) -> None:
    """Count a job; ``kind`` is its model's name, ``seconds`` how long somebody was at work on it."""
    _jobs.labels(kind, state).observe(seconds)


def exposition(*asked_now: Collector) -> bytes:
    """Return all that was counted, and what is found out only when asked for, in Prometheus' text format."""
    now = CollectorRegistry()
    for collector in asked_now:
        now.register(collector)
    return generate_latest(_all_counted()) + generate_latest(now)


def server_errors() -> int:
    """Return how many requests ended with a status of 500 or above since the processes counted began."""
    return int(
        sum(
            sample.value
            for metric in _all_counted().collect()
            if metric.name == "fourways_request_duration_seconds"
            for sample in metric.samples
            if sample.name.endswith("_count") and sample.labels["status"] == "5xx"
        )
    )


def _all_counted() -> CollectorRegistry:
    if not MULTIPROCESS:
        return _counted
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together


@lru_cache(maxsize=4096)
def _request_child(method: str, route: str, status: int) -> Histogram:
    return _requests.labels(method, route, f"{status}xx")


@lru_cache(maxsize=4096)
def _decision_child(place: Place, decision: str, outcome: str, version: str) -> Counter:
    short = version.removeprefix("sha256:")[:DIGITS]
    if short not in _versions and len(_versions) >= MOST_VERSIONS:
        short = "other"
    _versions.add(short)
    return _decisions.labels(place, decision, outcome, short)


__all__ = ["Collector", "exposition", "job_ended", "request_ended", "server_errors", "shown"]
