"""What is to be done and what it takes: practices, plan, cost, effort."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.pictures.levels import Box
from advisor.reports.report.shared import AdviceItem, Statement
from advisor.rulebook.citing import Cites


@dataclass(frozen=True, slots=True)
class Topic:
    """Practices that belong together."""

    slug: str
    title: str
    items: tuple[AdviceItem, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the twelve factors: whether it holds today, in words too.

    ``breaks`` says what a gap breaks on the services recommended, ``mends`` how to close it.
    """

    name: str
    holds: bool
    words: str
    breaks: tuple[Statement, ...] = ()
    mends: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of delivery as answered, with its unit; ``level`` is its name, "" where not answered.

    ``boxes`` draw the level's place among :attr:`PracticesPart.levels`. ``asks`` is what the next level
    asks for, "" where there is none or no level.
    """

    name: str
    today: str
    level: str
    boxes: tuple[Box, ...]
    asks: str = ""


@dataclass(frozen=True, slots=True)
class PracticesPart:
    """Practices by topic, with the twelve factors, the delivery figures, and what to adopt next.

    ``factors_headline`` also says that the factors were not answered. ``adopt`` are practices in the order
    in which to adopt them, the next one first.
    """

    headline: str
    factors_headline: str
    factors: tuple[Factor, ...]
    factors_note: str
    measures: tuple[Measure, ...]
    levels: tuple[str, ...]
    measures_note: str
    measures_cites: Cites
    adopt_headline: str
    adopt: tuple[AdviceItem, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the plan; ``number`` counts through all phases.

    ``entry`` must be true before it starts, ``exit`` before it is done; each may be "", as may ``tool``.
    """

    number: int
    slug: str
    title: str
    text: str
    cites: Cites
    answers: str
    tool: str
    entry: str
    exit: str


@dataclass(frozen=True, slots=True)
class Phase:
    """The steps of one phase of the Cloud Adoption Framework; slug and title are "" where none is named."""

    slug: str
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class PlanPart:
    """The steps of the plan in order, by phase."""

    headline: str
    intro: str
    phases: tuple[Phase, ...]

    @property
    def items(self) -> tuple[Step, ...]:
        """Return the steps of all phases, in order."""
        return tuple(step for phase in self.phases for step in phase.steps)


@dataclass(frozen=True, slots=True)
class DrivenBy:
    """An answer that drives a bill: question and answer in words, and how it does so."""

    question: str
    answer: str
    text: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class Driver:
    """What one service is billed by, and which answers drive that."""

    service: str
    text: str
    answers: tuple[DrivenBy, ...] = ()


@dataclass(frozen=True, slots=True)
class EffortRow:
    """One reason for effort: signed points, the answer it rests on, and why."""

    points: str
    answer: str
    text: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class EffortClass:
    """One class of effort with the points it spans, in words; ``here`` marks this workload's."""

    name: str
    span: str
    meaning: str
    here: bool


@dataclass(frozen=True, slots=True)
class EffortPart:
    """How large the move is: an ordering of Fourways' own, with its arithmetic.

    ``unknown`` names the questions without an answer that could add points.
    """

    headline: str
    label: str
    rows: tuple[EffortRow, ...]
    total: str
    classes: tuple[EffortClass, ...]
    unknown: str


@dataclass(frozen=True, slots=True)
class CostPart:
    """Cost, said honestly: not priced here, what drives the bill, what can be saved, where to price it."""

    headline: str
    not_priced: str
    drivers: tuple[Driver, ...]
    savings: tuple[AdviceItem, ...]
    advice: tuple[AdviceItem, ...]
    effort: EffortPart | None
    where_to_price: str
    calculator: str
