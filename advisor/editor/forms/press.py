"""Buttons that change a form without saving it: one row more, one up, their value instead of mine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

#: The name of these buttons; their values are "field:verb" or "field:verb:place".
ROWS = "_rows"
#: Asks for the sentence of what is typed.
PREVIEW = "_preview"
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed: on which field (its name in the form), to do what, at which row."""

    field: str
    verb: str
    place: int = -1


def press_of(data: Mapping[str, Any]) -> Press | None:
    """Return the button that was pressed; None where the form is to be saved."""
    field, _, rest = str(data.get(ROWS, "")).partition(":")
    verb, _, place = rest.partition(":")
    if verb:
        return Press(field, verb, int(place) if place.isascii() and place.isdecimal() else -1)
    return Press("", "preview") if ROWS in data or PREVIEW in data else None


def arranged(rows: Sequence[Item], press: Press | None, new: Item) -> list[Item]:
    """Return the rows as a button leaves them: add, remove, up, down; others change nothing."""
    result = list(rows)
    if press is None:
        return result
    if press.verb == "add":
        return [*result, new]
    if not 0 <= press.place < len(result):
        return result
    if press.verb == "remove":
        del result[press.place]
    elif press.verb in ("up", "down"):
        to = place_after(press, len(result))
        result.insert(to, result.pop(press.place))
    return result


def place_after(press: Press, count: int) -> int:
    """Return where the row that a button is about stands afterwards; ``count`` rows there are."""
    if press.verb == "add":
        return count - 1
    step = {"up": -1, "down": 1}.get(press.verb, 0)
    return min(max(press.place + step, 0), count - 1)
