"""The report: everything that its page and its exports say, in one language, built once.

Only values: sentences are finished, numbers have their units, ``cites`` are the numbers of sources in
:attr:`Report.sources`. Built by :func:`advisor.reports.build.build_report`.
"""

from __future__ import annotations

from dataclasses import dataclass

from advisor.pictures.bars import Bars
from advisor.pictures.levels import Box
from advisor.reports.evaluation import Evaluation, Subject

Cites = tuple[int, ...]


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
class Worked:
    """One line of arithmetic: what is worked out, how, and the result with its unit."""

    label: str
    working: str
    result: str
    cites: Cites = ()


@dataclass(frozen=True, slots=True)
class SizingView:
    """The size of one instance and what all of them need; ``missing`` says which answers it lacks."""

    short: str
    headline: str
    rows: tuple[Worked, ...]
    notes: tuple[Statement, ...]
    missing: tuple[str, ...]
    items: tuple[AdviceItem, ...]


@dataclass(frozen=True, slots=True)
class ScaleRule:
    """The scale rule for one thing that starts work; ``setting`` is an example, as it is written."""

    trigger: str
    rule: str
    setting: str
    to_zero: str
    idle: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class ScalingView:
    """How the number of instances follows the load, and between which numbers."""

    short: str
    headline: str
    rules: tuple[ScaleRule, ...]
    rows: tuple[Worked, ...]
    missing: tuple[str, ...]
    items: tuple[AdviceItem, ...]


@dataclass(frozen=True, slots=True)
class MethodView:
    """One way to release: its steps and the way back. Both are empty where the service does not offer it."""

    slug: str
    name: str
    means: str
    balance: str
    why: tuple[Reason, ...]
    steps: tuple[Statement, ...]
    back: tuple[Statement, ...]
    cites: Cites


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """The way to release that is advised, the one asked for beside it, and the others."""

    short: str
    headline: str
    note: str
    advised: MethodView | None
    others: tuple[MethodView, ...]
    items: tuple[AdviceItem, ...]


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """What is promised for one service, and under which condition."""

    service: str
    figure: str
    condition: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class AvailabilityView:
    """The promises multiplied, beside the level asked for; ``unsourced`` names services without a figure."""

    short: str
    headline: str
    levels: tuple[ServiceLevel, ...]
    rows: tuple[Worked, ...]
    notes: tuple[str, ...]
    unsourced: tuple[str, ...]
    items: tuple[AdviceItem, ...]


@dataclass(frozen=True, slots=True)
class RunningPart:
    """How it would run on the services recommended; a view is ``None`` where there is nothing to say."""

    headline: str
    sizing: SizingView | None
    scaling: ScalingView | None
    release: ReleaseView | None
    availability: AvailabilityView | None


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
class AdviceItem:
    """A risk or a practice; ``answers`` are those that made its conditions hold, in words."""

    slug: str
    title: str
    text: str
    cites: Cites
    answers: str = ""


@dataclass(frozen=True, slots=True)
class SignsPart:
    """What speaks for not moving the workload at all, or for replacing it; it changes no recommendation."""

    headline: str
    items: tuple[AdviceItem, ...]


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
class AdvicePart:
    """Risks."""

    headline: str
    items: tuple[AdviceItem, ...]


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


@dataclass(frozen=True, slots=True)
class SourceView:
    """A published source; ``detail`` has publisher and dates in words."""

    number: int
    title: str
    url: str
    detail: str


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


@dataclass(frozen=True, slots=True)
class Report:
    """One report, whole, in ``subject.language``."""

    subject: Subject
    evaluation: Evaluation
    date: str
    signs: SignsPart
    verdict: Verdict
    strategies: StrategiesPart
    services: ServicesPart
    running: RunningPart
    changes: ChangesPart
    unknown: UnknownPart
    practices: PracticesPart
    plan: PlanPart
    risks: AdvicePart
    cost: CostPart
    sources: SourcesPart
    appendix: Appendix
