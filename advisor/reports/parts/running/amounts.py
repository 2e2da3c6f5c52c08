"""Amounts in words: numbers, sizes and the answers on which the arithmetic rests."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext

from advisor.reports.desk import Desk
from advisor.reports.parts.running.cells import exact
from advisor.reports.parts.running.fit import Need, Size
from advisor.rulebook.wording import number_text

VCPUS, MEMORY, INSTANCES = "instance_vcpus", "instance_memory_gib", "instances"


def words(number: Fraction | int) -> str:
    """Return a number as both languages write it, with at most six decimals."""
    return number_text(float(number)) if isinstance(number, Fraction) else number_text(number)


def vcpu(number: Fraction) -> str:
    """Return a number of processors with its unit."""
    return f"{words(number)} vCPU"


def gib(number: Fraction) -> str:
    """Return an amount of memory with its unit."""
    return f"{words(number)} GiB"


def both(vcpus: Fraction | None, memory_gib: Fraction) -> str:
    """Return processor and memory; memory alone where only that is known."""
    return gib(memory_gib) if vcpus is None else f"{vcpu(vcpus)}, {gib(memory_gib)}"


def size_words(size: Size) -> str:
    """Return a size with its name, where it has one."""
    amounts = both(size.vcpus, size.memory_gib)
    return f"{size.name} ({amounts})" if size.name else amounts


def rounded_up(working: str) -> str:
    """Return a division of which the result is rounded up."""
    return gettext("%(working)s, rounded up") % {"working": working}


def answered_number(desk: Desk, question: str) -> Fraction | None:
    """Return a number that was answered."""
    answer = desk.evaluation.facts().get(question)
    return exact(answer) if isinstance(answer, int | float) else None


def answered_need(desk: Desk) -> Need | None:
    """Return what one instance needs; ``None`` where one of the two is not answered."""
    vcpus, memory = answered_number(desk, VCPUS), answered_number(desk, MEMORY)
    return Need(vcpus, memory) if vcpus and memory else None


def answered_instances(desk: Desk) -> int | None:
    """Return how many instances run at the busiest time."""
    number = answered_number(desk, INSTANCES)
    return None if number is None else -int(-number // 1)
