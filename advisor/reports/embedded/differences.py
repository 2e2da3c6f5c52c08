"""Where two pieces of plain JSON differ, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.plain_text import shortened

#: What an item of a list is called by, where it has such a key.
_NAMES = ("option", "rule", "slug", "question")


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs: the way to it, and both values as JSON; "" where there is none."""

    where: str
    in_file: str
    expected: str


def differences(found: Any, expected: Any, way: tuple[str, ...] = ()) -> Iterator[Difference]:
    """Yield where a value of a file differs from what it should be, in the file's order.

    Numbers are alike where their values are; items of lists are told apart by what they are about.
    """
    if isinstance(found, Mapping) and isinstance(expected, Mapping):
        yield from _of_mappings(found, expected, way)
    elif isinstance(found, list) and isinstance(expected, list):
        yield from _of_lists(found, expected, way)
    elif isinstance(found, bool) is not isinstance(expected, bool) or found != expected:
        yield Difference(" › ".join(way), _shown(found), _shown(expected))


def holds_all(found: Any, expected: Any) -> bool:
    """Return whether a value says all that is expected; mappings may say more."""
    if isinstance(expected, Mapping):
        return isinstance(found, Mapping) and all(
            key in found and holds_all(found[key], value) for key, value in expected.items()
        )
    if isinstance(expected, list):
        return (
            isinstance(found, list) and len(found) == len(expected) and all(map(holds_all, found, expected))
        )
    return isinstance(found, bool) is isinstance(expected, bool) and bool(found == expected)


def _of_mappings(
    found: Mapping[str, Any], expected: Mapping[str, Any], way: tuple[str, ...]
) -> Iterator[Difference]:
    for key in dict.fromkeys((*found, *expected)):
        here = (*way, shortened(key))
        if key not in expected:
            yield Difference(" › ".join(here), _shown(found[key]), "")
        elif key not in found:
            yield Difference(" › ".join(here), "", _shown(expected[key]))
        else:
            yield from differences(found[key], expected[key], here)


def _of_lists(found: Sequence[Any], expected: Sequence[Any], way: tuple[str, ...]) -> Iterator[Difference]:
    """Compare lists of named things by name, and then their order; other lists place by place."""
    names, expected_names = _names(found), _names(expected)
    if names is None or expected_names is None:
        places = [str(place) for place in range(1, max(len(found), len(expected)) + 1)]
        yield from _of_mappings(
            dict(zip(places, found, strict=False)), dict(zip(places, expected, strict=False)), way
        )
        return
    yield from _of_mappings(names, expected_names, way)
    if names.keys() == expected_names.keys() and list(names) != list(expected_names):
        yield Difference(" › ".join(way), _shown(list(names)), _shown(list(expected_names)))


def _names(items: Sequence[Any]) -> dict[str, Any] | None:
    """Return the items by what they are about; None where one says nothing or two say the same."""
    named: dict[str, Any] = {}
    for item in items:
        name = next((item[key] for key in _NAMES if key in item), None) if isinstance(item, Mapping) else None
        if not isinstance(name, str) or name in named:
            return None
        named[name] = item
    return named


def _shown(value: Any) -> str:
    return shortened(json.dumps(value, ensure_ascii=False))
