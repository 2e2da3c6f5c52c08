"""What the components of a workload share in its picture, each drawn once with the numbers of its users."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.translation import gettext

from advisor.engine.rulebook import COLLECTING_DECISION
from advisor.pictures.korean import fill
from advisor.reports.combined import Combined, Component
from advisor.reports.report.architecture import Group, Node, WayIn

#: So many components are drawn; the others are counted.
MOST = 8
_REQUESTS = "start-requests"


@dataclass(frozen=True, slots=True)
class Row:
    """One component: what it is today in short, and what it becomes."""

    component: Component
    today: Node | None
    compute: Node
    database: Node
    comes_in: bool

    @property
    def strategy(self) -> str:
        """Return the slug of its strategy, or ""."""
        return self.component.strategy

    @property
    def keeps_data(self) -> bool:
        """Return whether the application is joined to a database in the picture."""
        return self.compute.role != "open" and self.database.role != "open"


@dataclass(frozen=True, slots=True)
class Entrance:
    """What starts the work of some components in one way, and the services that it comes through.

    ``first`` and ``last`` are slugs of services that it comes to first and last, ``chained`` pairs of those
    that hand it on to each other.
    """

    starts: tuple[Node, ...]
    through: tuple[Node, ...]
    first: frozenset[str]
    last: frozenset[str]
    chained: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a picture of a workload shows; ``left_out`` counts components that are not drawn."""

    rows: tuple[Row, ...]
    left_out: int
    entrances: tuple[Entrance, ...]
    groups: tuple[Group, ...]


def whole_of(combined: Combined) -> Whole:
    """Return what is drawn of a workload, in the language that is active."""
    drawn = combined.components[:MOST]
    entrances = _entrances(combined.components)
    inside = {node.slug for entrance in entrances for node in entrance.through}
    return Whole(
        rows=tuple(_row(component) for component in drawn),
        left_out=len(combined.components) - len(drawn),
        entrances=entrances,
        groups=_groups(combined.components, inside),
    )


def users(numbers: Collection[int], of: int) -> str:
    """Return which components use something: “for all”, “for 1, 3–5”."""
    if len(set(numbers)) == of:
        return gettext("for all")
    return fill(gettext("for %(numbers)s"), numbers=_spans(sorted(set(numbers))))


def _spans(numbers: Sequence[int]) -> str:
    """Return ascending numbers with three or more in a row as a span."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = [f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(told)


def _row(component: Component) -> Row:
    part = component.report.architecture
    regions = (gettext("in two regions"),) if part.standby and part.compute.role != "open" else ()
    return Row(
        component=component,
        today=_today(part.today),
        compute=replace(part.compute, notes=regions),
        database=part.database,
        comes_in=bool(part.ways_in) and part.compute.role != "open",
    )


def _today(nodes: Sequence[Node]) -> Node | None:
    """Return the application with its stores as one box."""
    if not nodes:
        return None
    application, *stores = nodes
    kept = (", ".join(store.name for store in stores),) if stores else ()
    return replace(application, notes=(*application.notes[:1], *kept))


class _Used:
    """Nodes by key, each with the numbers of the components that use it."""

    def __init__(self, of: int) -> None:
        self._of = of
        self._nodes: dict[str, Node] = {}
        self._numbers: dict[str, set[int]] = {}

    def add(self, key: str, node: Node, number: int) -> None:
        known = self._nodes.setdefault(key, node)
        if node.notes != known.notes:  # what holds for some only is not said of all
            known = replace(known, notes=())
        if node.role == "takes_over":
            known = replace(known, role="takes_over")
        self._nodes[key] = known
        self.count(key, number)

    def count(self, key: str, number: int) -> None:
        """Let one more component use what is known by a key."""
        self._numbers.setdefault(key, set()).add(number)

    def keys(self) -> Collection[str]:
        """Return the keys."""
        return self._nodes.keys()

    def nodes(self) -> list[Node]:
        """Return the nodes in the order of their coming, each with its users as its last note."""
        return [
            replace(node, notes=(*node.notes, users(self._numbers[key], self._of)))
            for key, node in self._nodes.items()
        ]


def _entrances(components: Sequence[Component]) -> tuple[Entrance, ...]:
    """Return the ways in by what starts the work; requests of an unknown sender join the others."""
    ways: dict[str, list[tuple[int, WayIn]]] = {}
    for component in components:
        for way in component.report.architecture.ways_in:
            kind = way.start.slug if way.start else _REQUESTS
            ways.setdefault(kind, []).append((component.number, way))
    return tuple(_entrance(some, components) for some in ways.values())


def _entrance(ways: Sequence[tuple[int, WayIn]], components: Sequence[Component]) -> Entrance:
    starts, through = _Used(len(components)), _Used(len(components))
    order = _order(components)
    chained: set[tuple[str, str]] = set()
    for number, way in ways:
        if way.start:
            starts.add(way.start.label, way.start, number)
        for node in way.through:
            through.add(node.slug, replace(node, notes=()), number)
        if way.chained:
            chained |= set(pairwise(_slugs(way.through)))
    inside = set(through.keys())
    for component in components:
        for node in _around(component):
            if node.slug in inside:
                through.count(node.slug, component.number)
    return Entrance(
        starts=tuple(starts.nodes()),
        through=tuple(sorted(through.nodes(), key=lambda node: order.get(node.slug, len(order)))),
        first=frozenset(slug for _, way in ways if way.start for slug in _slugs(way.first)),
        last=frozenset(slug for _, way in ways for slug in _slugs(way.last)),
        chained=frozenset(chained),
    )


def _slugs(nodes: Iterable[Node]) -> list[str]:
    return [node.slug for node in nodes]


def _order(components: Sequence[Component]) -> dict[str, int]:
    """Return each supporting service's place in the rulebooks."""
    slugs = dict.fromkeys(
        option.slug
        for component in components
        for option in component.report.evaluation.rulebook.decisions[COLLECTING_DECISION].options
    )
    return {slug: place for place, slug in enumerate(slugs)}


def _around(component: Component) -> list[Node]:
    return [node for group in component.report.architecture.groups for node in group.nodes]


def _groups(components: Sequence[Component], inside: Collection[str]) -> tuple[Group, ...]:
    """Return what stands around the components, by purpose, but for what is drawn at their entrances."""
    groups: dict[str, _Used] = {}
    for component in components:
        for group in component.report.architecture.groups:
            for node in group.nodes:
                if node.slug not in inside:
                    used = groups.setdefault(group.title, _Used(len(components)))
                    used.add(node.slug, _unexplained(node), component.number)
    order = _order(components)
    titles = sorted(groups, key=lambda title: _first(title, components))
    return tuple(
        Group(title, tuple(sorted(groups[title].nodes(), key=lambda n: order.get(_service(n), len(order)))))
        for title in titles
    )


def _first(title: str, components: Sequence[Component]) -> int:
    """Return how far down a group stands in the pictures of the components."""
    tiers = {"use": 0, "operate": 1, "move": 2}
    found = (g for c in components for g in c.report.architecture.groups if g.title == title)
    return max(tiers.get(node.tier, 0) for group in found for node in group.nodes)


def _unexplained(node: Node) -> Node:
    """Return a node without its task; one that stands for alternatives keeps their names."""
    return node if len(node.options) > 1 else replace(node, notes=())


def _service(node: Node) -> str:
    return node.options[0] if node.options else node.slug
