"""How often the rulebook in use is right: its agreement with published migrations, measured and shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.core.cache import cache

from advisor.engine import Compiled, Rulebook
from advisor.rulebook.draft import known_records
from advisor.rulebook.published import compiled, current_version
from advisor.rulebook.scenarios import Compared, Scenario, Share, agreement, scenarios_of, shares_of

#: Scenarios are not part of a version: what was measured is measured again after five minutes.
SECONDS_KEPT = 300
#: Weighted agreement, in percent, of a language model that was given nothing but the same profiles and told
#: to judge as an architect would: on the cases that the rules were written with, and on those met later.
YARDSTICK_KNOWN = {"strategy": 86, "compute": 85, "database": 91}
YARDSTICK_NEW = {"strategy": 85, "compute": 72, "database": 78}
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
class Group:
    """The agreement on the cases of one kind or source family: decision → share, without those it lacks."""

    slug: str
    cases: int
    shares: Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class Sight:
    """Cases that the rules were written with, or such that were written down before the rules met them.

    Each maps decision → share or percent; ``then`` is the share at first sight, {} where that is not known.
    """

    cases: int
    then: Mapping[str, Share]
    today: Mapping[str, Share]
    yardstick: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """All that the band on the home page and the page of cases show."""

    hash: str
    cases: int
    decisions: tuple[Measured, ...]
    kinds: tuple[Group, ...]
    families: tuple[Group, ...]
    known: Sight
    new: Sight
    compared: tuple[Compared, ...]


def current_accuracy() -> Accuracy:
    """Measure the version in use against the draft's published cases; kept for five minutes.

    Raises :class:`~advisor.rulebook.published.NotPublished`.
    """
    version = current_version().hash
    key = f"accuracy:{version}"
    kept: Accuracy | None = cache.get(key)
    if kept is None:
        kept = measure(version, [s for s in scenarios_of(known_records()) if s.kind == "published_case"])
        cache.set(key, kept, SECONDS_KEPT)
    return kept


def measure(version: str, cases: list[Scenario]) -> Accuracy:
    """Run the cases on one published version."""
    return measured(compiled(version), cases)


def measured(rules: Compiled, cases: Iterable[Scenario]) -> Accuracy:
    """Run the cases on compiled rules; requirements among them are left out."""
    found = agreement(rules, (case for case in cases if case.kind == "published_case"))
    known = _sight([item for item in found.compared if not item.scenario.first_given], YARDSTICK_KNOWN)
    new = _sight([item for item in found.compared if item.scenario.first_given], YARDSTICK_NEW)
    agreed = Counter(item.decision for item in found.compared if item.agrees)
    decisions = tuple(
        Measured(
            decision,
            agreed[decision],
            share.count,
            round(share.share * 100),
            _overall(decision, known, new),
            tuple(_dots(agreed[decision], share.count)),
        )
        for decision, share in found.shares.items()
    )
    return Accuracy(
        hash=rules.rulebook.hash,
        cases=_count(found.compared),
        decisions=decisions,
        kinds=_groups(found.compared, lambda scenario: scenario.case_kind),
        families=_groups(found.compared, lambda scenario: scenario.family),
        known=known,
        new=new,
        compared=found.compared,
    )


def _count(compared: Iterable[Compared]) -> int:
    return len({item.scenario.slug for item in compared})


def _groups(compared: Iterable[Compared], key: Callable[[Scenario], str]) -> tuple[Group, ...]:
    """Return the groups that cases fall into, the largest first; cases without one are left out."""
    found: dict[str, list[Compared]] = {}
    for item in compared:
        found.setdefault(key(item.scenario), []).append(item)
    groups = [Group(slug, _count(items), shares_of(items)) for slug, items in found.items() if slug]
    return tuple(sorted(groups, key=lambda group: (-group.cases, group.slug)))


def _sight(compared: list[Compared], yardstick: Mapping[str, int]) -> Sight:
    return Sight(_count(compared), shares_of(compared, first=True), shares_of(compared), yardstick)


def _overall(decision: str, *sights: Sight) -> int:
    """Return the yardstick over all cases: its figures, weighted as the cases are."""
    parts = [(s.today[decision].total, s.yardstick[decision]) for s in sights if decision in s.today]
    return round(sum(weight * percent for weight, percent in parts) / sum(weight for weight, _ in parts))


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
