"""What is left of a record when names that it uses are retired."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from advisor.rulebook.checks.conditions import operators
from advisor.rulebook.records import Record
from advisor.rulebook.schema import OUTCOMES

#: A record by kind and natural key.
Name = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Gone:
    """What is retired. ``left``: kind ("choice", "option") and parent → the slugs still offered.

    ``collecting``: the decisions that pick several options.
    """

    names: frozenset[Name]
    left: Callable[[str, str], list[str]]
    collecting: frozenset[str]

    def options_in_use(self, decision: str, options: list[str]) -> list[str]:
        """Return those of the options that are not retired."""
        return [option for option in options if ("option", (decision, option)) not in self.names]


def without(record: Record, gone: Gone) -> Record | None:
    """Return a record without what is gone; None if it can hold no longer, or has nothing left to say.

    Of a record that is retired itself, whatever could hold no longer is dropped, and the rest stays.
    """
    fields = dict(record.fields)
    for name in ("when", "asked_when"):
        if name in fields:
            left = {key: _condition(name, key, condition, gone) for key, condition in fields[name].items()}
            if None in left.values() and not fields.get("retired"):
                return None
            fields[name] = {key: condition for key, condition in left.items() if condition is not None}
    if record.kind == "rule":
        effects: Mapping[str, Any] = fields["effects"]
        in_use = gone.options_in_use(record.ref("decision"), list(effects))
        fields["effects"] = {option: effects[option] for option in in_use}
        if effects and not in_use:
            return None
    if record.kind == "scenario":
        _take_out_expectations(fields, gone)
        if record.fields["expect_not"] and not fields["expect_not"] and not fields["expect"]:
            return None
    return replace(record, fields=fields)


def _condition(field: str, name: str, condition: Any, gone: Gone) -> Any:
    """Return what is left of a condition; None if it can hold no longer."""
    outcome = field == "when" and name in OUTCOMES
    kind = "option" if outcome else "choice"
    if not outcome and ("question", (name,)) in gone.names:
        return None
    left: dict[str, Any] = {}
    for operator, value in operators(condition).items():
        kept = value
        if isinstance(value, list):
            kept = [slug for slug in value if (kind, (name, slug)) not in gone.names]
        if (operator == "any_of" and not kept) or (operator == "all_of" and kept != value):
            return None
        if kept != []:
            left[operator] = kept
    # It only refused what is gone: any answer left fulfils it, but there has to be one.
    left = left or {"any_of": gone.left(kind, name)}
    return left["any_of"] if list(left) == ["any_of"] else left


def _take_out_expectations(fields: dict[str, Any], gone: Gone) -> None:
    """Leave out of a scenario's expectations what makes no difference any more."""
    fields["expect"] = {
        # Of what is collected each option expected is a demand of its own.
        decision: options
        if decision in gone.collecting
        else gone.options_in_use(decision, options) or options
        for decision, options in fields["expect"].items()
    }
    fields["expect_not"] = {
        decision: left
        for decision, options in fields["expect_not"].items()
        if (left := gone.options_in_use(decision, options))
    }
