"""Three published cases that anybody can open, read and copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from advisor.engine import Profile, Recommendation, Rulebook, decide, parse_profile
from advisor.rulebook.models import Scenario
from advisor.rulebook.published import compiled

#: One for each strategy of which a clear, short case is published.
SHOWN = ("contoso-rehost-linux-vm-mysql", "aac-rwa-java-proseware", "aac-mwa-dotnet-relecloud")


@dataclass(frozen=True, slots=True)
class Example:
    """A published case; ``raw`` are its answers as the scenario gives them."""

    slug: str
    name: str
    source: str
    raw: Mapping[str, Any]
    basis: Mapping[str, str]

    @property
    def address(self) -> str:
        """The source's address, where it is one."""
        return self.source if self.source.startswith("https://") and " " not in self.source else ""

    def profile(self, rulebook: Rulebook) -> Profile:
        """Return its answers as this rulebook reads them."""
        return parse_profile(rulebook, self.raw)[0]


@dataclass(frozen=True, slots=True)
class ExampleCard:
    """An example on the home page, with what is recommended for it."""

    example: Example
    strategy: str
    strategy_name: str


def example_or_404(slug: str) -> Example:
    """Return one of the examples shown; Http404 otherwise."""
    row = Scenario.objects.filter(slug=slug).first() if slug in SHOWN else None
    if row is None:
        raise Http404
    return _example(row)


def all_examples(version: str, language: str) -> list[ExampleCard]:
    """Return the examples in order, those that the rulebook has (one query)."""
    rows = {row.slug: row for row in Scenario.objects.filter(slug__in=SHOWN)}
    rules = compiled(version)
    names = {o.slug: o.name.in_language(language) for o in rules.rulebook.decisions["strategy"].options}
    cards = []
    for example in (_example(rows[slug]) for slug in SHOWN if slug in rows):
        strategy = decide(rules, example.profile(rules.rulebook)).strategy.outcome or ""
        cards.append(ExampleCard(example, strategy, names.get(strategy, "")))
    return cards


def outcome_names(rulebook: Rulebook, recommendation: Recommendation, language: str) -> list[tuple[str, str]]:
    """Return each ranked decision's title and the name of its outcome ("–" where there is none)."""
    pairs = []
    for decision in (recommendation.strategy, recommendation.compute, recommendation.database):
        table = rulebook.decisions[decision.decision]
        names = {option.slug: option.name.in_language(language) for option in table.options}
        pairs.append((table.title.in_language(language), names.get(decision.outcome or "", "–")))
    return pairs


def _example(row: Scenario) -> Example:
    return Example(row.slug, row.title, row.source, row.profile, row.basis or {})
