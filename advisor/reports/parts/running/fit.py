"""Which size holds a need: exact arithmetic on sizes, without words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal


@dataclass(frozen=True, slots=True)
class Need:
    """What one instance needs."""

    vcpus: Fraction
    memory_gib: Fraction


@dataclass(frozen=True, slots=True)
class Size:
    """A size on offer; ``vcpus`` is ``None`` where only memory is chosen.

    ``shared`` says that something else takes a part of it, so that a need must stay below it.
    """

    name: str
    vcpus: Fraction | None
    memory_gib: Fraction
    shared: bool = False

    def holds_vcpus(self, need: Need) -> bool:
        """Return whether the processor suffices."""
        return self.vcpus is None or _holds(self.vcpus, need.vcpus, self.shared)

    def holds_memory(self, need: Need) -> bool:
        """Return whether the memory suffices."""
        return _holds(self.memory_gib, need.memory_gib, self.shared)

    def holds(self, need: Need) -> bool:
        """Return whether both suffice."""
        return self.holds_vcpus(need) and self.holds_memory(need)

    def how_many(self, need: Need) -> int:
        """Return how many instances fit."""
        counts = [_times(self.memory_gib, need.memory_gib, self.shared)]
        if self.vcpus is not None:
            counts.append(_times(self.vcpus, need.vcpus, self.shared))
        return min(counts)


@dataclass(frozen=True, slots=True)
class Fit:
    """The smallest size that holds a need, with what led to it.

    ``by_vcpus`` and ``by_memory`` are the smallest sizes for one of the two alone; ``decides`` says which of
    them asked for the larger one. ``smaller`` is the next smaller size on offer.
    """

    size: Size
    by_vcpus: Size
    by_memory: Size
    decides: Literal["vcpus", "memory", "both"]
    smaller: Size | None


def _holds(offered: Fraction, needed: Fraction, shared: bool) -> bool:
    return needed < offered if shared else needed <= offered


def _times(offered: Fraction, needed: Fraction, shared: bool) -> int:
    return ceil(offered / needed) - 1 if shared else floor(offered / needed)


def in_order(sizes: Sequence[Size]) -> list[Size]:
    """Return sizes from the smallest to the largest: by processor, then by memory."""
    return sorted(sizes, key=lambda size: (size.vcpus or Fraction(0), size.memory_gib))


def smallest(sizes: Sequence[Size], need: Need) -> Fit | None:
    """Return the smallest size that holds a need; ``None`` where none does."""
    ordered = in_order(sizes)
    size = next((size for size in ordered if size.holds(need)), None)
    if size is None:
        return None
    by_vcpus = next(size for size in ordered if size.holds_vcpus(need))
    by_memory = next(size for size in ordered if size.holds_memory(need))
    decides: Literal["vcpus", "memory", "both"] = "both"
    if by_vcpus != by_memory:
        decides = "vcpus" if ordered.index(by_vcpus) > ordered.index(by_memory) else "memory"
    before = ordered.index(size) - 1
    return Fit(size, by_vcpus, by_memory, decides, ordered[before] if before >= 0 else None)


def nodes_in_all(size: Size, need: Need, instances: int, at_least: int = 1) -> int:
    """Return how many nodes of a size hold all instances; the size must hold one."""
    return max(ceil(Fraction(instances, size.how_many(need))), at_least)


def least_in_all(sizes: Sequence[Size], need: Need, instances: int, at_least: int = 1) -> Size:
    """Return the size with the least vCPU for all instances, then the least memory; one must hold."""

    def cost(size: Size) -> tuple[Fraction, Fraction]:
        nodes = nodes_in_all(size, need, instances, at_least)
        return nodes * (size.vcpus or Fraction(0)), nodes * size.memory_gib

    return min((size for size in in_order(sizes) if size.holds(need)), key=cost)


@dataclass(frozen=True, slots=True)
class Reserved:
    """What Kubernetes keeps of a node for itself; memory is the smaller of a fixed amount and a share."""

    millicores: Fraction
    fixed_mib: Fraction
    most_percent: Fraction
    kept_free_mib: Fraction
    most_pods: int


@dataclass(frozen=True, slots=True)
class Nodes:
    """How pods fit into one size of node: what is left of it, pods per node, nodes needed with the spare."""

    size: Size
    millicores: Fraction
    memory_mib: Fraction
    pods: int
    nodes: int
    spare: int

    @property
    def total_vcpus(self) -> Fraction:
        """Return the vCPU of all nodes together."""
        return (self.nodes + self.spare) * (self.size.vcpus or Fraction(0))

    @property
    def total_memory_gib(self) -> Fraction:
        """Return the memory of all nodes together."""
        return (self.nodes + self.spare) * self.size.memory_gib


def nodes_for(size: Size, reserved: Reserved, need: Need, instances: int, at_least: int = 1) -> Nodes | None:
    """Return how many nodes of a size the pods need, and one to spare, or more to reach ``at_least``.

    ``None`` where not even one pod fits.
    """
    total_mib = size.memory_gib * 1024
    millicores = (size.vcpus or Fraction(0)) * 1000 - reserved.millicores
    kept = min(reserved.fixed_mib, total_mib * reserved.most_percent / 100)
    memory = total_mib - kept - reserved.kept_free_mib
    pods = min(
        floor(millicores / (need.vcpus * 1000)), floor(memory / (need.memory_gib * 1024)), reserved.most_pods
    )
    if pods < 1:
        return None
    nodes = ceil(Fraction(instances, pods))
    return Nodes(size, millicores, memory, pods, nodes, max(1, at_least - nodes))


def cheapest(candidates: Sequence[Nodes]) -> Nodes | None:
    """Return the nodes with the least vCPU in all, then the least memory, then the smallest node."""
    return min(
        candidates,
        key=lambda n: (n.total_vcpus, n.total_memory_gib, n.size.vcpus or Fraction(0), n.size.memory_gib),
        default=None,
    )
