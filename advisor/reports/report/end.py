"""The end of a report: sources, answers, names, and what it was made from."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.rulebook.citing import Cites, SourceView


@dataclass(frozen=True, slots=True)
class SourcesPart:
    """All sources that the report cites, by number."""

    headline: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer in words with its note; ``without_effect`` where its question is not asked."""

    question: str
    answer: str
    note: str
    without_effect: bool


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """The answers of one section."""

    title: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class NameTable:
    """What the four strategies are called elsewhere: column labels, then rows of (slug, name here, cells).

    ``slug`` is "" for what is none of the four; ``kinds`` are the columns' slugs.
    """

    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]
    cites: Cites


@dataclass(frozen=True, slots=True)
class Appendix:
    """Names, answers, and what the report was made from."""

    names: NameTable | None
    groups: tuple[AnswerGroup, ...]
    answered: str
    rulebook: str
    recommendation: str
