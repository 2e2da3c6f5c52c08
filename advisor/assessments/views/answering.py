"""Saving one answer: read, store, or say why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from advisor.assessments import actions
from advisor.assessments.fields import Field, field_of
from advisor.assessments.profile import Position, position_of
from advisor.assessments.reading import Reading, read_answer
from advisor.assessments.views.common import language
from advisor.engine.rulebook import Question
from advisor.rulebook.wording import answer_text


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving: the position afterwards, the field to show, the HTTP status."""

    position: Position
    field: Field
    status: int

    @property
    def done(self) -> bool:
        """Whether the answer is stored."""
        return self.status == 200


def save_from(request: HttpRequest, position: Position, question: Question) -> Saved:
    """Store the answer that a form gives to one question.

    Status 200: stored. 422: it cannot be taken. 409: it was changed elsewhere since it was read. In both
    latter cases the field keeps what was typed, and nothing was stored.
    """
    after, kept, status = save_all_from(request, position, [question])
    return Saved(after, kept.get(question.slug) or field_of(after, question), status)


def save_all_from(
    request: HttpRequest, position: Position, questions: Iterable[Question]
) -> tuple[Position, dict[str, Field], int]:
    """Store the answers that a form gives to several questions, as far as they can be stored.

    Returns the position afterwards, the fields that were not stored, as they were typed, and the status as
    in :func:`save_from`: the worst of them.
    """
    readings = {q.slug: read_answer(position.rulebook, q, request.POST) for q in questions}
    given = {
        slug: actions.Given(reading.value, reading.note, reading.revision)
        for slug, reading in readings.items()
        if not reading.problem
    }
    count, conflicts = actions.save_answers(position.assessment, given) if given else (0, {})
    after = position_of(position.assessment) if count or conflicts else position
    refused = {slug: reading for slug, reading in readings.items() if reading.problem}
    refused |= {slug: _conflicting(after, slug, readings[slug]) for slug in conflicts}
    questions_of = position.rulebook.questions
    kept = {slug: field_of(after, questions_of[slug], refused[slug]) for slug in readings if slug in refused}
    if not kept:
        return after, kept, 200
    return after, kept, 422 if len(refused) > len(conflicts) else 409


def _conflicting(after: Position, slug: str, reading: Reading) -> Reading:
    """Tell what is stored now; saving once more takes what was typed."""
    now = _("no answer")
    if slug in after.profile:
        now = answer_text(after.rulebook, slug, after.profile[slug], language())
    sentence = _(
        "This answer was changed in another window in the meantime: it is now “%(now)s”. "
        "Yours is not saved yet. Save again to replace the other one."
    )
    return replace(reading, problem=sentence % {"now": now}, suggestion="")
