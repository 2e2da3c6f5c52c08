"""The JSON of the command line and of downloads, exactly as the contract has it.

Keys come in a fixed order; tuples become lists; what was not asked for is null; one recommendation a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from advisor.engine import recommendation_hash
from advisor.engine.recommendation import (
    Change,
    CollectedDecision,
    Contribution,
    RankedDecision,
    RankedOption,
)
from advisor.engine.rulebook import Rulebook
from advisor.reports.evaluation import Evaluation, Subject, robust
from advisor.reports.labels import rule_sources, rule_text

FORMAT = 1


def entry_json(entry: Mapping[str, Any]) -> str:
    """Return one recommendation as one line of JSON."""
    return json.dumps(entry, ensure_ascii=False, allow_nan=False)


def list_json(lines: Iterable[str]) -> Iterator[str]:
    """Yield the pieces of the one list that a file or standard output gets, ending with a line feed."""
    before = "["
    for line in lines:
        yield before
        yield line
        before = ",\n "
    yield "]\n" if before != "[" else "[]\n"


def contract_data(subject: Subject, evaluation: Evaluation) -> dict[str, Any]:
    """Return one recommendation as the contract's mapping of JSON values (lists may be tuples)."""
    found, rulebook = evaluation.recommendation, evaluation.rulebook
    settlement = evaluation.settlement
    writer = _Writer(rulebook, subject.language)
    decisions: dict[str, Any] = {d.decision: writer.ranked(evaluation, d) for d in evaluation.ranked()}
    decisions["supporting"] = writer.collected(found.supporting)
    advice = [writer.advice(slug) for slug in found.advice]
    return {
        "format": FORMAT,
        "id": subject.id,
        "name": subject.name,
        "language": subject.language,
        "rulebook": rulebook.hash,
        "recommendation": recommendation_hash(found),
        "profile": dict(found.profile),
        "notes": dict(subject.notes),
        "decisions": decisions,
        "advice": advice,
        "sources": writer.used_sources(),
        "open_questions": None if settlement is None else [o.question for o in settlement.open_questions],
        "unknown_that_matter": None if settlement is None else list(settlement.unknown_that_matter),
        "ignored": list(found.ignored),
        "errors": [],
    }


def error_data(
    subject: Subject, rulebook: Rulebook, profile: Mapping[str, Any], errors: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return the contract's mapping for a profile with errors: it has no decisions."""
    return {
        "format": FORMAT,
        "id": subject.id,
        "name": subject.name,
        "language": subject.language,
        "rulebook": rulebook.hash,
        "recommendation": None,
        "profile": profile,
        "notes": dict(subject.notes),
        "errors": list(errors),
    }


class _Writer:
    """Writes decisions in one language and keeps which sources they used."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        self.rulebook = rulebook
        self.language = language
        self.used: set[str] = set()
        self.told: dict[str, tuple[str, tuple[str, ...]]] = {}

    def ranked(self, evaluation: Evaluation, decision: RankedDecision) -> dict[str, Any]:
        slug = decision.decision
        settlement = evaluation.settlement
        return {
            "outcome": decision.outcome,
            "status": decision.status,
            "margin": decision.margin,
            "settled": None if settlement is None else settlement.settled[slug],
            "robust": robust(evaluation, slug),
            "ranking": self.ranking(decision.ranking),
            "changes": self.changes(evaluation, slug),
        }

    def collected(self, decision: CollectedDecision) -> dict[str, Any]:
        return {"outcome": list(decision.outcome), "ranking": self.ranking(decision.ranking)}

    def ranking(self, options: Iterable[RankedOption]) -> list[dict[str, Any]]:
        return [
            {
                "option": option.option,
                "points": option.points,
                "ruled_out": option.ruled_out,
                "because": [self.contribution(c) for c in option.because],
            }
            for option in options
        ]

    def contribution(self, contribution: Contribution) -> dict[str, Any]:
        rule = contribution.rule
        told = self.told.get(rule)
        if told is None:
            text = rule_text(self.rulebook, rule).in_language(self.language)
            told = self.told[rule] = (text, self.sources(rule_sources(self.rulebook, rule)))
        return {
            "rule": rule,
            "points": contribution.points,
            "rules_out": contribution.rules_out,
            "answers": contribution.answers,
            "text": told[0],
            "sources": told[1],
        }

    def changes(self, evaluation: Evaluation, decision: str) -> list[dict[str, Any]] | None:
        if evaluation.changes is None:
            return None
        found: tuple[Change, ...] = evaluation.changes.get(decision, ())
        if evaluation.pairs is not None:
            found += evaluation.pairs.get(decision, ())
        return [{"answers": change.answers, "outcome": change.outcome} for change in found]

    def advice(self, slug: str) -> dict[str, Any]:
        advice = self.rulebook.advice[slug]
        return {
            "slug": slug,
            "kind": advice.kind,
            "text": advice.text.in_language(self.language),
            "sources": self.sources(advice.sources),
        }

    def sources(self, slugs: tuple[str, ...]) -> tuple[str, ...]:
        self.used.update(slugs)
        return slugs

    def used_sources(self) -> dict[str, Any]:
        return {
            slug: {
                "title": source.title,
                "url": source.url,
                "published_on": source.published_on,
                "checked_on": source.checked_on.isoformat() if source.checked_on else None,
            }
            for slug, source in self.rulebook.sources.items()
            if slug in self.used
        }
