"""Where the command line takes its rulebook from: fixture files, or the version that is published."""

from __future__ import annotations

from pathlib import Path

from django.db import DatabaseError
from django.utils.translation import gettext as _

from advisor.engine import Compiled, RulebookError, compile_rulebook
from advisor.rulebook.files import load_rulebook_from_files
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.published import NotPublished, current


class NoRulebook(ValueError):
    """There is no rulebook to decide from; the message says why, in one line."""


def from_fixtures(directory: str) -> Compiled:
    """Return the rulebook of fixture files, compiled. Needs no database. Raises :class:`NoRulebook`."""
    try:
        rulebook, _ = load_rulebook_from_files(Path(directory))
        return compile_rulebook(rulebook)
    except FixtureError as error:
        first = " ".join(str(finding) for finding in error.findings[:1])
        rest = len(error.findings) - 1
        more = _("(and %(count)s more)") % {"count": rest} if rest > 0 else ""
        raise NoRulebook(" ".join(filter(None, [str(error.args[0]), first, more]))) from error
    except RulebookError as error:
        raise NoRulebook(f"{directory}: {error}") from error


def published() -> Compiled:
    """Return the version in use. Raises :class:`NoRulebook`."""
    try:
        return current()
    except (NotPublished, RulebookError) as error:
        raise NoRulebook(str(error)) from error
    except DatabaseError as error:
        raise NoRulebook(_("The database cannot be read: %(reason)s") % {"reason": error}) from error
