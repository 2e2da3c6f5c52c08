"""The names that some version published: they stay for ever."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache

from advisor.rulebook.document import FORMAT, LISTS, NESTED, Document
from advisor.rulebook.models import Version

Key = tuple[str, ...]
Names = Mapping[str, frozenset[Key]]
#: What a published name of these kinds stands for in answers and outcomes: such records are never removed.
KEPT = frozenset({"section", "question", "choice", "decision", "option", "service"})


def published_names() -> Names:
    """Return kind → the keys that any version ever published (one query while no version is added)."""
    return _names_of(_versions())


def is_published(kind: str, key: Key) -> bool:
    """Tell whether a version ever published a record of this kind and key."""
    return key in published_names().get(kind, frozenset())


def published_before() -> Document:
    """Return what :func:`~advisor.rulebook.checks.history.check_history` compares a draft with.

    It has the names of the kinds that stay, of all versions and not of the one in use alone: after an
    earlier version was put in use again, the names of the later ones are still in somebody's answers.
    {} before the first version.
    """
    in_use = Version.objects.current()
    if in_use is None:
        return {}
    names = published_names()
    return {
        "format": in_use.format,
        "sections": [{"slug": slug} for (slug,) in sorted(names.get("section", ()))],
        "questions": _parents("question", "choices", names),
        "decisions": _parents("decision", "options", names),
        "services": [{"slug": slug} for (slug,) in sorted(names.get("service", ()))],
    }


def _parents(kind: str, children: str, names: Names) -> list[Document]:
    """Return the entries of questions or decisions: slug, the names below, and of questions the kind."""
    kinds = _question_kinds(_versions()) if kind == "question" else {}
    below: dict[str, list[Document]] = {}
    for parent, slug in sorted(names.get(NESTED[kind][1], ())):
        below.setdefault(parent, []).append({"slug": slug})
    entries: list[Document] = [
        {"slug": slug, children: below.get(slug, [])} for (slug,) in sorted(names.get(kind, ()))
    ]
    return [{**entry, "kind": kinds[entry["slug"]]} if kinds else entry for entry in entries]


def _versions() -> tuple[str, ...]:
    # What a newer program published cannot be read; nothing is published over it.
    known = Version.objects.filter(format=FORMAT)
    return tuple(known.order_by("hash").values_list("hash", flat=True))


@lru_cache(maxsize=4)
def _question_kinds(versions: tuple[str, ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for version in versions:
        found |= {question["slug"]: question["kind"] for question in _document(version)["questions"]}
    return found


def _document(version: str) -> Document:
    document: Document = json.loads(
        Version.objects.filter(hash=version).values_list("document", flat=True).get()
    )
    return document


@lru_cache(maxsize=4)
def _names_of(versions: tuple[str, ...]) -> Names:
    found: dict[str, set[Key]] = {}
    for version in versions:
        for kind, keys in _names_in(version).items():
            found.setdefault(kind, set()).update(keys)
    return {kind: frozenset(keys) for kind, keys in found.items()}


@lru_cache(maxsize=500)
def _names_in(version: str) -> Names:
    found: dict[str, set[Key]] = {}
    for kind, key in _keys(_document(version)):
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
