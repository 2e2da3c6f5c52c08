"""Sizing where any size up to a limit can be ordered, as in Container Instances."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext, pgettext

from advisor.reports.desk import Desk
from advisor.reports.parts.running import amounts
from advisor.reports.parts.running.cells import Row, table_rows
from advisor.reports.parts.running.fit import Need
from advisor.reports.parts.running.lines import Lines
from advisor.reports.report import Statement

#: One GiB in GB: limits in GB are counted in decimals, which is the cautious reading.
_GB = Fraction(1024**3, 1000**3)


def limit_lines(desk: Desk, step: list[Row], need: Need, instances: int | None, lines: Lines) -> bool:
    """Write whether the need stays within the limit of the step; return whether it does."""
    offer = step[0]
    limits = table_rows(desk, offer.slug("table"), name=offer.slug("list"))
    if not limits:
        return False
    limit = limits[0]
    vcpus, memory = limit.number("vcpus"), limit.number("memory_gb")
    if vcpus is None or memory is None:
        return False
    cites = limit.cites()
    decimal = need.memory_gib * _GB
    holds = [need.vcpus <= vcpus, decimal <= memory]
    results = [pgettext("size", "holds") if held else gettext("does not fit") for held in holds]
    lines.add(
        gettext("vCPU"),
        f"{amounts.vcpu(need.vcpus)} {_sign(holds[0])} {amounts.vcpu(vcpus)}",
        results[0],
        cites,
    )
    working = f"{amounts.gib(need.memory_gib)} = {_gb(decimal)} {_sign(holds[1])} {_gb(memory)}"
    lines.add(gettext("Memory"), working, results[1], cites)
    if not all(holds):
        return False
    if note := limit.text("note"):
        lines.notes.append(Statement(note, cites))
    size = amounts.both(need.vcpus, need.memory_gib)
    lines.add(offer.text("what"), gettext("any size up to the limit can be ordered"), size, offer.cites())
    lines.headline = lines.short = size
    if instances is not None:
        count = amounts.words(instances)
        working = f"{count} × {amounts.vcpu(need.vcpus)}; {count} × {amounts.gib(need.memory_gib)}"
        total = amounts.both(need.vcpus * instances, need.memory_gib * instances)
        lines.add(gettext("In all, at the busiest time"), working, total)
        lines.headline = lines.short = f"{count} × {size}"
    return True


def _sign(holds: bool) -> str:
    return "≤" if holds else ">"


def _gb(number: Fraction) -> str:
    return f"{amounts.words(Fraction(round(number * 10), 10))} GB"
