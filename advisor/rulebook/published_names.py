"""The names that some version published: they stay for ever."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache

from advisor.rulebook.document import LISTS, NESTED, Document
from advisor.rulebook.models import Version

Key = tuple[str, ...]
Names = Mapping[str, frozenset[Key]]
#: What a published name of these kinds stands for in answers and outcomes: such records are never removed.
KEPT = frozenset({"section", "question", "choice", "decision", "option", "service"})


def published_names() -> Names:
    """Return kind → the keys that any version ever published (one query while no version is added)."""
    return _names_of(tuple(Version.objects.order_by("hash").values_list("hash", flat=True)))


def is_published(kind: str, key: Key) -> bool:
    """Tell whether a version ever published a record of this kind and key."""
    return key in published_names().get(kind, frozenset())


@lru_cache(maxsize=4)
def _names_of(versions: tuple[str, ...]) -> Names:
    found: dict[str, set[Key]] = {}
    for version in versions:
        for kind, keys in _names_in(version).items():
            found.setdefault(kind, set()).update(keys)
    return {kind: frozenset(keys) for kind, keys in found.items()}


@lru_cache(maxsize=500)
def _names_in(version: str) -> Names:
    text = Version.objects.filter(hash=version).values_list("document", flat=True).get()
    found: dict[str, set[Key]] = {}
    for kind, key in _keys(json.loads(text)):
        found.setdefault(kind, set()).add(key)
    return {kind: frozenset(keys) for kind, keys in found.items()}


def _keys(document: Document) -> Iterator[tuple[str, Key]]:
    for name, kind in LISTS.items():
        for entry in document.get(name, ()):
            yield kind, (entry["slug"],)
            if kind in NESTED:
                children, child = NESTED[kind]
                for nested in entry.get(children, ()):
                    yield child, (entry["slug"], nested["slug"])
