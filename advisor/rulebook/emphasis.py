"""Conditions in words, cut into parts, so that a page can set off what they are about."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.utils.translation import override

from advisor.engine.rulebook import Conditions, Rulebook
from advisor.rulebook.wording import Demand, demands, joined

# Noncharacters, which no text of a rulebook holds: they stand for the marks around what is set off.
_OPEN, _CLOSE = "\ufdd1", "\ufdd2"
_SET_OFF = re.compile(f"“?{_OPEN}([^{_CLOSE}]*){_CLOSE}”?")
_QUOTED = re.compile("“([^“”]*)”")


class Part(NamedTuple):
    """A piece of a sentence; ``strong``: it names a question, a choice or a number."""

    text: str
    strong: bool


def condition_parts(rulebook: Rulebook, when: Conditions, language: str) -> tuple[Part, ...]:
    """Return the words of :func:`~advisor.rulebook.wording.conditions_text` in parts.

    Names and choices lose their quotation marks, being set off already; () where nothing is demanded.
    """
    with override(language):
        found = [
            _marked(demand)
            for name, condition in when.items()
            for demand in demands(rulebook, name, condition, language)
        ]
        pieces = _SET_OFF.split(joined(found))
    return tuple(Part(text, bool(place % 2)) for place, text in enumerate(pieces) if text)


def _marked(demand: Demand) -> Demand:
    kind, words = demand
    return kind, {name: _set_off(name, text) for name, text in words.items()}


def _set_off(name: str, text: str) -> str:
    if name == "choices":
        return _QUOTED.sub(rf"{_OPEN}\1{_CLOSE}", text)
    return f"{_OPEN}{text}{_CLOSE}"
