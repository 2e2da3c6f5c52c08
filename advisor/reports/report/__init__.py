"""The report: everything that its page and its exports say, in one language, built once.

Only values: sentences are finished, numbers have their units, ``cites`` are the numbers of sources in
:attr:`Report.sources`. Built by :func:`advisor.reports.build.build_report`.
"""

from __future__ import annotations

from dataclasses import dataclass

from advisor.reports.evaluation import Evaluation, Subject
from advisor.reports.report.architecture import ArchitecturePart
from advisor.reports.report.choice import (
    Around,
    ChangeRow,
    ChangesPart,
    ChangeTable,
    Ending,
    KeyFact,
    ServicesPart,
    ServiceView,
    SignsPart,
    StrategiesPart,
    UnknownPart,
    UnknownRow,
    Verdict,
    WhyNot,
)
from advisor.reports.report.doing import (
    CostPart,
    DrivenBy,
    Driver,
    EffortClass,
    EffortPart,
    EffortRow,
    Factor,
    Measure,
    Phase,
    PlanPart,
    PracticesPart,
    Step,
    Topic,
)
from advisor.reports.report.end import AnswerGroup, AnswerRow, Appendix, NameTable, SourcesPart
from advisor.reports.report.review import ChangedAnswer, ChangedOutcome, OverrideView, SincePart
from advisor.reports.report.running import (
    AvailabilityView,
    MethodView,
    ReleaseView,
    RunningPart,
    ScaleRule,
    ScalingView,
    ServiceLevel,
    SizingView,
    Worked,
)
from advisor.reports.report.shared import AdviceItem, AdvicePart, OptionView, Reason, Statement
from advisor.rulebook.citing import Cites, SourceView

__all__ = [
    "AdviceItem",
    "AdvicePart",
    "AnswerGroup",
    "AnswerRow",
    "Appendix",
    "ArchitecturePart",
    "Around",
    "AvailabilityView",
    "ChangeRow",
    "ChangeTable",
    "ChangedAnswer",
    "ChangedOutcome",
    "ChangesPart",
    "Cites",
    "CostPart",
    "DrivenBy",
    "Driver",
    "EffortClass",
    "EffortPart",
    "EffortRow",
    "Ending",
    "Factor",
    "KeyFact",
    "Measure",
    "MethodView",
    "NameTable",
    "OptionView",
    "OverrideView",
    "Phase",
    "PlanPart",
    "PracticesPart",
    "Reason",
    "ReleaseView",
    "Report",
    "RunningPart",
    "ScaleRule",
    "ScalingView",
    "ServiceLevel",
    "ServiceView",
    "ServicesPart",
    "SignsPart",
    "SincePart",
    "SizingView",
    "SourceView",
    "SourcesPart",
    "Statement",
    "Step",
    "StrategiesPart",
    "Topic",
    "UnknownPart",
    "UnknownRow",
    "Verdict",
    "WhyNot",
    "Worked",
]


@dataclass(frozen=True, slots=True)
class Report:
    """One report, whole, in ``subject.language``."""

    subject: Subject
    evaluation: Evaluation
    date: str
    signs: SignsPart
    verdict: Verdict
    strategies: StrategiesPart
    architecture: ArchitecturePart
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
    overrides: tuple[OverrideView, ...] = ()
    since: SincePart | None = None
