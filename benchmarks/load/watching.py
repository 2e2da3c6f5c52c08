"""What the processes of the site take while it is under load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

import psutil

MIB = 1024 * 1024


class Replaced(Exception):
    """One of the processes is no longer there."""


@dataclass(slots=True)
class Watch:
    """Looks at processes from time to time; ``memory`` holds (seconds since the begin, MiB).

    All methods that look raise :class:`Replaced` where a process has ended.
    """

    processes: Sequence[psutil.Process]
    memory: list[tuple[float, float]] = field(default_factory=list)
    _cpu: float = 0.0

    def begin(self) -> None:
        """Count the processor's time from here."""
        self._cpu = self._seconds()

    def look(self, at: float) -> None:
        """Note what they hold now: the part of memory that each has for itself and its share of the rest."""
        try:
            held = sum(one.memory_full_info().pss for one in self.processes)
        except psutil.NoSuchProcess as gone:
            raise Replaced(f"the web process {gone.pid} ended") from gone
        self.memory.append((at, held / MIB))

    def cores(self, seconds: float) -> float:
        """Return how many cores they kept busy since the begin."""
        return (self._seconds() - self._cpu) / seconds

    def between(self, begin: float, end: float) -> float:
        """Return the mean memory of a part of the run, in MiB."""
        return fmean(held for at, held in self.memory if begin <= at <= end)

    def _seconds(self) -> float:
        return sum(sum(one.cpu_times()[:2]) for one in self.processes)
