"""Storing what filled questionnaires say, once nothing is left to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from advisor.assessments.actions import Given, save_answers
from advisor.assessments.filled_in.joining import Difference, join
from advisor.assessments.filled_in.paper import Paper
from advisor.assessments.models import Assessment
from advisor.engine import Rulebook


@transaction.atomic
def take_over(
    assessment: Assessment, rulebook: Rulebook, papers: Sequence[Paper], choices: Mapping[str, str]
) -> tuple[int, tuple[Difference, ...]]:
    """Store what papers say, all or nothing: the number of changed answers, and what stands against it.

    ``choices`` maps :attr:`Difference.field` to the key of a candidate, or to what a button decides for all.
    Nothing is stored while a difference is not decided; then all differences are returned, with the choices
    made so far.
    """
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    stored = {answer.question: answer for answer in assessment.answers.all()}
    joined = join(rulebook, stored, papers)
    differences = tuple(d.decided(choices.get(d.field, "")) for d in joined.differences)
    if any(not difference.choice for difference in differences):
        return 0, differences
    taken = {**joined.agreed, **{d.question.slug: d.chosen for d in differences}}
    changed, _none = save_answers(
        assessment, {slug: Given(candidate.value, candidate.note) for slug, candidate in taken.items()}
    )
    return changed, ()
