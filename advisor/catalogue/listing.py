"""The list of all services: what was asked for, and what answers it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext

from advisor.catalogue.names import (
    LIFECYCLES,
    OPERATIONS,
    TO_ZERO,
    category_name,
    lifecycle_name,
    lifecycle_words,
    operations_name,
    stage_of,
    to_zero_name,
)
from advisor.engine.rulebook import Rulebook, Service

#: A longer text to look for is cut.
LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class Filter:
    """What was asked for; "" asks for nothing. ``unknown`` names what was given and does not exist."""

    text: str = ""
    category: str = ""
    operations: str = ""
    zero: str = ""
    lifecycle: str = ""
    unknown: tuple[tuple[str, str], ...] = ()

    @property
    def asks(self) -> bool:
        """Return whether anything narrows the list."""
        return bool(self.text or self.category or self.operations or self.zero or self.lifecycle)


@dataclass(frozen=True, slots=True)
class Select:
    """A list to choose from: its name in the address, its label, and (slug, words, chosen) for each."""

    name: str
    label: str
    choices: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A service in the list; ``stage`` is "" for one that is simply current."""

    slug: str
    name: str
    summary: str
    operations: str
    zero: str
    stage: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The services of one category."""

    slug: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The list. ``elsewhere`` are ticked services that the filter leaves out."""

    groups: tuple[Group, ...]
    elsewhere: tuple[Row, ...]
    count: int
    total: int


def choices_of(rulebook: Rulebook) -> Mapping[str, Mapping[str, str]]:
    """Return filter → slug → words, in order."""
    categories = dict.fromkeys(service.category for service in rulebook.services.values())
    return {
        "category": {slug: category_name(slug) for slug in categories},
        "operations": {slug: operations_name(slug) for slug in OPERATIONS},
        "zero": {slug: to_zero_name(slug) for slug in TO_ZERO},
        "lifecycle": {slug: lifecycle_name(slug) for slug in LIFECYCLES},
    }


def read_filter(rulebook: Rulebook, given: QueryDict) -> Filter:
    """Return what an address asks for; a choice that does not exist asks for nothing and is named."""
    text = unicodedata.normalize("NFC", " ".join(given.get("q", "").split()))[:LONGEST_TEXT]
    asked = {name: given.get(name, "") for name in choices_of(rulebook)}
    unknown = tuple(
        (name, value[:LONGEST_TEXT])
        for name, value in asked.items()
        if value and value not in choices_of(rulebook)[name]
    )
    bad = {name for name, _ in unknown}
    known = {name: "" if name in bad else value for name, value in asked.items()}
    return Filter(text, known["category"], known["operations"], known["zero"], known["lifecycle"], unknown)


def selects(rulebook: Rulebook, asked: Filter) -> tuple[Select, ...]:
    """Return the lists of the form, with what was asked for chosen."""
    labels = {
        "category": gettext("Category"),
        "operations": gettext("Operations effort"),
        "zero": gettext("Scales to zero"),
        "lifecycle": gettext("Lifecycle"),
    }
    return tuple(
        Select(
            name,
            labels[name],
            tuple((slug, words, getattr(asked, name) == slug) for slug, words in known.items()),
        )
        for name, known in choices_of(rulebook).items()
    )


def listing(rulebook: Rulebook, asked: Filter, ticked: Sequence[str], language: str, today: date) -> Listing:
    """Return the services that fit, grouped by category in the rulebook's order."""
    groups: dict[str, list[Row]] = {}
    elsewhere = []
    for service in rulebook.services.values():
        row = _row(service, service.slug in ticked, language, today)
        if _fits(service, asked, today):
            groups.setdefault(service.category, []).append(row)
        elif row.ticked:
            elsewhere.append(row)
    return Listing(
        groups=tuple(Group(slug, category_name(slug), tuple(rows)) for slug, rows in groups.items()),
        elsewhere=tuple(elsewhere),
        count=sum(map(len, groups.values())),
        total=len(rulebook.services),
    )


def _row(service: Service, ticked: bool, language: str, today: date) -> Row:
    stage = stage_of(service, today)
    return Row(
        slug=service.slug,
        name=service.name.in_language(language),
        summary=service.summary.in_language(language),
        operations=operations_name(service.operations),
        zero=to_zero_name(service.scales_to_zero),
        stage="" if stage == "current" else lifecycle_words(service, today, language),
        ticked=ticked,
    )


def _fits(service: Service, asked: Filter, today: date) -> bool:
    return (
        asked.category in ("", service.category)
        and asked.operations in ("", service.operations)
        and asked.zero in ("", service.scales_to_zero)
        and asked.lifecycle in ("", stage_of(service, today))
        and _says(service, asked.text)
    )


def _says(service: Service, text: str) -> bool:
    """Return whether each word stands in a service's texts, in either language."""
    texts = (service.name, service.summary, service.choose_when, service.avoid_when, service.scaling)
    everything = " ".join([service.slug, *(half for text in texts for half in text)]).casefold()
    return all(word in everything for word in text.casefold().split())
