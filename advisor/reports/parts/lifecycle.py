"""Where a service is in its life, judged on the report's date: preview, retires on, retired since.

An old version of the rulebook may not have known of an end that was announced later; what the version in
use knows is told too, where the desk has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext

from advisor.engine import conditions_hold
from advisor.engine.rulebook import Answer, Fact, Service
from advisor.reports.desk import Desk, date_words, fill
from advisor.reports.report import Ending
from advisor.rulebook.lifecycle import RETIREMENT, has_ended, last_day


def lifecycle(desk: Desk, service: Service | None, facts: Mapping[str, Answer]) -> tuple[Ending, ...]:
    """Return what is to be said about a service and about those of its parts that these answers touch."""
    if service is None:
        return ()
    known = desk.newest.services.get(service.slug, service)
    parts = tuple(_parts(desk, known.slug, facts))
    # The note of a service that goes on tells of its parts, which have just been told one by one.
    return parts if parts and known.lifecycle == "current" else (*_own(desk, known), *parts)


def _own(desk: Desk, service: Service) -> tuple[Ending, ...]:
    note = desk.say(service.lifecycle_note)
    label = _label(desk, service)
    return (Ending(label, note, desk.cite(service.sources)),) if label or note else ()


def _label(desk: Desk, service: Service) -> str:
    if service.lifecycle == "preview":
        return gettext("In preview.")
    if has_ended(service.lifecycle, service.lifecycle_on, desk.subject.written_on):
        return _since(desk, service.lifecycle_on)
    return _on(desk, service.lifecycle_on) if service.lifecycle == "retiring" else ""


def _since(desk: Desk, day: date | None) -> str:
    words = date_words(day, desk.language)
    return fill(gettext("Retired since %(date)s."), date=words) if words else gettext("Retired.")


def _on(desk: Desk, day: date | None) -> str:
    words = date_words(day, desk.language)
    return fill(gettext("Retires on %(date)s."), date=words) if words else gettext("Being retired.")


def _parts(desk: Desk, service: str, facts: Mapping[str, Answer]) -> Iterator[Ending]:
    for fact in desk.newest.facts.values():
        if fact.service == service and fact.kind == RETIREMENT and conditions_hold(fact.when, facts):
            yield Ending(_part_label(desk, fact), desk.say(fact.text), desk.cite(fact.sources))


def _part_label(desk: Desk, fact: Fact) -> str:
    try:
        day = last_day(fact.value)
    except ValueError:
        return ""
    ended = day <= desk.subject.written_on
    # The service itself goes on: “Retired since …” would tell its reader not to use it.
    text = gettext("A part ended on %(date)s.") if ended else gettext("A part ends on %(date)s.")
    return fill(text, date=date_words(day, desk.language))
