"""Saving one answer: read, store, or say why not."""

from __future__ import annotations

from dataclasses import dataclass

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
    reading = read_answer(position.rulebook, question, request.POST)
    if reading.problem:
        return Saved(position, field_of(position, question, reading), 422)
    try:
        actions.save_answer(position.assessment, question.slug, reading.value, reading.note, reading.revision)
    except actions.Conflict as conflict:
        return _conflict(position, question, reading, conflict)
    after = position_of(position.assessment)
    return Saved(after, field_of(after, question), 200)


def _conflict(position: Position, question: Question, reading: Reading, conflict: actions.Conflict) -> Saved:
    """Tell what is stored now; saving once more takes what was typed."""
    after = position_of(position.assessment)
    if conflict.current is not None and conflict.current.given:
        now = answer_text(after.rulebook, question.slug, after.profile.get(question.slug), language())
    else:
        now = _("no answer")
    sentence = _("This answer was changed in another window in the meantime: it is now “%(now)s”. ") % {
        "now": now
    } + _("Yours is not saved yet. Save again to replace the other one.")
    told = Reading(reading.value, reading.note, reading.revision, reading.raw, sentence)
    return Saved(after, field_of(after, question, told), 409)
