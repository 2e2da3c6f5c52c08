"""Two to four services side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.catalogue import aspects
from advisor.catalogue.names import category_name, to_zero_name
from advisor.catalogue.orchestration import COMPARED, TABLE
from advisor.catalogue.values import Aspect, Link, Statement
from advisor.catalogue.writer import Writer
from advisor.engine.rulebook import Rulebook, Service
from advisor.rulebook.citing import SourceView

FEWEST, MOST = 2, 4


@dataclass(frozen=True, slots=True)
class Line:
    """One aspect of all services compared: (service's name, what is said of it)."""

    label: str
    cells: tuple[tuple[str, tuple[Statement, ...]], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The services and what is said of them; ``in_a_table`` where they have a page of their own."""

    services: tuple[Link, ...]
    lines: tuple[Line, ...]
    sources: tuple[SourceView, ...]
    in_a_table: bool


def problem_with(rulebook: Rulebook, slugs: Sequence[str]) -> str:
    """Return why these services cannot be compared; "" where they can."""
    unknown = [slug for slug in slugs if slug not in rulebook.services]
    if unknown:
        named = ", ".join(f"“{slug[:60]}”" for slug in unknown[:MOST])
        return gettext("The catalogue has no service %(unknown)s.") % {"unknown": named}
    if len(slugs) < FEWEST:
        return gettext("Choose at least two services to compare.")
    if len(slugs) > MOST:
        return gettext("Choose at most four services: %(count)s are chosen.") % {"count": len(slugs)}
    return ""


def comparison(writer: Writer, slugs: Sequence[str]) -> Comparison:
    """Return two to four services of the rulebook, aspect by aspect."""
    services = [writer.rulebook.services[slug] for slug in slugs]
    columns = [_column(writer, service) for service in services]
    names = [writer.say(service.name) for service in services]
    not_stated = (Statement(gettext("Not stated")),)
    lines = tuple(
        Line(
            cells[0].label,
            tuple((name, cell.statements or not_stated) for name, cell in zip(names, cells, strict=True)),
        )
        for cells in zip(*columns, strict=True)
        if any(cell.statements for cell in cells)
    )
    return Comparison(
        services=tuple(Link(slug, name) for slug, name in zip(slugs, names, strict=True)),
        lines=lines,
        sources=writer.sources(),
        in_a_table=set(slugs) == COMPARED and TABLE in writer.rulebook.tables,
    )


def _column(writer: Writer, service: Service) -> list[Aspect]:
    """Return every aspect of one service, in order, with or without statements."""
    zero = to_zero_name(service.scales_to_zero)
    said = writer.statements
    return [
        Aspect("summary", gettext("What it is"), said(service.summary)),
        Aspect("category", gettext("Category"), (Statement(category_name(service.category)),)),
        Aspect("choose", gettext("Choose it when"), said(service.choose_when)),
        Aspect("avoid", gettext("Do not choose it when"), said(service.avoid_when)),
        Aspect("limits", gettext("Limits and figures"), aspects.limits(writer, service)),
        aspects.scaling(writer, service),
        Aspect("zero", gettext("Scales to zero"), (Statement(zero),) if zero else ()),
        Aspect("billing", gettext("What is billed"), said(service.billing)),
        aspects.levels(writer, service),
        aspects.operations(writer, service),
        Aspect("migration", gettext("How a workload gets there"), said(service.migration)),
        aspects.lifecycle(writer, service),
        Aspect("sources", gettext("Sources"), (aspects.described(writer, service),)),
    ]


def chosen(given: Iterable[str], known: Callable[[str], bool] = bool) -> tuple[str, ...]:
    """Return what was chosen, each once, in order, without empty ones."""
    return tuple(dict.fromkeys(slug for slug in given if known(slug)))
