"""A clock that jumps: the file that CLOCK names holds how many seconds it is wrong, also while it is read.

The program's clock jumps, not the database's: as on a web machine whose time is set wrongly.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

import time_machine

_lock = Lock()
_wrong: time_machine.travel | None = None
_by = 0.0


def follow():
    """Be as wrong as the file says now."""
    global _wrong, _by
    by = float(Path(os.environ["CLOCK"]).read_text() or 0)
    with _lock:
        if by == _by:
            return
        if _wrong:
            _wrong.stop()
            _wrong = None
        if by:
            _wrong = time_machine.travel(datetime.now(UTC) + timedelta(seconds=by), tick=True)
            _wrong.start()
        _by = by


class ClockMiddleware:
    """Looks at the file with each request."""

    def __init__(self, get_response):
        self._get_response = get_response

    def __call__(self, request):
        """Pass the request on, at another time."""
        follow()
        return self._get_response(request)
