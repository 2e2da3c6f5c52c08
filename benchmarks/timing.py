"""Timing side by side: every way takes its turn again and again, the medians are compared."""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import Any


def on_one_core() -> None:
    """Keep this process on one core, where the system can."""
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def side_by_side(
    ways: Mapping[str, Callable[[Any], Any]], inputs: Sequence[Any], rounds: int = 15, window: float = 0.08
) -> dict[str, list[float]]:
    """Return the seconds per call of each way, one for each round; in a round each has its window."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        for one in inputs:
            way(one)
    gc.collect()
    gc.freeze()  # what was built up to here is not gone through again and again while the ways run
    for _ in range(rounds):
        for name, way in ways.items():
            taken[name].append(_per_call(way, inputs, window))
    return taken


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the median of the ratios within the rounds: what disturbed a round disturbed both."""
    return median(a / b for a, b in zip(one, other, strict=True))


def _per_call(way: Callable[[Any], Any], inputs: Sequence[Any], window: float) -> float:
    calls = 0
    start = now = perf_counter()
    while now - start < window:
        for one in inputs:
            way(one)
        calls += len(inputs)
        now = perf_counter()
    return (now - start) / calls


def each(way: Callable[[Any], Any], inputs: Sequence[Any], rounds: int = 3) -> list[float]:
    """Return each input's median seconds, sorted."""
    found = []
    for one in inputs:
        way(one)
        taken = []
        for _ in range(rounds):
            start = perf_counter()
            way(one)
            taken.append(perf_counter() - start)
        found.append(median(taken))
    return sorted(found)


def shown(seconds: float) -> str:
    """Return a duration in the unit that suits it."""
    if seconds < 1e-3:
        return f"{seconds * 1e6:,.1f} µs"
    return f"{seconds * 1e3:,.2f} ms" if seconds < 1 else f"{seconds:,.2f} s"


def verdict(good: bool) -> str:
    """Return how a figure compares with its target."""
    return "met" if good else "MISSED"
