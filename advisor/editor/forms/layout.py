"""Which fields of a kind stand together in its form; texts in both languages stand side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Line = str | tuple[str, ...]
Part = tuple["str | _StrPromise | None", tuple[Line, ...]]

SOURCED: Part = (_("Sources"), ("sources", "checked_on"))
TEXTS = _("Texts")


def pairs(*stems: str) -> tuple[Line, ...]:
    """Return texts, the English left of the Korean."""
    return tuple((f"{stem}_en", f"{stem}_ko") for stem in stems)


def _fits(*lines: Line) -> tuple[Line, ...]:
    return (*lines, "korean_fits")


_PARTS: dict[str, tuple[Part, ...]] = {
    "section": ((None, (("slug", "order"),)), (TEXTS, _fits(*pairs("title", "description")))),
    "question": (
        (None, ("section", ("slug", "order", "kind"))),
        (TEXTS, _fits(*pairs("text", "label", "hint", "why", "where"))),
        (_("When it is asked"), ("asked_when",)),
        (_("If the answer is a number"), (("min", "below", "whole"), *pairs("unit"))),
        (_("If the answer rules options out"), ("rules_out_named", *pairs("because"))),
        (_("Use"), ("retired",)),
    ),
    "choice": (
        (None, ("question", ("slug", "order"))),
        (TEXTS, _fits(*pairs("label", "help"))),
        (_("Use"), ("retired",)),
    ),
    "service": (
        (None, (("slug", "order", "category"),)),
        (
            TEXTS,
            _fits(*pairs("name", "summary", "choose_when", "avoid_when", "scaling", "billing", "migration")),
        ),
        (_("Operating it"), (("operations", "scales_to_zero"), *pairs("operations_note"))),
        (_("Lifecycle"), (("lifecycle", "lifecycle_on"), *pairs("lifecycle_note"))),
        (None, ("related",)),
        SOURCED,
    ),
    "fact": (
        (None, ("service", ("slug", "kind", "value"))),
        (TEXTS, _fits(*pairs("unit", "text"))),
        (_("Conditions"), ("when",)),
        SOURCED,
    ),
    "decision": ((None, (("slug", "order"), "collects")), (TEXTS, _fits(*pairs("title")))),
    "option": (
        (None, ("decision", ("slug", "order"), "service")),
        (TEXTS, _fits(*pairs("name", "summary"))),
        (_("Use"), ("retired",)),
    ),
    "rule": (
        (None, (("decision", "slug"),)),
        (_("Conditions"), ("when",)),
        (_("Effects"), ("effects",)),
        (_("Reason"), _fits(*pairs("because"))),
        SOURCED,
    ),
    "advice": (
        (None, (("slug", "order"), ("kind", "topic", "phase"), "about")),
        (_("Conditions"), ("when",)),
        (TEXTS, _fits(*pairs("title", "text", "tool", "entry", "exit"))),
        SOURCED,
    ),
    "table": (
        (None, (("slug", "order"),)),
        (TEXTS, _fits(*pairs("title"))),
        (_("Columns"), ("columns",)),
        (_("Rows"), ("rows",)),
        SOURCED,
    ),
    "chapter": (
        (None, ("service", ("slug", "order"))),
        (TEXTS, _fits(*pairs("title", "text"))),
        (_("Points"), ("points", "numbered")),
        (None, ("table",)),
        SOURCED,
    ),
    "source": ((None, ("slug", "title", "publisher", "url", ("published_on", "checked_on"))),),
    "term": ((None, ("slug",)), (TEXTS, _fits(*pairs("term", "definition")))),
    "scenario": (
        (None, (("slug", "kind"), "title", "source", "url")),
        (_("Answers"), ("profile",)),
        (_("What is right"), ("expect", "expect_not", "weight", "hard")),
        (_("What the rules gave first"), ("first_given",)),
        (_("Words of the source"), ("basis",)),
        (_("About the case"), ("label", "group", "case_kind", "family", "notes")),
        (_("Explanation of a difference"), _fits(*pairs("explanation"))),
    ),
}


def parts_of(kind: str, *, reading: bool = False) -> list[tuple[Any, dict[str, Any]]]:
    """Return the fieldsets of a kind's form, as Django's admin writes them."""
    return [
        (title, {"fields": [line for line in lines if not (reading and line == "korean_fits")]})
        for title, lines in _PARTS[kind]
    ]


def fields_of(kind: str) -> list[str]:
    """Return the names of all fields in a kind's form, in order."""
    lines: Iterable[Line] = (line for _title, lines in _PARTS[kind] for line in lines)
    return [name for line in lines for name in ((line,) if isinstance(line, str) else line)]
