"""What is recommended, why, what would change it, and what is still unknown."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.pictures.bars import Bars
from advisor.reports.report.shared import AdviceItem, OptionView, Reason, Statement
from advisor.rulebook.citing import Cites


@dataclass(frozen=True, slots=True)
class KeyFact:
    """One line beside the verdict; ``figure`` says that the value is a number to be set large."""

    label: str
    value: str
    note: str = ""
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The first screen. ``strategy`` is a slug, or "" where there is nothing to recommend."""

    strategy: str
    title: str
    lead: str
    status: str
    definition: str
    other_names: str
    facts: tuple[KeyFact, ...]
    stack: tuple[KeyFact, ...]


@dataclass(frozen=True, slots=True)
class StrategiesPart:
    """The four strategies side by side; ``notes`` map an option to what ruled it out."""

    headline: str
    picture: Bars
    notes: dict[str, str]
    options: tuple[OptionView, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """Something of a service that is in preview or ends; ``label`` says when, judged on the report's date."""

    label: str
    text: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The next best option and what tells it from the chosen one.

    The points of a reason say by how many a rule favours the chosen option, or this one.
    """

    name: str
    sentence: str
    against: tuple[Reason, ...]
    in_favour: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One chosen service. ``placing`` says its points; ``name`` says when none was chosen.

    ``entry`` is the slug of its page in the catalogue, "" where it has none. ``others`` are the other
    options that a rule speaks for or against, the best first.
    """

    decision: str
    title: str
    name: str
    entry: str
    placing: str
    status: str
    summary: str
    why: tuple[Reason, ...]
    why_not: WhyNot | None
    limits: tuple[Statement, ...]
    billing: str
    lifecycle: tuple[Ending, ...]
    others: tuple[OptionView, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """A supporting service: why, its limits that matter, its bill; ``entry`` as for :class:`ServiceView`."""

    name: str
    entry: str
    reasons: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    billing: str
    lifecycle: tuple[Ending, ...]


@dataclass(frozen=True, slots=True)
class ServicesPart:
    """Compute, database, and what stands around them."""

    headline: str
    services: tuple[ServiceView, ...]
    around: tuple[Around, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """If this were so, instead of that, the outcome would be another one."""

    if_so: tuple[str, ...]
    instead_of: tuple[str, ...]
    outcome: str
    outcome_name: str


@dataclass(frozen=True, slots=True)
class ChangeTable:
    """What would change one decision; ``left_out`` counts changes that are not listed."""

    decision: str
    title: str
    sentence: str
    rows: tuple[ChangeRow, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class ChangesPart:
    """What would change the recommendation, one answer at a time, or two."""

    headline: str
    tables: tuple[ChangeTable, ...]


@dataclass(frozen=True, slots=True)
class UnknownRow:
    """A question without an answer: whether it can still change an outcome, and what it is asked for."""

    question: str
    text: str
    matters: bool
    effect: str
    why: str
    where: str


@dataclass(frozen=True, slots=True)
class UnknownPart:
    """What is still unknown: open questions, and those answered with 'I don't know'."""

    headline: str
    open: tuple[UnknownRow, ...]
    closed: tuple[UnknownRow, ...]


@dataclass(frozen=True, slots=True)
class SignsPart:
    """What speaks for not moving the workload at all, or for replacing it; it changes no recommendation."""

    headline: str
    items: tuple[AdviceItem, ...]
