"""Sizing on Kubernetes: requests of a pod, what a node keeps for itself, pods per node, nodes."""

from __future__ import annotations

from django.utils.translation import gettext

from advisor.reports.desk import Desk
from advisor.reports.parts.running import amounts
from advisor.reports.parts.running.cells import Row, table_rows
from advisor.reports.parts.running.fit import Need, Nodes, Reserved, Size, cheapest, nodes_for
from advisor.reports.parts.running.lines import Lines
from advisor.reports.parts.running.tables import fewest_for_level
from advisor.reports.report import Statement

PROCESSOR_TABLE = "aks-node-reservations"
MEMORY_TABLE = "aks-memory-reservations"


def node_lines(desk: Desk, step: list[Row], need: Need, instances: int | None, lines: Lines) -> bool:
    """Write which nodes the pods need; return whether a pod fits into any size."""
    offer = step[0]
    network = _network(desk)
    if network is None:
        return False
    lines.add(
        gettext("Request of a pod"),
        f"{amounts.words(need.vcpus)} × 1,000 m; {amounts.words(need.memory_gib)} × 1,024 MiB",
        f"{amounts.words(need.vcpus * 1000)} m, {amounts.words(need.memory_gib * 1024)} MiB",
    )
    candidates = _candidates(desk, offer, network, need, instances or 1)
    chosen = cheapest(candidates)
    if chosen is None:
        lines.add(
            offer.text("what"),
            gettext("larger than every size in the table"),
            gettext("does not fit"),
            offer.cites(),
        )
        return False
    _explain(desk, chosen, network, lines)
    _totals(offer, chosen, instances, lines)
    return True


def _network(desk: Desk) -> Row | None:
    """Return the memory reservation for the most pods per node, which is the largest one."""
    rows = table_rows(desk, MEMORY_TABLE)
    return max(rows, key=lambda row: row.number("max_pods") or 0, default=None)


def _reserved(desk: Desk, size: Size, network: Row) -> Reserved | None:
    """Return what is kept of a node; of a number of cores between two rows, the larger one's."""
    rows = [
        (row.number("cores"), row.number("reserved_millicores")) for row in table_rows(desk, PROCESSOR_TABLE)
    ]
    kept = min(
        ((c, m) for c, m in rows if c is not None and m is not None and c >= (size.vcpus or 0)), default=None
    )
    numbers = [
        network.number(column) for column in ("reserved_mb", "cap_percent", "eviction_mib", "max_pods")
    ]
    if kept is None or None in numbers:
        return None
    fixed, percent, free, pods = (number for number in numbers if number is not None)
    return Reserved(kept[1], fixed, percent, free, int(pods))


def _candidates(desk: Desk, offer: Row, network: Row, need: Need, instances: int) -> list[Nodes]:
    found = []
    for row in table_rows(desk, offer.slug("table")):
        vcpus, memory = row.number("vcpus"), row.number("memory_gib")
        if vcpus is None or memory is None:
            continue
        size = Size(row.text("name").replace("_", " "), vcpus, memory)
        reserved = _reserved(desk, size, network)
        nodes = nodes_for(size, reserved, need, instances, fewest_for_level(desk)) if reserved else None
        if nodes:
            found.append(nodes)
    return found


def _explain(desk: Desk, chosen: Nodes, network: Row, lines: Lines) -> None:
    """Say what is left of a node for pods."""
    size = chosen.size
    vcpus = (size.vcpus or 0) * 1000
    total = size.memory_gib * 1024
    free = network.number("eviction_mib") or 0
    kept = total - chosen.memory_mib - free
    lines.add(
        gettext("vCPU left for pods"),
        f"{amounts.words(vcpus)} m − {amounts.words(vcpus - chosen.millicores)} m",
        f"{amounts.words(chosen.millicores)} m",
        table_rows(desk, PROCESSOR_TABLE)[0].cites(),
    )
    lines.add(
        gettext("Memory left for pods"),
        f"{amounts.words(total)} MiB − {amounts.words(kept)} MiB − {amounts.words(free)} MiB",
        f"{amounts.words(chosen.memory_mib)} MiB",
        network.cites(),
    )


def _totals(offer: Row, chosen: Nodes, instances: int | None, lines: Lines) -> None:
    name = amounts.size_words(chosen.size)
    pods = amounts.words(chosen.pods)
    lines.add(gettext("Pods per node"), gettext("the smaller of vCPU and memory, rounded down"), pods)
    if instances is None:
        lines.add(offer.text("what"), gettext("the smallest node that holds a pod"), name, offer.cites())
        lines.headline = lines.short = name
    else:
        nodes, spare = amounts.words(chosen.nodes), amounts.words(chosen.spare)
        lines.add(
            gettext("Nodes for the pods"), amounts.rounded_up(f"{amounts.words(instances)} ÷ {pods}"), nodes
        )
        count = amounts.words(chosen.nodes + chosen.spare)
        lines.add(gettext("Nodes with the spare"), f"{nodes} + {spare}", count)
        total = amounts.both(chosen.total_vcpus, chosen.total_memory_gib)
        working = f"{count} × ({amounts.both(chosen.size.vcpus, chosen.size.memory_gib)})"
        lines.add(offer.text("what"), working, total, offer.cites())
        lines.headline = lines.short = f"{count} × {name}"
    lines.notes.append(Statement(_assumed()))


def _assumed() -> str:
    return gettext(
        "Assumed: a pod requests all that one instance needs; a node takes the most pods that the network "
        "allows, for which the largest amount of memory is kept; MB are counted as MiB; pods of the system "
        "and of monitoring are not counted; the size with the least vCPU in all is taken, so that one node "
        "may fail or be updated while the others carry all pods, and each zone asked for has a node."
    )
