"""A part of many things alike at each change, and all of them in the sweeps (SWEEP=1, `make test-all`)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

WHOLE = os.environ.get("SWEEP") == "1"
#: With which one to begin: TEST_PART=1 takes others than usual.
FIRST = int(os.environ.get("TEST_PART", "0"))
T = TypeVar("T")


def part_of(things: Iterable[T], one_of: int, first: int = 0) -> list[T]:
    """Return one of so many things, from ``first`` on; of a test that is marked `sampled`."""
    found = list(things)
    return found if WHOLE else found[(FIRST + first) % one_of :: one_of]
