"""What there is to know about one service, aspect by aspect: its own page and comparisons show the same."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext

from advisor.catalogue.names import fact_kind_name, lifecycle_words, operations_name, to_zero_name
from advisor.catalogue.values import Aspect, Statement
from advisor.catalogue.writer import Writer
from advisor.engine.rulebook import Service, Text
from advisor.pictures.korean import fill
from advisor.rulebook.lifecycle import RETIREMENT
from advisor.rulebook.wording import date_words, number_text

#: The reference table of published service levels, and the kind of fact that states one.
LEVELS = "sla-figures"
AVAILABILITY = "availability"


def described(writer: Writer, service: Service) -> Statement:
    """Return when a service's description was checked, and against which sources."""
    day = date_words(service.checked_on, writer.language)
    text = fill(gettext("Description checked on %(date)s"), date=day) if day else gettext("Description")
    return Statement(text, writer.cite(service.sources))


def limits(writer: Writer, service: Service) -> tuple[Statement, ...]:
    """Return a service's limits and figures, those for all answers first."""
    return _facts(writer, service, lambda kind: kind not in (AVAILABILITY, RETIREMENT))


def fit(writer: Writer, service: Service) -> tuple[Aspect, ...]:
    """Return when to choose a service, and when not."""
    return _filled(
        Aspect("choose", gettext("Choose it when"), writer.statements(service.choose_when)),
        Aspect("avoid", gettext("Do not choose it when"), writer.statements(service.avoid_when)),
    )


def glance(writer: Writer, service: Service) -> tuple[Aspect, ...]:
    """Return what is said in a word or two."""
    zero = to_zero_name(service.scales_to_zero)
    stage = lifecycle_words(service, writer.today, writer.language)
    return _filled(
        Aspect("operations", gettext("Operations effort"), (Statement(operations_name(service.operations)),)),
        Aspect("zero", gettext("Scales to zero"), (Statement(zero),) if zero else ()),
        Aspect("lifecycle", gettext("Lifecycle"), (Statement(stage),)),
    )


def running(writer: Writer, service: Service) -> tuple[Aspect, ...]:
    """Return what it means to run a service."""
    return _filled(
        scaling(writer, service),
        Aspect("billing", gettext("What is billed"), writer.statements(service.billing)),
        levels(writer, service),
        operations(writer, service),
        Aspect("migration", gettext("How a workload gets there"), writer.statements(service.migration)),
        lifecycle(writer, service),
    )


def scaling(writer: Writer, service: Service) -> Aspect:
    """Return how a service scales."""
    return Aspect("scaling", gettext("How it scales"), writer.statements(service.scaling))


def levels(writer: Writer, service: Service) -> Aspect:
    """Return the published service levels, or that none is sourced."""
    stated = _levels_of_the_table(writer, service) + _facts(
        writer, service, lambda kind: kind == AVAILABILITY
    )
    missing = Statement(gettext("Not sourced: this version has no published figure."))
    return Aspect("level", gettext("Service level"), stated or (missing,))


def operations(writer: Writer, service: Service) -> Aspect:
    """Return the effort of operations with what is left to do."""
    word = Statement(operations_name(service.operations))
    return Aspect(
        "operations", gettext("Operations effort"), (word, *writer.statements(service.operations_note))
    )


def lifecycle(writer: Writer, service: Service) -> Aspect:
    """Return the stage of a service's life today, its note, and the parts of it that end."""
    stage = Statement(lifecycle_words(service, writer.today, writer.language))
    ends = _facts(writer, service, lambda kind: kind == RETIREMENT)
    return Aspect(
        "lifecycle", gettext("Lifecycle"), (stage, *writer.statements(service.lifecycle_note), *ends)
    )


def _levels_of_the_table(writer: Writer, service: Service) -> tuple[Statement, ...]:
    table = writer.rulebook.tables.get(LEVELS)
    if table is None:
        return ()
    stated = []
    for row in table.rows:
        percent, condition = row.get("sla_percent"), row.get("condition")
        if row.get("service") == service.slug and isinstance(percent, int | float):
            under = writer.say(condition) if isinstance(condition, Text) else ""
            figure = f"{number_text(percent)}%"
            stated.append(f"{figure}: {under}" if under else figure)
    cites = writer.cite(table.sources) if stated else ()
    last = len(stated) - 1
    return tuple(Statement(text, cites if n == last else ()) for n, text in enumerate(stated))


def _facts(writer: Writer, service: Service, wanted: Callable[[str], bool]) -> tuple[Statement, ...]:
    facts = [f for f in writer.rulebook.facts.values() if f.service == service.slug and wanted(f.kind)]
    facts.sort(key=lambda fact: bool(fact.when))
    return tuple(
        Statement(
            text=writer.say(fact.text),
            cites=writer.cite(fact.sources),
            note=" · ".join(filter(None, (fact_kind_name(fact.kind), writer.matters_when(fact.when)))),
        )
        for fact in facts
    )


def _filled(*aspects: Aspect) -> tuple[Aspect, ...]:
    return tuple(aspect for aspect in aspects if aspect.statements)
