"""What the level asked for needs, and the composite of the promises that are published."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from advisor.reports import labels
from advisor.reports.desk import Desk, fill
from advisor.reports.parts.advice import items_of_topic
from advisor.reports.parts.running import amounts
from advisor.reports.parts.running.cells import Row, table_rows
from advisor.reports.parts.running.levels import (
    as_shown,
    downtime,
    either,
    minutes_words,
    percent_words,
    product,
)
from advisor.reports.parts.running.lines import Lines
from advisor.reports.parts.running.tables import AVAILABILITY, REGIONS, SEVERAL
from advisor.reports.report import AvailabilityView, ServiceLevel

FIGURES_TABLE = "sla-figures"
LEVELS_TABLE = "availability-levels"
PATH_TABLE = "request-path"
TOPIC = "availability"
#: Which figures count for an arrangement, the best match first. A row without one holds for any.
_MATCHES = {"any": ("any", "set", "zones"), "set": ("set", "any", "zones"), "zones": ("zones", "set", "any")}
_ACROSS = "regions"
#: What stands before the regions, and what is there for all of them.
_ROUTER, _GLOBAL = "router", "global"


@dataclass(frozen=True, slots=True)
class Promise:
    """One service in the way of a request; ``row`` is its figure, ``None`` where none is published."""

    name: str
    role: str
    row: Row | None

    @property
    def percent(self) -> Fraction:
        """Return the figure; there must be one."""
        return (self.row and self.row.number("sla_percent")) or Fraction(0)

    @property
    def across(self) -> bool:
        """Return whether it spans regions, so that a second region does not double it."""
        return self.role in (_ROUTER, _GLOBAL) or (self.row is not None and self.row.slug("for") == _ACROSS)


def availability_view(desk: Desk) -> AvailabilityView | None:
    """Return the promises of the services in the way of a request, and what they come to."""
    items = items_of_topic(desk, TOPIC)
    promises = _promises(desk)
    if not promises:
        headline = gettext("What the level of availability needs")
        return AvailabilityView("", headline, (), (), (), (), items) if items else None
    sourced = [promise for promise in promises if promise.row is not None]
    lines = _composite(desk, sourced)
    unsourced = tuple(promise.name for promise in promises if promise.row is None)
    return AvailabilityView(
        short=lines.short,
        headline=lines.headline,
        levels=tuple(_level(promise) for promise in sourced),
        rows=tuple(lines.rows),
        notes=_notes(desk, promises, unsourced),
        unsourced=unsourced,
        items=items,
    )


def _level(promise: Promise) -> ServiceLevel:
    row = promise.row
    condition, cites = (row.text("condition"), row.cites()) if row else ("", ())
    return ServiceLevel(promise.name, f"{amounts.words(promise.percent)}%", condition, cites)


def _promises(desk: Desk) -> list[Promise]:
    """Return the services chosen that a request passes, in the order compute, database, around them."""
    roles = {row.slug("service"): row.slug("role") for row in table_rows(desk, PATH_TABLE)}
    arrangement = _arrangement(desk)
    return [
        Promise(name, roles[slug], _figure(desk, slug, arrangement))
        for name, slug in _chosen(desk)
        if slug in roles
    ]


def _chosen(desk: Desk) -> list[tuple[str, str]]:
    """Return name and catalogue slug of every service recommended."""
    found = desk.evaluation.recommendation
    picked = [(d.decision, d.outcome) for d in (found.compute, found.database) if d.outcome]
    picked += [("supporting", slug) for slug in found.supporting.outcome]
    services = {
        (decision, option.slug): option.service
        for decision in ("compute", "database", "supporting")
        for option in desk.rulebook.decisions[decision].options
    }
    return [
        (desk.option_name(decision, slug), service)
        for decision, slug in picked
        if (service := services.get((decision, slug)))
    ]


def _asked_level(desk: Desk) -> Row | None:
    answer = desk.evaluation.facts().get(AVAILABILITY)
    return next(iter(table_rows(desk, LEVELS_TABLE, level=str(answer))), None) if answer else None


def _arrangement(desk: Desk) -> str:
    level = _asked_level(desk)
    return (level.slug("arrangement") if level else "") or "any"


def _figure(desk: Desk, service: str, arrangement: str) -> Row | None:
    """Return the figure whose condition fits the arrangement best."""
    rows = [row for row in table_rows(desk, FIGURES_TABLE, service=service) if row.number("sla_percent")]
    wanted: tuple[str, ...] = _MATCHES.get(arrangement, _MATCHES["any"])
    if desk.evaluation.facts().get(REGIONS) == SEVERAL:
        wanted = (_ACROSS, *wanted)
    for match in wanted:
        for row in rows:
            if (row.slug("for") or "any") == match:
                return row
    return None


# ── arithmetic ──


def _composite(desk: Desk, sourced: list[Promise]) -> Lines:
    lines = Lines(headline=gettext("No published figure for these services"))
    if not sourced:
        return lines
    once = [promise for promise in sourced if not promise.across]
    across = [promise for promise in sourced if promise.across]
    if desk.evaluation.facts().get(REGIONS) == SEVERAL:
        share = _two_regions(once, across, lines)
    else:
        share = product(promise.percent for promise in sourced)
        lines.add(gettext("All of them together"), _times(sourced), f"{percent_words(share, 3)}%")
    minutes = fill(gettext("%(minutes)s minutes"), minutes=_outage(share))
    working = f"43,200 × (100% − {percent_words(share, 3)}%)"
    lines.add(gettext("Outage in a month of 30 days"), working, minutes)
    _beside_asked(desk, share, lines)
    return lines


def _times(promises: list[Promise]) -> str:
    return " × ".join(f"{amounts.words(promise.percent)}%" for promise in promises)


def _per_cent(share: Fraction) -> str:
    return f"{percent_words(share)}%"


def _outage(share: Fraction) -> str:
    return minutes_words(downtime(as_shown(share)))


def _two_regions(once: list[Promise], across: list[Promise], lines: Lines) -> Fraction:
    """Work out one region, two of them, and what stands before or spans both."""
    share = Fraction(1)
    if once:
        one = product(promise.percent for promise in once)
        lines.add(gettext("One region"), _times(once), _per_cent(one))
        share = either(one)
        working = f"1 − (1 − {_per_cent(one)})²"
        lines.add(gettext("Two regions, at most"), working, _per_cent(share))
    if across:
        whole = share * product(promise.percent for promise in across)
        working = f"{_per_cent(share)} × {_times(across)}"
        lines.add(gettext("With what spans both regions"), working, _per_cent(whole))
        share = whole
    return share


def _beside_asked(desk: Desk, share: Fraction, lines: Lines) -> None:
    """Say how the composite stands to the level asked for."""
    level = _asked_level(desk)
    percent = level.number("percent") if level else None
    numbers = {"percent": _per_cent(share), "minutes": _outage(share)}
    if percent is None:
        lines.headline = fill(
            gettext("%(percent)s on paper: %(minutes)s minutes of outage a month"), **numbers
        )
        lines.short = fill(gettext("%(percent)s on paper"), **numbers)
        return
    asked = percent / 100
    numbers["asked"] = f"{amounts.words(percent)}%"
    allowed = fill(gettext("%(minutes)s minutes"), minutes=minutes_words(downtime(asked)))
    lines.add(gettext("Asked for"), f"43,200 × (100% − {amounts.words(percent)}%)", allowed)
    if share >= asked:
        text = gettext("%(percent)s on paper reaches the %(asked)s asked for")
    else:
        text = gettext("%(percent)s on paper stays below the %(asked)s asked for")
    lines.headline = fill(text, **numbers)
    lines.short = fill(gettext("%(percent)s on paper, %(asked)s asked"), **numbers)


def _notes(desk: Desk, promises: list[Promise], unsourced: tuple[str, ...]) -> tuple[str, ...]:
    notes = []
    if unsourced:
        text = gettext("No figure was found for %(services)s: the composite covers the others only.")
        notes.append(fill(text, services=", ".join(unsourced)))
    if desk.evaluation.facts().get(REGIONS) == SEVERAL:
        notes.append(
            gettext(
                "An upper bound: it assumes that the two regions fail independently, that switching takes no "
                "time, and that the data is there. Real failures share causes."
            )
        )
        if not any(promise.role == _ROUTER for promise in promises):
            notes.append(gettext("The router before the regions is not counted: none is among the services."))
    if desk.evaluation.facts().get(AVAILABILITY) is None and AVAILABILITY in desk.rulebook.questions:
        label = labels.question_label(desk.rulebook, AVAILABILITY, desk.language)
        notes.append(
            fill(gettext("“%(question)s” is not answered: nothing is set beside it."), question=label)
        )
    notes.append(
        gettext(
            "A promise is money back, not a forecast; your own releases, faults and data stores that are not "
            "listed come on top."
        )
    )
    return tuple(notes)
