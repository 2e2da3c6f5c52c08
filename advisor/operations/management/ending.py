"""How the operators' commands end: in one line where something is wrong, cleanly when they are stopped."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import DatabaseError

from advisor.operations.backups.problem import BackupProblem


@contextmanager
def ending_well() -> Iterator[None]:
    """Turn what can go wrong into a CommandError; let SIGTERM leave nothing half-done behind."""
    before = signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        yield
    except BackupProblem as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{error.filename or 'A file'}: {error.strerror or error}") from error
    except DatabaseError as error:
        raise CommandError(f"The database cannot be used: {error}".strip()) from error
    finally:
        signal.signal(signal.SIGTERM, before)
