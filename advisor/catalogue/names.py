"""Words for the closed sets that describe a service."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext, pgettext

from advisor.engine.rulebook import Service
from advisor.pictures.korean import fill
from advisor.rulebook.lifecycle import has_ended
from advisor.rulebook.wording import date_words

OPERATIONS = ("low", "medium", "high")
TO_ZERO = ("yes", "partly", "no")
LIFECYCLES = ("current", "preview", "retiring", "retired")


def category_name(slug: str) -> str:
    """Return a category's name; of one that is not known here, its slug as words."""
    names = {
        "compute": pgettext("category", "Compute"),
        "database": pgettext("category", "Databases"),
        "supporting": pgettext("category", "Supporting services"),
        "advice": pgettext("category", "Named in advice only"),
    }
    return names.get(slug, slug.replace("_", " ").replace("-", " ").capitalize())


def operations_name(effort: str) -> str:
    """Return an effort of operations in a word."""
    return {
        "low": pgettext("effort", "Low"),
        "medium": pgettext("effort", "Medium"),
        "high": pgettext("effort", "High"),
    }.get(effort, effort)


def fact_kind_name(kind: str) -> str:
    """Return the kind of a fact in a word."""
    return {
        "limit": pgettext("fact", "Limit"),
        "figure": pgettext("fact", "Figure"),
        "availability": pgettext("fact", "Service level"),
        "retirement": pgettext("fact", "Retirement"),
    }.get(kind, kind)


def to_zero_name(answer: str) -> str:
    """Return whether a service scales to zero, in a word; "" where nothing is stated."""
    return {
        "yes": pgettext("scales to zero", "Yes"),
        "partly": pgettext("scales to zero", "Partly"),
        "no": pgettext("scales to zero", "No"),
    }.get(answer, "")


def lifecycle_name(stage: str) -> str:
    """Return a stage of a service's life in words."""
    return {
        "current": pgettext("lifecycle", "Current"),
        "preview": pgettext("lifecycle", "In preview"),
        "retiring": pgettext("lifecycle", "Being retired"),
        "retired": pgettext("lifecycle", "Retired"),
    }.get(stage, stage)


def stage_of(service: Service, today: date) -> str:
    """Return the stage of a service's life on a day: a date that has passed makes it retired."""
    return "retired" if has_ended(service.lifecycle, service.lifecycle_on, today) else service.lifecycle


def lifecycle_words(service: Service, today: date, language: str) -> str:
    """Return the stage with its date: “Retires on 30 September 2028”, “Retired since …”, “In preview”."""
    stage = stage_of(service, today)
    day = date_words(service.lifecycle_on, language)
    if day and stage == "retiring":
        return fill(gettext("Retires on %(date)s"), date=day)
    if day and stage == "retired":
        return fill(gettext("Retired since %(date)s"), date=day)
    return lifecycle_name(stage)
