"""The rulebook as the engine sees it: typed, immutable, both languages inside.

A :class:`Rulebook` is built from one published document (a plain mapping, see
:func:`advisor.engine.document.read_document`). Nothing here knows of Django, files or clocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["one", "many", "number"]
#: A stored answer: a choice, choices in the rulebook's order, a number, or ``None``: asked and not known.
Answer = str | tuple[str, ...] | int | float | None
#: Question slug → answer. A missing key is an open question.
Profile = Mapping[str, Answer]

#: The decisions whose outcome is one option and a fact for the later ones, in this order.
RANKED_DECISIONS = ("strategy", "compute", "database")
COLLECTING_DECISION = "supporting"
#: The choice of a *many* question that stands alone: nothing of the rest.
NONE = "none"


class RulebookError(ValueError):
    """The document is not a rulebook that can be decided from; the message says where and why."""


class Text(NamedTuple):
    """One text in both languages."""

    en: str
    ko: str

    def in_language(self, language: str) -> str:
        """Return the Korean text for ``ko`` (any region), the English one otherwise."""
        return self.ko if language.startswith("ko") and self.ko else self.en


NO_TEXT = Text("", "")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that a question offers."""

    slug: str
    label: Text
    help: Text = NO_TEXT
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that a profile can say.

    ``minimum`` ≤ x < ``below`` bounds a number. ``asked_when`` maps earlier questions to the choices
    of which one must have been given. ``because`` is the reason shown for a veto that comes from a
    question with ``rules_out_named``.
    """

    slug: str
    section: str
    kind: Kind
    text: Text
    label: Text
    hint: Text = NO_TEXT
    why: Text = NO_TEXT
    where: Text = NO_TEXT
    unit: Text = NO_TEXT
    minimum: float | None = None
    below: float | None = None
    whole: bool = False
    asked_when: Mapping[str, tuple[str, ...]] | None = None
    rules_out_named: bool = False
    because: Text = NO_TEXT
    retired: bool = False
    choices: tuple[Choice, ...] = ()

    @property
    def choice_slugs(self) -> tuple[str, ...]:
        """The choices that can be given today, in order."""
        return tuple(choice.slug for choice in self.choices if not choice.retired)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of questions that are asked together."""

    slug: str
    title: Text
    description: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that a decision may pick; ``service`` names its entry of the catalogue, if it has one.

    A retired one is no longer picked; its slug stays for the answers and rules that name it.
    """

    slug: str
    name: Text
    summary: Text = NO_TEXT
    service: str | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """One thing to decide; the order of its options is the tie-break, the least change first.

    ``options`` are those that can be picked; ``retired`` the slugs of those that no longer can.
    """

    slug: str
    title: Text
    options: tuple[Option, ...]
    collects: bool = False
    retired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """What one answer must be. All operators given must hold; without an answer none does.

    ``any_of``, ``none_of`` and ``all_of`` hold choices (or outcomes, where the condition is on an
    earlier decision); ``minimum`` ≤ x < ``below`` is for numbers.
    """

    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    minimum: float | None = None
    below: float | None = None


#: Question slug, or the name of an earlier decision, → condition. All must hold.
Conditions = Mapping[str, Condition]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a decision table: when all conditions hold, points for options, or a veto.

    ``points`` maps options to whole numbers from −10 to 10, not 0; ``rules_out`` lists the vetoed ones.
    ``decision`` is the decision whose options it names.
    """

    slug: str
    decision: str
    when: Conditions
    points: Mapping[str, int]
    rules_out: tuple[str, ...]
    because: Text
    sources: tuple[str, ...] = ()
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """An entry of the catalogue.

    ``scales_to_zero`` is ``yes``, ``partly``, ``no`` or "" where it does not apply; ``operations`` is
    ``low``, ``medium`` or ``high``; ``lifecycle`` is ``current``, ``preview``, ``retiring`` or ``retired``.
    """

    slug: str
    category: str
    name: Text
    summary: Text
    choose_when: Text = NO_TEXT
    avoid_when: Text = NO_TEXT
    scaling: Text = NO_TEXT
    scales_to_zero: str = ""
    billing: Text = NO_TEXT
    migration: Text = NO_TEXT
    operations: str = ""
    operations_note: Text = NO_TEXT
    related: tuple[str, ...] = ()
    lifecycle: str = "current"
    lifecycle_on: date | None = None
    lifecycle_note: Text = NO_TEXT
    sources: tuple[str, ...] = ()
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A service's limit or figure; shown with the service where ``when`` holds (always if it is empty)."""

    slug: str
    service: str
    kind: str
    value: str
    unit: Text
    text: Text
    when: Conditions
    sources: tuple[str, ...] = ()
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """A risk, a practice or a plan step that is shown when its conditions hold.

    ``about`` names the choice or question that it is about, where there is one. A step has the
    ``phase`` of the Cloud Adoption Framework it belongs to, its tool, and its entry and exit checks.
    """

    slug: str
    kind: Literal["risk", "practice", "step"]
    topic: str
    when: Conditions
    title: Text
    text: Text
    sources: tuple[str, ...] = ()
    checked_on: date | None = None
    about: str = ""
    phase: str = ""
    tool: Text = NO_TEXT
    entry: Text = NO_TEXT
    exit: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Source:
    """A published document that a statement rests on."""

    slug: str
    title: str
    publisher: str
    url: str | None
    published_on: str | None
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a reference table; ``kind`` is ``text``, ``number`` or ``slug``."""

    slug: str
    label: Text
    kind: Literal["text", "number", "slug"]


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """Reference data. A row maps a column to a :class:`Text`, a number or a slug (a plain string)."""

    slug: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Text | str | float | int | None], ...]
    sources: tuple[str, ...] = ()
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a service's page; ``points`` are steps in order where ``numbered``.

    ``table`` names the reference table that is shown below them.
    """

    slug: str
    service: str
    title: Text
    text: Text = NO_TEXT
    points: tuple[Text, ...] = ()
    numbered: bool = False
    table: str | None = None
    sources: tuple[str, ...] = ()
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary."""

    slug: str
    term: Text
    definition: Text


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One version of the rulebook, whole.

    Mappings keep the rulebook's order. ``hash`` is ``sha256:…`` of the canonical document.
    """

    hash: str
    sections: Mapping[str, Section]
    questions: Mapping[str, Question]
    decisions: Mapping[str, DecisionTable]
    rules: Mapping[str, Rule]
    services: Mapping[str, Service]
    facts: Mapping[str, Fact]
    advice: Mapping[str, Advice]
    tables: Mapping[str, ReferenceTable]
    sources: Mapping[str, Source]
    glossary: Mapping[str, Term]
    chapters: Mapping[str, Chapter]
