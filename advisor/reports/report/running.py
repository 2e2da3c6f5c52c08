"""How it would run: size, scaling, releases, availability."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.reports.report.shared import AdviceItem, Reason, Statement
from advisor.rulebook.citing import Cites


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
