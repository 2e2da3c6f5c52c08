"""What several parts of a report are made of: sentences with their sources."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.rulebook.citing import Cites


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and where it is published."""

    text: str
    cites: Cites = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule's contribution: signed points ("" for a veto), its sentence, and the answers it rests on."""

    points: str
    text: str
    answers: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class OptionView:
    """One option of a ranked decision with all that speaks for it, against it, and rules it out."""

    slug: str
    name: str
    summary: str
    balance: str
    ruled_out: bool
    leads: bool
    speaks_for: tuple[Reason, ...]
    speaks_against: tuple[Reason, ...]
    vetoes: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class AdviceItem:
    """A risk or a practice; ``answers`` are those that made its conditions hold, in words."""

    slug: str
    title: str
    text: str
    cites: Cites
    answers: str = ""


@dataclass(frozen=True, slots=True)
class AdvicePart:
    """Risks."""

    headline: str
    items: tuple[AdviceItem, ...]
