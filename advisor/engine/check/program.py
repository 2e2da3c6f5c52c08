"""A 0-1 program: variables that are true or false, under linear rows of small whole numbers.

A literal is a variable's number, or ``~number`` for its opposite. Variable 0 is always true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Literal = int
TRUE: Literal = 0
FALSE: Literal = ~TRUE


class Row(NamedTuple):
    """The sum of coefficient · variable is at least ``least``, where all literals ``given`` are true."""

    terms: tuple[tuple[int, int], ...]
    least: int
    given: tuple[Literal, ...]


class Program:
    """Variables and rows. What is built from the same literals again is the same literal."""

    def __init__(self) -> None:
        self.size = 1
        self.rows: list[Row] = [Row(((1, TRUE),), 1, ())]
        self._known: dict[frozenset[Literal], Literal] = {}

    def variable(self) -> Literal:
        """Return a new variable."""
        self.size += 1
        return self.size - 1

    def at_least(
        self, terms: Iterable[tuple[int, Literal]], least: int, given: Sequence[Literal] = ()
    ) -> None:
        """Require a sum over literals to be at least so much, where all literals given are true."""
        if FALSE in given:
            return
        sums: dict[int, int] = {}
        for coefficient, literal in terms:
            if literal < 0:
                least -= coefficient
                literal, coefficient = ~literal, -coefficient
            if literal == TRUE:
                least -= coefficient
            else:
                sums[literal] = sums.get(literal, 0) + coefficient
        kept = tuple((coefficient, variable) for variable, coefficient in sums.items() if coefficient)
        if sum(coefficient for coefficient, _ in kept if coefficient < 0) < least:
            self.rows.append(Row(kept, least, tuple(one for one in given if one != TRUE)))

    def require(self, *literals: Literal) -> None:
        """Require one of the literals at least to be true."""
        if TRUE not in literals:
            self.at_least([(1, literal) for literal in literals], 1)

    def require_all(self, literals: Iterable[Literal]) -> None:
        """Require every one of the literals to be true."""
        for literal in literals:
            self.require(literal)

    def at_most_one(self, literals: Sequence[Literal]) -> None:
        """Require no two of the literals to be true."""
        self.at_least([(-1, literal) for literal in literals], -1)

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        """Return the literal that is true exactly when one of these is."""
        given = frozenset(literals) - {FALSE}
        if TRUE in given or any(~one in given for one in given):
            return TRUE
        if len(given) < 2:
            return next(iter(given), FALSE)
        if given not in self._known:
            self._known[given] = found = self.variable()
            for literal in sorted(given):
                self.require(~literal, found)
            self.require(~found, *sorted(given))
        return self._known[given]

    def all_of(self, literals: Iterable[Literal]) -> Literal:
        """Return the literal that is true exactly when all of these are."""
        return ~self.any_of(~literal for literal in literals)

    def differ(self, one: Literal, other: Literal) -> Literal:
        """Return the literal that is true exactly when one of two is and the other is not."""
        return self.any_of((self.all_of((one, ~other)), self.all_of((~one, other))))
