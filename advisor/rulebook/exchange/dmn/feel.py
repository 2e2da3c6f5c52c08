"""Conditions in FEEL, the expression language of DMN."""

from __future__ import annotations

from advisor.engine.rulebook import Condition, Question
from advisor.rulebook.exchange.literals import number, text, texts
from advisor.rulebook.exchange.rules import AnswerKind

#: The cell of a decision table that anything passes.
ANYTHING = "-"


def cell(condition: Condition, kind: AnswerKind) -> str:
    """Return the condition as unary tests, the cell of a decision table, where ``?`` is its input."""
    if kind == "number":
        return interval(condition.minimum, condition.below)
    if kind in ("one", "outcome") and not condition.none_of:
        return ", ".join(map(text, condition.any_of))
    return holds(condition, kind, "?")


def holds(condition: Condition, kind: AnswerKind, subject: str) -> str:
    """Return an expression: whether a condition on choices holds for ``subject``; never for null."""
    demands = _of_several(condition, subject) if kind == "many" else _of_one(condition, subject)
    return " and ".join((f"{subject} != null", *demands))


def _of_one(condition: Condition, subject: str) -> list[str]:
    demands = [f"list contains({texts(condition.any_of)}, {subject})"] if condition.any_of else []
    if condition.none_of:
        demands.append(f"not(list contains({texts(condition.none_of)}, {subject}))")
    return demands


def _of_several(condition: Condition, subject: str) -> list[str]:
    demands = [_overlap(subject, condition.any_of)] if condition.any_of else []
    demands += [f"not(list contains({subject}, {text(choice)}))" for choice in condition.none_of]
    demands += [f"list contains({subject}, {text(choice)})" for choice in condition.all_of]
    return demands


def _overlap(subject: str, choices: tuple[str, ...]) -> str:
    if len(choices) == 1:
        return f"list contains({subject}, {text(choices[0])})"
    return f"(some given in {subject} satisfies list contains({texts(choices)}, given))"


def interval(minimum: float | None, below: float | None) -> str:
    """Return the unary test of a number: minimum ≤ x < below; anything where there is no bound."""
    if minimum is None:
        return ANYTHING if below is None else f"< {number(below)}"
    return f">= {number(minimum)}" if below is None else f"[{number(minimum)}..{number(below)})"


def answers(question: Question) -> str:
    """Return the values that a question allows, null ("I don't know") among them; "" for any.

    Of a question that takes several choices they are the values of each.
    """
    allowed = interval(question.minimum, question.below)
    if question.kind != "number":
        allowed = ", ".join(text(choice.slug) for choice in question.choices)
    return "" if allowed == ANYTHING else f"{allowed}, null"
