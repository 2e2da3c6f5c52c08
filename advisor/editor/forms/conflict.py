"""Two edits of one record: who wrote what since, beside what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from advisor.rulebook.models import DraftRecord, Event

#: A lock that fits no row: whoever sends none has seen nothing.
NEVER = datetime.min.replace(tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True, slots=True)
class Since:
    """What others did to a record since it was opened: by whom, when last, to which fields.

    ``fields`` is None where the log does not tell, as after a whole set of files was taken.
    """

    people: tuple[str, ...]
    at: datetime
    fields: frozenset[str] | None

    @property
    def message(self) -> str:
        """What to say above the form."""
        when = date_format(timezone.localtime(self.at), "DATETIME_FORMAT")
        told = _("This record was changed on %(when)s, after you had opened it.") % {"when": when}
        if self.people:
            told = _("%(names)s changed this record, last on %(when)s, after you had opened it.")
            told %= {"names": ", ".join(self.people), "when": when}
        rest = _(
            "Nothing is saved yet, and what you typed is still here. Where it differs, what is stored stands "
            "below it: take that, or keep yours, then save again."
        )
        return f"{told} {rest}"


def changes_since(row: DraftRecord, seen: datetime) -> Since:
    """Return what the log tells of a row since ``seen``."""
    events = Event.objects.filter(kind=row.KIND, key="/".join(row.natural_key()), at__gt=seen).order_by("at")
    found: Sequence[Event] = list(events)
    people = tuple(dict.fromkeys(event.by for event in found))
    fields = frozenset(name for event in found for name in event.changes) if found else None
    return Since(people, row.changed_at, fields)


def moment_in(text: str) -> datetime:
    """Return the moment that a form's lock names; :data:`NEVER` where it names none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return NEVER
    return moment if moment.tzinfo else NEVER
