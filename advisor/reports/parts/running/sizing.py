"""The size of one instance on the service recommended: the smallest on offer that holds the need."""

from __future__ import annotations

from itertools import groupby

from django.utils.translation import gettext, pgettext

from advisor.reports import labels
from advisor.reports.desk import Desk, fill
from advisor.reports.parts.advice import items_of_topic
from advisor.reports.parts.running import amounts
from advisor.reports.parts.running.cells import Row, table_rows
from advisor.reports.parts.running.fit import (
    Fit,
    Need,
    Size,
    in_order,
    least_in_all,
    nodes_in_all,
    smallest,
)
from advisor.reports.parts.running.limits import limit_lines
from advisor.reports.parts.running.lines import Lines
from advisor.reports.parts.running.nodes import node_lines
from advisor.reports.parts.running.tables import REGIONS, SEVERAL, SIZING_TABLE, fewest_for_level
from advisor.reports.report import Cites, SizingView, Statement

TOPIC = "sizing"
#: What the answers on host dependencies call a graphics processor; the sizes for it are marked with it.
_HOST, _GPU = "host_dependencies", "gpu"
#: A need must stay below these sizes; into the packed ones several instances go.
_PACKED = "packed"
_SHARED = ("below", _PACKED)


def sizing_view(desk: Desk) -> SizingView | None:
    """Return the size of one instance and all that it rests on."""
    compute = desk.evaluation.recommendation.compute.outcome
    offers = _offers(desk, compute or "")
    if not offers:
        return None
    items = items_of_topic(desk, TOPIC)
    if offers[0].slug("method") == "none":
        text = offers[0].text("what")
        return SizingView(
            "", gettext("No size to choose"), (), (Statement(text, offers[0].cites()),), (), items
        )
    need = amounts.answered_need(desk)
    if need is None:
        headline = gettext("Not sized: the need of one instance is not answered")
        return SizingView("", headline, (), (), _missing(desk), items)
    lines = _sized(desk, offers, need)
    return SizingView(
        short=lines.short,
        headline=lines.headline,
        rows=tuple(lines.rows),
        notes=tuple(lines.notes),
        missing=_missing(desk),
        items=items,
    )


def _offers(desk: Desk, compute: str) -> list[Row]:
    """Return the rows of the service; those for a graphics processor where one is needed and they exist."""
    rows = table_rows(desk, SIZING_TABLE, service=compute)
    answer = desk.evaluation.facts().get(_HOST)
    needs = _GPU if isinstance(answer, tuple) and _GPU in answer else ""
    special = [row for row in rows if needs and row.slug("needs") == needs]
    return special or [row for row in rows if not row.slug("needs")]


def _missing(desk: Desk) -> tuple[str, ...]:
    questions = (amounts.VCPUS, amounts.MEMORY, amounts.INSTANCES)
    known = [slug for slug in questions if slug in desk.rulebook.questions]
    text = gettext("Answer “%(question)s”: without it this is not worked out, and nothing is guessed.")
    return tuple(
        fill(text, question=labels.question_label(desk.rulebook, slug, desk.language))
        for slug in known
        if amounts.answered_number(desk, slug) is None
    )


def _sized(desk: Desk, offers: list[Row], need: Need) -> Lines:
    """Return the arithmetic: step after step until one holds the need."""
    lines = Lines()
    lines.add(
        gettext("Need of one instance"),
        gettext("from the answers"),
        amounts.both(need.vcpus, need.memory_gib),
    )
    steps = [list(group) for _, group in groupby(offers, key=lambda row: row.number("step"))]
    instances = amounts.answered_instances(desk)
    for step in steps:
        method = _METHODS.get(step[0].slug("method"))
        if method and method(desk, step, need, instances, lines):
            _check_most(step[0], instances, lines)
            _note(step, lines)
            _per_region(desk, instances, lines)
            return lines
    lines.headline = gettext("It does not fit: no size on offer holds this need")
    lines.short = gettext("no size fits")
    if beyond := steps[-1][0].text("beyond"):
        lines.notes.append(Statement(beyond, steps[-1][0].cites()))
    return lines


def _note(step: list[Row], lines: Lines) -> None:
    lines.notes += [Statement(note, row.cites()) for row in step if (note := row.text("note"))]


def _per_region(desk: Desk, instances: int | None, lines: Lines) -> None:
    """Say that the sum is for one region, where several are asked for."""
    if instances is None or desk.evaluation.facts().get(REGIONS) != SEVERAL:
        return
    lines.headline = fill(gettext("%(size)s in each region"), size=lines.headline)
    lines.short = fill(gettext("%(size)s in each region"), size=lines.short)
    text = gettext(
        "You ask for several regions, and this is for one. A region that is to carry everything when "
        "another fails needs the same again."
    )
    lines.notes.append(Statement(text, ()))


def _check_most(offer: Row, instances: int | None, lines: Lines) -> None:
    """Say whether the service runs so many instances."""
    most = offer.number("most")
    if most is None or instances is None:
        return
    enough = instances <= most
    working = f"{amounts.words(instances)} {'≤' if enough else '>'} {amounts.words(most)}"
    result = (
        pgettext("size", "holds")
        if enough
        else gettext("too many: ask for a higher quota, or take larger instances")
    )
    lines.add(gettext("Instances at most"), working, result, offer.cites())


def _read(desk: Desk, step: list[Row]) -> list[Size]:
    """Return the sizes that a step offers."""
    return [
        Size(_name(row), row.number("vcpus"), memory, offer.slug("holds") in _SHARED)
        for offer in step
        for row in _on_offer(desk, offer)
        if (memory := row.number("memory_gib")) is not None
    ]


def _on_offer(desk: Desk, offer: Row) -> list[Row]:
    return [
        row
        for row in table_rows(desk, offer.slug("table"))
        if offer.slug("list") in ("", row.slug("list"), row.slug("kind"))
    ]


def _sources(desk: Desk, offer: Row) -> Cites:
    """Return what the sizes on offer rest on: the sources of their rows, or else of the whole table."""
    named = [row.slug("source") for row in _on_offer(desk, offer)]
    table = desk.rulebook.tables[offer.slug("table")]
    found = named if all(named) else table.sources
    return desk.cite(dict.fromkeys((*found, offer.slug("source"))))


def _name(row: Row) -> str:
    return row.text("name").replace("_", " ")


def _by_smallest(desk: Desk, step: list[Row], need: Need, instances: int | None, lines: Lines) -> bool:
    sizes = _read(desk, step)
    if not sizes:
        return False
    offer = step[0]
    cites = _sources(desk, offer)
    fit = smallest(sizes, need)
    if fit is None:
        largest = in_order(sizes)[-1]
        lines.add(
            offer.text("what"),
            _shortfall(sizes, need),
            fill(gettext("does not fit; the largest is %(size)s"), size=amounts.size_words(largest)),
            cites,
        )
        return False
    _explain(fit, need, offer, lines, cites)
    if offer.slug("holds") == _PACKED and instances is not None:
        at_least = min(fewest_for_level(desk), instances)
        size = least_in_all(sizes, need, instances, at_least)
        instances = _pack(fit.size, size, need, (instances, at_least), lines)
        _totals(size, instances, lines)
    else:
        _totals(fit.size, instances, lines)
    return True


def _shortfall(sizes: list[Size], need: Need) -> str:
    """Return what the largest processor or memory on offer lacks."""
    vcpus = [size.vcpus for size in sizes if size.vcpus is not None]
    memory = max(size.memory_gib for size in sizes)
    parts = []
    if vcpus and need.vcpus > max(vcpus):
        parts.append(f"{amounts.vcpu(need.vcpus)} > {amounts.vcpu(max(vcpus))}")
    if need.memory_gib > memory:
        parts.append(f"{amounts.gib(need.memory_gib)} > {amounts.gib(memory)}")
    return "; ".join(parts) or amounts.both(need.vcpus, need.memory_gib)


def _explain(fit: Fit, need: Need, offer: Row, lines: Lines, cites: tuple[int, ...]) -> None:
    """Say which of the two decides, what the next smaller size lacks, and what is unused."""
    sign = "<" if fit.size.shared else "≤"
    if fit.by_vcpus.vcpus is not None:
        working = f"{amounts.vcpu(need.vcpus)} {sign} {amounts.vcpu(fit.by_vcpus.vcpus)}"
        lines.add(gettext("Smallest by vCPU alone"), working, amounts.size_words(fit.by_vcpus))
    working = f"{amounts.gib(need.memory_gib)} {sign} {amounts.gib(fit.by_memory.memory_gib)}"
    lines.add(gettext("Smallest by memory alone"), working, amounts.size_words(fit.by_memory))
    decides = {
        "only": gettext("only memory is chosen"),
        "vcpus": gettext("the larger of the two: vCPU decides"),
        "memory": gettext("the larger of the two: memory decides"),
        "both": gettext("both ask for the same size"),
    }["only" if fit.by_vcpus.vcpus is None else fit.decides]
    lines.add(offer.text("what"), decides, amounts.size_words(fit.size), cites)
    if fit.smaller:
        lines.add(gettext("Next smaller size"), _lacks(fit.smaller, need), gettext("too small"))
    lines.add(gettext("Unused in each"), *_unused(fit.size, need))


def _lacks(size: Size, need: Need) -> str:
    parts = []
    if size.vcpus is not None and not size.holds_vcpus(need):
        parts.append(
            f"{amounts.vcpu(size.vcpus)} {_sign(size.vcpus == need.vcpus)} {amounts.vcpu(need.vcpus)}"
        )
    if not size.holds_memory(need):
        equal = size.memory_gib == need.memory_gib
        parts.append(f"{amounts.gib(size.memory_gib)} {_sign(equal)} {amounts.gib(need.memory_gib)}")
    return "; ".join([amounts.size_words(size), *parts])


def _sign(equal: bool) -> str:
    return "=" if equal else "<"


def _unused(size: Size, need: Need) -> tuple[str, str]:
    """Return how what is left over is worked out, and the result."""
    memory = size.memory_gib - need.memory_gib
    working = f"{amounts.words(size.memory_gib)} − {amounts.gib(need.memory_gib)}"
    if size.vcpus is None:
        return working, amounts.gib(memory)
    vcpus = size.vcpus - need.vcpus
    working = f"{amounts.words(size.vcpus)} − {amounts.vcpu(need.vcpus)}; {working}"
    return working, amounts.both(vcpus, memory)


def _pack(one: Size, size: Size, need: Need, counts: tuple[int, int], lines: Lines) -> int:
    """Say how many instances go on one node, and return how many nodes that takes.

    ``one`` is the smallest size for one instance, ``size`` the one with the least vCPU for all of them;
    ``counts`` are the instances, and the fewest nodes.
    """
    instances, at_least = counts
    per_node, nodes = size.how_many(need), nodes_in_all(size, need, *counts)
    if size != one:
        working = f"{nodes_in_all(one, need, *counts)} × {one.name} > {nodes} × {size.name}"
        lines.add(gettext("Least vCPU for all of them"), working, amounts.size_words(size))
    working = f"{per_node} × ({amounts.both(need.vcpus, need.memory_gib)}) < {amounts.size_words(size)}"
    lines.add(gettext("Instances on one node"), working, amounts.words(per_node))
    working = amounts.rounded_up(f"{amounts.words(instances)} ÷ {per_node}")
    if at_least > 1:
        working = fill(gettext("%(working)s, but at least %(fewest)s"), working=working, fewest=at_least)
    lines.add(gettext("Nodes"), working, amounts.words(nodes))
    return nodes


def _totals(size: Size, count: int | None, lines: Lines) -> None:
    """Say what all of them need together."""
    name = amounts.size_words(size)
    if count is None:
        lines.headline = fill(gettext("Each instance: %(size)s"), size=name)
        lines.short = name
        return
    times = amounts.words(count)
    working = f"{times} × {amounts.gib(size.memory_gib)}"
    vcpus = None if size.vcpus is None else size.vcpus * count
    if size.vcpus is not None:
        working = f"{times} × {amounts.vcpu(size.vcpus)}; {working}"
    lines.add(gettext("In all, at the busiest time"), working, amounts.both(vcpus, size.memory_gib * count))
    lines.headline = lines.short = f"{times} × {name}"


_METHODS = {"smallest": _by_smallest, "limit": limit_lines, "nodes": node_lines}
