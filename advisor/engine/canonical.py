"""The language-neutral part of a recommendation as plain data, and its name."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any

from advisor.engine.recommendation import CollectedDecision, RankedDecision, RankedOption, Recommendation
from advisor.engine.rulebook import Answer


def recommendation_data(recommendation: Recommendation) -> dict[str, Any]:
    """Return everything that was decided, as data that JSON can hold; texts and language are no part of it.

    Keys: ``rulebook``, ``profile``, ``ignored``, ``decisions`` (by name), ``advice``.
    """
    ranked = (recommendation.strategy, recommendation.compute, recommendation.database)
    decisions: dict[str, Any] = {decision.decision: _ranked(decision) for decision in ranked}
    decisions[recommendation.supporting.decision] = _collected(recommendation.supporting)
    return {
        "rulebook": recommendation.rulebook,
        "profile": {slug: answer_data(answer) for slug, answer in recommendation.profile.items()},
        "ignored": list(recommendation.ignored),
        "decisions": decisions,
        "advice": list(recommendation.advice),
    }


def recommendation_hash(recommendation: Recommendation) -> str:
    """Return ``sha256:…`` over the canonical JSON of :func:`recommendation_data`."""
    return data_hash(recommendation_data(recommendation))


def data_hash(data: Any) -> str:
    """Return ``sha256:…`` over data's canonical JSON: sorted keys, no spaces, Unicode NFC, UTF-8."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return "sha256:" + hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def answer_data(answer: Answer) -> Any:
    """Return an answer as JSON holds it: a tuple becomes a list."""
    return list(answer) if isinstance(answer, tuple) else answer


def _ranked(decision: RankedDecision) -> dict[str, Any]:
    return {
        "outcome": decision.outcome,
        "status": decision.status,
        "margin": decision.margin,
        "ranking": [_option(option) for option in decision.ranking],
    }


def _collected(decision: CollectedDecision) -> dict[str, Any]:
    return {"outcome": list(decision.outcome), "ranking": [_option(option) for option in decision.ranking]}


def _option(option: RankedOption) -> dict[str, Any]:
    because = [
        {
            "rule": one.rule,
            "points": one.points,
            "rules_out": one.rules_out,
            "answers": {name: answer_data(answer) for name, answer in one.answers.items()},
        }
        for one in option.because
    ]
    return {
        "option": option.option,
        "points": option.points,
        "ruled_out": option.ruled_out,
        "because": because,
    }
