"""Assessments as rows: where each stands, in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from advisor.assessments.access import granted
from advisor.assessments.models import Assessment
from advisor.assessments.profile import Position, position_of
from advisor.rulebook.published import NotPublished


@dataclass(frozen=True, slots=True)
class Row:
    """One assessment; ``position`` is None where its rulebook version is missing."""

    assessment: Assessment
    position: Position | None
    strategy: str
    strategy_name: str


def rows_for(request: HttpRequest, assessments: Sequence[Assessment], language: str) -> list[Row]:
    """Return a row for each, with what this request may do to it (one query for all answers)."""
    for assessment in assessments:
        assessment.granted = granted(request, assessment)
    prefetch_related_objects(list(assessments), "answers")
    return [_row(assessment, language) for assessment in assessments]


def _row(assessment: Assessment, language: str) -> Row:
    try:
        position = position_of(assessment)
    except NotPublished:
        return Row(assessment, None, "", "")
    strategy = position.recommendation.strategy.outcome or ""
    options = position.rulebook.decisions["strategy"].options
    name = next((o.name.in_language(language) for o in options if o.slug == strategy), "")
    return Row(assessment, position, strategy, name)
