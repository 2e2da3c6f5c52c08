"""Which rules hold, with one ``&`` per answer: bit *i* of a mask stands for item *i*.

Every name that items read (a question, or an earlier decision) has a table from its answer to the mask
of the items that this answer does not stop: those that do not read the name, and those whose conditions
on it hold. The items that hold are the AND over all names. Measured against a loop over the rules, this
was the way whose cost grew least with their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, count
from operator import getitem
from typing import Generic, TypeVar

from advisor.engine.conditions import holds
from advisor.engine.rulebook import Answer, Condition, Conditions, Question

#: So many answers a table remembers at most: more only when somebody enters very many numbers.
_REMEMBERED = 2048

Item = TypeVar("Item")

#: Conditions as pairs, because one name may carry several.
Pairs = tuple[tuple[str, Condition], ...]


class Table(dict[Answer, int]):
    """Answer → mask of the items it does not stop. Filled as answers are met; ``None`` stops all readers."""

    __slots__ = ("conditions", "everything", "reads")

    def __init__(self, everything: int, conditions: Mapping[Condition, int]) -> None:
        super().__init__()
        self.everything = everything
        self.conditions = dict(conditions)
        self.reads = 0
        for mask in conditions.values():
            self.reads |= mask

    def __missing__(self, answer: Answer) -> int:
        mask = self.everything
        for condition, items in self.conditions.items():
            if not holds(condition, answer):
                mask &= ~items
        if len(self) < _REMEMBERED:
            self[answer] = mask
        return mask


class Masks:
    """The tables of a list of items. ``everything`` has one bit per item that can hold at all."""

    __slots__ = ("everything", "tables")

    def __init__(self, items: Sequence[Pairs | None], order: Iterable[str]) -> None:
        """Build the tables from each item's conditions (``None``: the item can never hold)."""
        self.everything = 0
        found: dict[str, dict[Condition, int]] = {}
        for number, pairs in enumerate(items):
            if pairs is None:
                continue
            self.everything |= 1 << number
            for name, condition in pairs:
                masks = found.setdefault(name, {})
                masks[condition] = masks.get(condition, 0) | 1 << number
        self.tables = {name: Table(self.everything, found[name]) for name in order if name in found}

    def holding(self, facts: Mapping[str, Answer]) -> int:
        """Return the mask of the items that hold; a name without an answer stops those that read it."""
        found = self.everything
        for name, table in self.tables.items():
            found &= table[facts.get(name)]
        return found


def with_asked_when(when: Conditions, questions: Mapping[str, Question]) -> Pairs | None:
    """Return conditions together with those under which their questions are asked at all.

    A condition on a question that is not asked never holds. Written into the rule itself, that needs no
    further care anywhere. ``None`` when a question is retired, so that the conditions can never hold.
    """
    pairs = dict.fromkeys(when.items())
    ahead = list(when)
    seen = set(ahead)
    while ahead:
        question = questions.get(ahead.pop())
        if question is None:
            continue
        if question.retired:
            return None
        for parent, choices in (question.asked_when or {}).items():
            pairs[parent, Condition(any_of=choices)] = None
            if parent not in seen:
                seen.add(parent)
                ahead.append(parent)
    return tuple(pairs)


class _Eight(dict[int, tuple[Item, ...]]):
    """Up to eight items; a byte to those whose bit is set."""

    __slots__ = ("items_in_order",)

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__()
        self.items_in_order = tuple(items)

    def __missing__(self, byte: int) -> tuple[Item, ...]:
        found = tuple(item for n, item in enumerate(self.items_in_order) if byte >> n & 1)
        self[byte] = found
        return found


class Picker(Generic[Item]):
    """Finds the items whose bits are set in a mask, eight with one look."""

    __slots__ = ("_eights",)

    def __init__(self, items: Sequence[Item]) -> None:
        self._eights = tuple(_Eight(items[n : n + 8]) for n in range(0, len(items), 8))

    def __call__(self, mask: int) -> Iterator[Item]:
        """Yield the items in order; bit 0 is the first."""
        return chain.from_iterable(map(getitem, self._eights, mask.to_bytes(len(self._eights), "little")))


def picked(items: Iterable[Item], mask: int) -> Iterator[Item]:
    """Yield the items whose bit is set, in order."""
    return compress(items, f"{mask:b}".encode().translate(_ZERO_OR_ONE)[::-1])


def bits(mask: int) -> list[int]:
    """Return the numbers of the bits set, lowest first."""
    return list(picked(count(), mask))


_ZERO_OR_ONE = bytes(int(byte == ord("1")) for byte in range(256))
