"""Expected failures of the commands, in one line each instead of a traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import DatabaseError, IntegrityError

from advisor.engine import RulebookError
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.published import NotPublished


@contextmanager
def one_line() -> Iterator[None]:
    """Turn what can go wrong with files, rulebook and database into a CommandError."""
    try:
        yield
    except (FixtureError, RulebookError, NotPublished) as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{error.filename or 'A file'}: {error.strerror or error}") from error
    except IntegrityError as error:
        raise CommandError(
            f"Somebody else changed the rulebook at the same time; run it again. ({error})"
        ) from error
    except DatabaseError as error:
        raise CommandError(
            f"The database cannot be used ({error}). Is it migrated? manage.py migrate"
        ) from error
