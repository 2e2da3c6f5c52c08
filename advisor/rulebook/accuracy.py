"""How often the rulebook in use is right: its agreement with published migrations, measured and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.cache import cache

from advisor.engine import Rulebook
from advisor.rulebook.draft import records_from_draft
from advisor.rulebook.published import compiled, current_version
from advisor.rulebook.scenarios import Disagreement, Scenario, agreement, scenarios_of

#: Scenarios are not part of a version: what was measured is measured again after five minutes.
SECONDS_KEPT = 300
#: Agreement of a language model that was given nothing but the same profiles, in percent.
YARDSTICK = {"strategy": 86, "compute": 85, "database": 91}
_DOTS_A_ROW = 30
_STEP = 12


@dataclass(frozen=True, slots=True)
class Dot:
    """One published case: its place in the picture (units of the picture) and whether we agree."""

    x: float
    y: float
    agrees: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """One decision: cases that agree, cases in all, the weighted share and the yardstick in percent."""

    decision: str
    agreed: int
    total: int
    percent: int
    yardstick: int
    dots: tuple[Dot, ...]

    @property
    def height(self) -> int:
        """The height of the picture of dots."""
        return _STEP * -(-self.total // _DOTS_A_ROW)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """All that the band on the home page and the page of cases show."""

    hash: str
    cases: int
    decisions: tuple[Measured, ...]
    disagreements: tuple[Disagreement, ...]


def current_accuracy() -> Accuracy:
    """Measure the version in use against the draft's published cases; kept for five minutes.

    Raises :class:`~advisor.rulebook.published.NotPublished`.
    """
    version = current_version().hash
    key = f"accuracy:{version}"
    kept: Accuracy | None = cache.get(key)
    if kept is None:
        kept = measure(version, [s for s in scenarios_of(records_from_draft()) if s.kind == "published_case"])
        cache.set(key, kept, SECONDS_KEPT)
    return kept


def measure(version: str, cases: list[Scenario]) -> Accuracy:
    """Run the cases on one published version."""
    result = agreement(compiled(version), cases)
    wrong: dict[str, int] = {}
    for item in result.disagreements:
        wrong[item.decision] = wrong.get(item.decision, 0) + 1
    decisions = tuple(
        Measured(
            decision,
            share.count - wrong.get(decision, 0),
            share.count,
            round(share.share * 100),
            YARDSTICK[decision],
            tuple(_dots(share.count - wrong.get(decision, 0), share.count)),
        )
        for decision, share in result.shares.items()
    )
    return Accuracy(version, len(cases), decisions, result.disagreements)


def _dots(agreed: int, total: int) -> list[Dot]:
    middle = _STEP / 2
    return [
        Dot(number % _DOTS_A_ROW * _STEP + middle, number // _DOTS_A_ROW * _STEP + middle, number < agreed)
        for number in range(total)
    ]


def option_names(rulebook: Rulebook, language: str) -> Mapping[str, str]:
    """Return the name of each option of the ranked decisions."""
    return {
        option.slug: option.name.in_language(language)
        for table in rulebook.decisions.values()
        for option in table.options
    }
