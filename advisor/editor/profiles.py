"""Profiles that an editor may start from: scenarios of the draft and assessments of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from advisor.accounts.roles import Act
from advisor.assessments.access import assessments_for, each_for
from advisor.assessments.models import Assessment
from advisor.rulebook.records import RecordSet

#: Own assessments offered in a list.
MOST_OFFERED = 200


@dataclass(frozen=True, slots=True)
class Named:
    """Answers as they are stored, not yet read against a rulebook, and what they are called."""

    title: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offered:
    """Profiles to choose from, as (name, title): those that must hold, those published, own assessments."""

    requirements: tuple[tuple[str, str], ...]
    cases: tuple[tuple[str, str], ...]
    assessments: tuple[tuple[str, str], ...]


def offered(request: HttpRequest, records: RecordSet) -> Offered:
    """Return what this request may start from."""
    named = {
        kind: tuple(
            (record.slug, record.fields["title"])
            for record in records.of("scenario")
            if record.fields["kind"] == kind
        )
        for kind in ("requirement", "published_case")
    }
    own = tuple((str(one.code), one.title) for one in assessments_for(request)[:MOST_OFFERED])
    return Offered(named["requirement"], named["published_case"], own)


def of_scenario(records: RecordSet, slug: str) -> Named | None:
    """Return the profile of a scenario of the draft; None if there is none of that name."""
    record = records.find("scenario", slug)
    return Named(record.fields["title"], record.fields["profile"]) if record else None


def of_assessment(request: HttpRequest, code: str) -> Named | None:
    """Return the answers of an assessment that this request may see; None otherwise."""
    try:
        reached = assessments_for(request).select_related("workspace").filter(code=UUID(code))
    except ValueError:
        return None
    for assessment in each_for(request, reached, Act.READ):
        return Named(assessment.title, given_answers(assessment))
    return None


def given_answers(assessment: Assessment) -> dict[str, Any]:
    """Return the stored answers by question, None for "I don't know"; what is open is left out."""
    return {answer.question: answer.value for answer in assessment.answers.all() if answer.given}
