"""Conditions and sums in ZEN, the expression language of GoRules."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.engine.rulebook import Condition
from advisor.rulebook.exchange.literals import number, text, texts
from advisor.rulebook.exchange.rules import AnswerKind

RULES_OUT = "rules_out"


def cell(condition: Condition, kind: AnswerKind) -> str:
    """Return the condition as the cell of a table, where ``$`` is the column's own field."""
    if kind in ("one", "outcome") and not condition.none_of:
        return ", ".join(map(text, condition.any_of))
    return holds(condition, kind, "$")


def holds(condition: Condition, kind: AnswerKind, subject: str) -> str:
    """Return an expression: whether the condition holds for ``subject``; never for null."""
    demands = {"many": _of_several, "number": _of_number}.get(kind, _of_one)(condition, subject)
    return " and ".join((f"{subject} != null", *demands))


def _of_one(condition: Condition, subject: str) -> list[str]:
    demands = [f"{subject} in {texts(condition.any_of)}"] if condition.any_of else []
    if condition.none_of:
        demands.append(f"not({subject} in {texts(condition.none_of)})")
    return demands


def _of_several(condition: Condition, subject: str) -> list[str]:
    demands = [f"some({subject}, # in {texts(condition.any_of)})"] if condition.any_of else []
    if condition.none_of:
        demands.append(f"none({subject}, # in {texts(condition.none_of)})")
    if condition.all_of:
        demands.append(f"all({texts(condition.all_of)}, # in {subject})")
    return demands


def _of_number(condition: Condition, subject: str) -> list[str]:
    demands = [f"{subject} >= {number(condition.minimum)}"] if condition.minimum is not None else []
    if condition.below is not None:
        demands.append(f"{subject} < {number(condition.below)}")
    return demands


def points_in(rows: str, option: str) -> str:
    """Return the sum of an option's column over the rows that hold."""
    return f'sum(map(filter({rows}, type(#.{option}) == "number"), #.{option}))'


def vetoes_in(tables: Iterable[str], option: str) -> str:
    """Return how many of the rows that hold rule an option out."""
    return " + ".join(f"count({rows}, #.{option} == {text(RULES_OUT)})" for rows in tables) or "0"
