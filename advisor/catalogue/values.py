"""What the pages of the catalogue show: finished sentences in one language, nothing to compute."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.rulebook.citing import Cites, SourceView

#: Columns that fit beside the list of contents.
_MOST_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Link:
    """A service by its name; ``slug`` addresses its page."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, where it is published, and a note: what kind it is, and for which answers it holds."""

    text: str
    cites: Cites = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing to know about a service; never without statements."""

    slug: str
    label: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; ``service`` addresses the page of the service that it names."""

    text: str
    is_number: bool = False
    service: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """A reference table.

    ``columns`` are labels, each with whether it is over numbers; ``rows`` hold (label, cell) of each column.
    """

    title: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[tuple[str, Cell], ...], ...]
    cites: Cites

    @property
    def wide(self) -> bool:
        """Return whether it needs more room than a page has."""
        return len(self.columns) > _MOST_COLUMNS


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A part of a service's page; ``points`` are steps in order where ``numbered``."""

    slug: str
    title: str
    text: str
    points: tuple[str, ...]
    numbered: bool
    table: TableView | None
    cites: Cites


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule about a service: signed points ("" for a veto), when it holds, and why."""

    slug: str
    points: str
    when: str
    because: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What the rules of one decision say about a service, the strongest first."""

    title: str
    speaks_for: tuple[RuleView, ...]
    speaks_against: tuple[RuleView, ...]
    vetoes: tuple[RuleView, ...]

    @property
    def against(self) -> tuple[RuleView, ...]:
        """Return vetoes, then what costs points."""
        return self.vetoes + self.speaks_against


@dataclass(frozen=True, slots=True)
class AdviceView:
    """A risk, a practice or a step that comes with a service; ``only`` is what else must hold."""

    title: str
    text: str
    only: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class AdviceGroup:
    """Advice of one kind."""

    title: str
    items: tuple[AdviceView, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An entry of the list of contents."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A service's page."""

    slug: str
    name: str
    category: str
    summary: str
    described: Statement
    glance: tuple[Aspect, ...]
    fit: tuple[Aspect, ...]
    limits: tuple[Statement, ...]
    running: tuple[Aspect, ...]
    chapters: tuple[ChapterView, ...]
    rules_headline: str
    decisions: tuple[DecisionView, ...]
    advice: tuple[AdviceGroup, ...]
    advice_headline: str
    related: tuple[Link, ...]
    compared_in_a_table: bool
    sources: tuple[SourceView, ...]
    parts: tuple[Part, ...]
