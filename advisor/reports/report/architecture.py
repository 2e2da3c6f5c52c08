"""The target architecture: today's workload, and what would stand in its place on Azure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

#: Where something stands: what starts the work, what lets it in, what runs it, where its data lie, then
#: what the application uses, what builds and operates it, and what only helps with the move.
Tier = Literal["start", "entry", "compute", "data", "use", "operate", "move"]
#: ``open`` stands where a service could, and says that none is recommended.
Role = Literal["today", "start", "takes_over", "added", "open"]


@dataclass(frozen=True, slots=True)
class Node:
    """One box. ``name`` is whole, ``label`` the same shortened for a narrow box; ``icon`` names a picture.

    ``options`` are the options recommended that it stands for, more than one where they are alternatives.
    ``entry`` is the slug of its page in the catalogue, "" where it has none.
    """

    slug: str
    tier: Tier
    role: Role
    icon: str
    name: str
    label: str
    notes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    entry: str = ""


@dataclass(frozen=True, slots=True)
class WayIn:
    """What starts the work (``None`` where no answer says so) and what it comes through.

    ``chained``: through one after the other; otherwise side by side.
    """

    start: Node | None
    through: tuple[Node, ...]
    chained: bool = True

    @property
    def first(self) -> tuple[Node, ...]:
        """Return what the work comes to first."""
        return self.through[:1] if self.chained else self.through

    @property
    def last(self) -> tuple[Node, ...]:
        """Return what hands the work on; what starts it, where nothing stands between."""
        if not self.through:
            return (self.start,) if self.start else ()
        return self.through[-1:] if self.chained else self.through


@dataclass(frozen=True, slots=True)
class Region:
    """One region by its name; ``standby`` takes over when the first fails."""

    name: str
    standby: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Services around the application that serve one purpose."""

    title: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow between two nodes; ``standby`` leads to what its target has in the standby region."""

    source: str
    target: str
    standby: bool = False


@dataclass(frozen=True, slots=True)
class ArchitecturePart:
    """Both sides of the picture, then what is said of it: ``description`` is all of it in full sentences.

    ``title`` names the picture. ``today`` begins with the application; it is empty where nothing is known,
    and ``today_missing`` says so. ``regions`` is empty where no answer says how many. ``strategy`` is the
    slug of the tone, or "".
    """

    title: str
    strategy: str
    today_title: str
    today: tuple[Node, ...]
    today_missing: str
    target_title: str
    ways_in: tuple[WayIn, ...]
    compute: Node
    database: Node
    regions: tuple[Region, ...]
    groups: tuple[Group, ...]
    headline: str = ""
    caption: str = ""
    description: str = ""

    @property
    def target(self) -> tuple[Node, ...]:
        """Return all nodes on Azure's side, in the order of reading."""
        ways = [node for way in self.ways_in for node in (way.start, *way.through) if node]
        around = [node for group in self.groups for node in group.nodes]
        return (*ways, self.compute, self.database, *around)

    @property
    def services(self) -> tuple[Node, ...]:
        """Return what is recommended."""
        return tuple(node for node in self.target if node.role in ("takes_over", "added"))

    @property
    def keeps_data(self) -> bool:
        """Return whether the application is joined to a database in the picture."""
        return self.compute.role != "open" and self.database.role != "open"

    @property
    def standby(self) -> Region | None:
        """Return the region that stands by, if there is one."""
        return next((region for region in self.regions if region.standby), None)

    @property
    def links(self) -> tuple[Link, ...]:
        """Return all arrows, today's first."""
        today = [Link(self.today[0].slug, node.slug) for node in self.today[1:]]
        ways = [link for way in self.ways_in for link in _links(way, self.compute)]
        data = [Link(self.compute.slug, self.database.slug)] if self.keeps_data else []
        return (*today, *ways, *data, *self._standby_links())

    def _standby_links(self) -> tuple[Link, ...]:
        if self.standby is None:
            return ()
        ways: list[Link] = []
        if self.compute.role != "open":
            ways = [Link(node.slug, self.compute.slug, True) for way in self.ways_in for node in way.last]
        copied = self.database.role != "open"
        return (*ways, *([Link(self.database.slug, self.database.slug, True)] if copied else []))


def _links(way: WayIn, compute: Node) -> list[Link]:
    start = [Link(way.start.slug, node.slug) for node in way.first] if way.start else []
    between = pairwise(way.through) if way.chained else ()
    chain = [Link(one.slug, other.slug) for one, other in between]
    onward = [Link(node.slug, compute.slug) for node in way.last if compute.role != "open"]
    return [*start, *chain, *onward]
