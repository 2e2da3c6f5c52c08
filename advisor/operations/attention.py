"""What an operator should look at now, the gravest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core.checks import ERROR, CheckMessage
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisor.operations.facts import Backups, Database
from advisor.operations.queue import Kind
from advisor.rulebook.models import Version

#: A backup that is older is one that somebody forgot.
OLD_BACKUP = timedelta(days=2)
#: Nobody waits so long for a job where somebody works.
LONG_WAIT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing to look at: what it is and what to do, and the part of the page that tells more."""

    text: str
    part: str


def attention(
    database: Database,
    version: Version | None,
    queue: Sequence[Kind],
    backups: Backups,
    checks: Sequence[CheckMessage],
) -> list[Attention]:
    """Return what to look at; nothing where all is well."""
    told = (
        ("database", _of_database(database)),
        ("versions", _of_rulebook(version)),
        ("jobs", _of_jobs(queue)),
        ("backups", _of_backups(backups)),
        ("checks", _of_checks(checks)),
    )
    return [Attention(text, part) for part, texts in told for text in texts]


def _of_database(database: Database) -> Iterator[str]:
    if database.unapplied:
        yield _("The database has not seen all migrations: run manage.py migrate.")


def _of_rulebook(version: Version | None) -> Iterator[str]:
    if version is None:
        yield _("No rulebook is published: run manage.py publish_rulebook fixtures.")


def _of_jobs(queue: Sequence[Kind]) -> Iterator[str]:
    dead, failed = sum(kind.dead for kind in queue), sum(kind.failed for kind in queue)
    if dead:
        yield ngettext(
            "%(n)s job was left by its worker.", "%(n)s jobs were left by their workers.", dead
        ) % {"n": dead}
    if failed:
        yield ngettext("%(n)s job failed within a day.", "%(n)s jobs failed within a day.", failed) % {
            "n": failed
        }
    now = timezone.now()
    if any(kind.age(now) > LONG_WAIT.total_seconds() for kind in queue):
        yield _("A job has waited for more than ten minutes: is a worker running?")


def _of_backups(backups: Backups) -> Iterator[str]:
    if backups.last and not backups.last.ok:
        yield _("The last backup or restore failed.")
    if backups.good is None:
        yield _("There is no backup yet: run manage.py backup.")
    elif (age := timezone.now() - backups.good.at) > OLD_BACKUP:
        yield _("The last backup is %(days)s days old.") % {"days": age.days}


def _of_checks(checks: Sequence[CheckMessage]) -> Iterator[str]:
    errors = sum(check.level >= ERROR for check in checks)
    if errors:
        yield ngettext(
            "%(n)s check of the configuration fails.", "%(n)s checks of the configuration fail.", errors
        ) % {"n": errors}
    if warnings := len(checks) - errors:
        yield ngettext(
            "%(n)s check of the configuration warns.", "%(n)s checks of the configuration warn.", warnings
        ) % {"n": warnings}
