"""What reviewers do: decide otherwise, with a reason, and freeze a report as a milestone."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from advisor.assessments.actions import touch
from advisor.assessments.models import Assessment, Milestone, Override
from advisor.assessments.profile import position_of
from advisor.engine import recommendation_hash

#: What a milestone keeps of an assessment's texts.
DETAILS = ("name", "component", "variant", "contact", "client", "description")


@transaction.atomic
def override(assessment: Assessment, decision: str, option: str, reason: str, by: str) -> Override:
    """Put another outcome beside the recommendation, in place of an earlier override of that decision."""
    withdraw(assessment, decision)
    touch(assessment)
    return Override.objects.create(
        assessment=assessment, decision=decision, option=option, reason=reason, by=by
    )


@transaction.atomic
def withdraw(assessment: Assessment, decision: str) -> bool:
    """Take an override back; return whether there was one. It stays on record, with the time."""
    standing = assessment.overrides.filter(decision=decision, withdrawn_at=None)
    taken_back = bool(standing.update(withdrawn_at=timezone.now()))
    if taken_back:
        touch(assessment)
    return taken_back


@transaction.atomic
def freeze(assessment: Assessment, name: str) -> Milestone:
    """Keep everything that the report rests on as it is now.

    Raises :class:`~advisor.rulebook.published.NotPublished` where the rulebook version is missing.
    """
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    position = position_of(assessment)
    touch(assessment)
    details = {name: getattr(assessment, name) for name in DETAILS}
    return Milestone.objects.create(
        assessment=assessment,
        name=name,
        rulebook=assessment.rulebook,
        recommendation=recommendation_hash(position.recommendation),
        answers=_answers(assessment),
        details={**details, "title": assessment.title},
        overrides=[
            {
                "decision": one.decision,
                "option": one.option,
                "reason": one.reason,
                "by": one.by,
                "decided_on": timezone.localdate(one.decided_at).isoformat(),
            }
            for one in assessment.overrides.filter(withdrawn_at=None)
        ],
    )


def _answers(assessment: Assessment) -> dict[str, dict[str, Any]]:
    """Return question → value and note; "value" only where an answer was given."""
    return {
        answer.question: {**({"value": answer.value} if answer.given else {}), "note": answer.note}
        for answer in assessment.answers.all()
    }
