"""The JSON of the command line and of downloads, exactly as the contract has it.

Keys come in a fixed order; what was not asked for is null; one recommendation a line. The text is put
together from pieces: what one rule says for one option is the same text in thousands of recommendations.
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
#: Pieces of text kept at most; the engine makes the same few thousand contributions again and again.
MOST_KEPT = 20_000

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def list_json(lines: Iterable[str]) -> Iterator[str]:
    """Yield the pieces of the one list that a file or standard output gets, ending with a line feed."""
    before = "["
    for line in lines:
        yield before
        yield line
        before = ",\n "
    yield "]\n" if before != "[" else "[]\n"


def entry_json(subject: Subject, evaluation: Evaluation) -> str:
    """Return one recommendation as one line of JSON."""
    return EntryWriter(evaluation.rulebook, subject.language).entry(subject, evaluation)


def error_json(
    subject: Subject, rulebook: Rulebook, profile: Mapping[str, Any], errors: Sequence[Mapping[str, Any]]
) -> str:
    """Return the line of a profile with errors: it has no decisions."""
    members = {
        **_head(subject, rulebook),
        "recommendation": "null",
        "profile": _encode(profile),
        "notes": _encode(dict(subject.notes)),
        "errors": _encode(list(errors)),
    }
    return _object(members)


def _head(subject: Subject, rulebook: Rulebook) -> dict[str, str]:
    return {
        "format": _encode(FORMAT),
        "id": _encode(subject.id),
        "name": _encode(subject.name),
        "language": _encode(subject.language),
        "rulebook": _encode(rulebook.hash),
    }


def _object(members: Mapping[str, str]) -> str:
    """Return an object of members that are JSON already; the keys are plain words."""
    return "{" + ", ".join([f'"{key}": {text}' for key, text in members.items()]) + "}"


class EntryWriter:
    """Writes the recommendations of one rulebook in one language."""

    def __init__(self, rulebook: Rulebook, language: str) -> None:
        self._rulebook = rulebook
        self._language = language
        # By identity: a contribution is kept with its text, so that its identity stays its own.
        self._said: dict[int, tuple[Contribution, str, tuple[str, ...]]] = {}
        self._advice: dict[str, str] = {}

    def entry(self, subject: Subject, evaluation: Evaluation) -> str:
        """Return one recommendation as one line of JSON."""
        found, settlement = evaluation.recommendation, evaluation.settlement
        used: set[str] = set()
        decisions = {d.decision: self._ranked(evaluation, d, used) for d in evaluation.ranked()}
        decisions["supporting"] = self._collected(found.supporting, used)
        advice = [self._advice_text(slug, used) for slug in found.advice]
        open_questions = unknown = "null"
        if settlement is not None:
            open_questions = _encode([question.question for question in settlement.open_questions])
            unknown = _encode(settlement.unknown_that_matter)
        members = {
            **_head(subject, self._rulebook),
            "recommendation": _encode(recommendation_hash(found)),
            "profile": _encode(dict(found.profile)),
            "notes": _encode(dict(subject.notes)),
            "decisions": _object(decisions),
            "advice": f"[{', '.join(advice)}]",
            "sources": self._sources(used),
            "open_questions": open_questions,
            "unknown_that_matter": unknown,
            "ignored": _encode(found.ignored),
            "errors": "[]",
        }
        return _object(members)

    def _ranked(self, evaluation: Evaluation, decision: RankedDecision, used: set[str]) -> str:
        settlement = evaluation.settlement
        members = {
            "outcome": _encode(decision.outcome),
            "status": _encode(decision.status),
            "margin": _encode(decision.margin),
            "settled": _encode(None if settlement is None else settlement.settled[decision.decision]),
            "robust": _encode(robust(evaluation, decision.decision)),
            "ranking": self._ranking(decision.ranking, used),
            "changes": _changes(evaluation, decision.decision),
        }
        return _object(members)

    def _collected(self, decision: CollectedDecision, used: set[str]) -> str:
        ranking = self._ranking(decision.ranking, used)
        return _object({"outcome": _encode(decision.outcome), "ranking": ranking})

    def _ranking(self, options: Iterable[RankedOption], used: set[str]) -> str:
        texts = []
        for option in options:
            because = [self._contribution(contribution, used) for contribution in option.because]
            ruled_out = "true" if option.ruled_out else "false"
            texts.append(
                f'{{"option": "{option.option}", "points": {option.points}, "ruled_out": {ruled_out}, '
                f'"because": [{", ".join(because)}]}}'
            )
        return f"[{', '.join(texts)}]"

    def _contribution(self, contribution: Contribution, used: set[str]) -> str:
        kept = self._said.get(id(contribution))
        if kept is None:
            sources = rule_sources(self._rulebook, contribution.rule)
            data = {
                "rule": contribution.rule,
                "points": contribution.points,
                "rules_out": contribution.rules_out,
                "answers": dict(contribution.answers),
                "text": rule_text(self._rulebook, contribution.rule).in_language(self._language),
                "sources": sources,
            }
            kept = (contribution, _encode(data), sources)
            if len(self._said) < MOST_KEPT:
                self._said[id(contribution)] = kept
        used.update(kept[2])
        return kept[1]

    def _advice_text(self, slug: str, used: set[str]) -> str:
        advice = self._rulebook.advice[slug]
        used.update(advice.sources)
        if slug not in self._advice:
            text = advice.text.in_language(self._language)
            data = {"slug": slug, "kind": advice.kind, "text": text, "sources": advice.sources}
            self._advice[slug] = _encode(data)
        return self._advice[slug]

    def _sources(self, used: set[str]) -> str:
        sources = {
            slug: {
                "title": source.title,
                "url": source.url,
                "published_on": source.published_on,
                "checked_on": source.checked_on.isoformat() if source.checked_on else None,
            }
            for slug, source in self._rulebook.sources.items()
            if slug in used
        }
        return _encode(sources)


def _changes(evaluation: Evaluation, decision: str) -> str:
    if evaluation.changes is None:
        return "null"
    found: tuple[Change, ...] = evaluation.changes.get(decision, ())
    if evaluation.pairs is not None:
        found += evaluation.pairs.get(decision, ())
    return _encode([{"answers": dict(change.answers), "outcome": change.outcome} for change in found])
