"""What owners do with assessments. Each function is one transaction: nothing half-done is left behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from advisor.accounts.models import Workspace
from advisor.assessments.models import Answer, Assessment, Owner, ShareLink
from advisor.engine import Answer as Value
from advisor.engine import Profile


class Conflict(Exception):
    """Another tab changed the same answer since it was read; ``current`` is what is stored."""

    def __init__(self, current: Answer | None) -> None:
        super().__init__("the answer was changed elsewhere")
        self.current = current


class Open:
    """No answer: the question is open (again)."""


OPEN = Open()


@dataclass(frozen=True, slots=True)
class Details:
    """What is said about an assessment beside its answers."""

    name: str
    component: str = ""
    contact: str = ""
    client: str = ""
    description: str = ""


@transaction.atomic
def start(
    owner: Owner, details: Details, rulebook: str, answers: Profile, workspace: Workspace | None = None
) -> Assessment:
    """Begin an assessment, pinned to a rulebook version, with the answers known from the start."""
    assessment = Assessment.objects.create(
        owner=owner, workspace=workspace, rulebook=rulebook, **_fields(details)
    )
    _add_answers(assessment, answers, {})
    return assessment


@transaction.atomic
def add_component(assessment: Assessment, details: Details, rulebook: str, answers: Profile) -> Assessment:
    """Begin the assessment of another component of the same workload."""
    other = Assessment.objects.create(
        owner_id=assessment.owner_id,
        workspace_id=assessment.workspace_id,
        rulebook=rulebook,
        workload=assessment.workload,
        **_fields(details),
    )
    _add_answers(other, answers, {})
    return other


@transaction.atomic
def start_from_example(
    owner: Owner, details: Details, rulebook: str, answers: Profile, notes: Mapping[str, str], example: str
) -> Assessment:
    """Copy a published example, so that answers can be changed."""
    assessment = Assessment.objects.create(
        owner=owner, rulebook=rulebook, example=example, **_fields(details)
    )
    _add_answers(assessment, answers, notes)
    return assessment


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be stored for one question; ``revision`` as in :func:`save_answer`."""

    value: Value | Open
    note: str = ""
    revision: int | None = None


def save_answer(
    assessment: Assessment, question: str, value: Value | Open, note: str, revision: int | None
) -> Answer | None:
    """Store one answer and its note; ``OPEN`` opens the question again.

    ``revision`` is the revision that the answer was read at (0: there was none, None: do not ask).
    Returns the stored answer, None where there never was one. Raises :class:`Conflict` where the
    stored answer is another one than was read and than what is to be stored.
    """
    _, conflicts = save_answers(assessment, {question: Given(value, note, revision)})
    if question in conflicts:
        raise Conflict(conflicts[question])
    return Answer.objects.filter(assessment=assessment, question=question).first()


@transaction.atomic
def save_answers(assessment: Assessment, given: Mapping[str, Given]) -> tuple[int, dict[str, Answer | None]]:
    """Store several answers, in as many queries as one.

    A question that is opened again keeps its row, so that its revision goes on counting.

    Returns how many changed, and for each that another tab changed meanwhile what is stored; those were
    left alone.
    """
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    stored = {answer.question: answer for answer in assessment.answers.filter(question__in=list(given))}
    added, changed = [], []
    conflicts: dict[str, Answer | None] = {}
    for question, one in given.items():
        current = stored.get(question)
        if not _differs(current, one):
            continue
        if one.revision is not None and one.revision != (current.revision if current else 0):
            conflicts[question] = current
        elif current is None:
            added.append(_filled(Answer(assessment=assessment, question=question, revision=0), one))
        else:
            changed.append(_filled(current, one))
    count = len(added) + len(changed)
    if count:
        Answer.objects.bulk_create(added)
        Answer.objects.bulk_update(changed, ["given", "value", "note", "saved_at", "revision"])
        touch(assessment)
    return count, conflicts


@dataclass(frozen=True, slots=True)
class Brought:
    """An assessment that comes from a file, with answers and notes by question."""

    details: Details
    rulebook: str
    answers: Mapping[str, Given]


@transaction.atomic
def bring_in(owner: Owner, brought: Sequence[Brought]) -> list[Assessment]:
    """Begin an assessment for each, all or none, in as many queries as for one; they share nothing."""
    assessments = Assessment.objects.bulk_create(
        Assessment(owner=owner, rulebook=one.rulebook, **_fields(one.details)) for one in brought
    )
    Answer.objects.bulk_create(
        _filled(Answer(assessment=assessment, question=question, revision=0), given)
        for assessment, one in zip(assessments, brought, strict=True)
        for question, given in one.answers.items()
    )
    return assessments


def _differs(current: Answer | None, one: Given) -> bool:
    given = not isinstance(one.value, Open)
    if current is None:
        return given or bool(one.note)
    return (current.given, current.value, current.note) != (given, _stored(one.value), one.note)


def _filled(answer: Answer, one: Given) -> Answer:
    answer.given = not isinstance(one.value, Open)
    answer.value = _stored(one.value)
    answer.note = one.note
    answer.saved_at = timezone.now()
    answer.revision += 1
    return answer


@transaction.atomic
def change_details(assessment: Assessment, details: Details) -> None:
    """Rename or describe an assessment."""
    fields = _fields(details)
    touch(assessment, **fields)
    for name, value in fields.items():
        setattr(assessment, name, value)


@transaction.atomic
def keep_variant(assessment: Assessment, variant: str, answers: Mapping[str, Value | Open]) -> Assessment:
    """Copy an assessment as a named variant with other answers; the assessment stays as it is."""
    other = copy(assessment, assessment.name, variant)
    save_answers(
        other, {question: Given(value, _note(other, question)) for question, value in answers.items()}
    )
    return other


def _note(assessment: Assessment, question: str) -> str:
    stored = assessment.answers.filter(question=question).first()
    return stored.note if stored else ""


@transaction.atomic
def copy(assessment: Assessment, name: str, variant: str = "") -> Assessment:
    """Copy an assessment with its answers and notes, to try a what-if; it stays a variant of the first."""
    answers = list(assessment.answers.all())
    other = Assessment.objects.create(
        owner_id=assessment.owner_id,
        workspace_id=assessment.workspace_id,
        name=name,
        component=assessment.component,
        variant=variant,
        contact=assessment.contact,
        client=assessment.client,
        description=assessment.description,
        rulebook=assessment.rulebook,
        workload=assessment.workload,
        variant_of=assessment.variant_of,
        example=assessment.example,
    )
    Answer.objects.bulk_create(
        Answer(assessment=other, question=a.question, given=a.given, value=a.value, note=a.note)
        for a in answers
        if a.given or a.note
    )
    return other


def delete(assessment: Assessment) -> None:
    """Hide an assessment; it can come back until it is purged."""
    Assessment.objects.filter(pk=assessment.pk).update(deleted_at=timezone.now())


def undelete(assessment: Assessment) -> None:
    """Bring a deleted assessment back."""
    Assessment.objects.filter(pk=assessment.pk).update(deleted_at=None)


@transaction.atomic
def share(
    assessment: Assessment, note: str = "", expires_at: datetime | None = None, password: str = ""
) -> ShareLink:
    """Make another read-only link; of a ``password``, as it was typed, only the hash is stored."""
    touch(assessment)
    hashed = make_password(password) if password else ""
    return ShareLink.objects.create(assessment=assessment, note=note, expires_at=expires_at, password=hashed)


def end_sharing(assessment: Assessment, token: UUID) -> bool:
    """End one link of an assessment; return whether it was open."""
    return bool(assessment.share_links.open().filter(token=token).update(revoked_at=timezone.now()))


def revoke_sharing(assessment: Assessment) -> int:
    """End every read-only link of an assessment; return how many were open."""
    return assessment.share_links.open().update(revoked_at=timezone.now())


@transaction.atomic
def offer(assessment: Assessment) -> None:
    """Let editors of the rulebook see the answers, without names and notes, to make a scenario of them."""
    touch(assessment)
    Assessment.objects.filter(pk=assessment.pk, offered_at=None).update(offered_at=timezone.now())


def take_back_offer(assessment: Assessment) -> None:
    """Hide the answers from editors again; scenarios that were made of them stay."""
    Assessment.objects.filter(pk=assessment.pk).update(offered_at=None)


def move(assessment: Assessment, seen: str, to: str) -> bool:
    """Pin an assessment to another version; the answers stay as they are, whatever that can read of them.

    Returns whether it was still on the version ``seen``; otherwise nothing is done.
    """
    pinned = Assessment.objects.filter(pk=assessment.pk, rulebook=seen)
    return bool(pinned.update(rulebook=to, updated_at=timezone.now(), warned_at=None))


def touch(assessment: Assessment, **fields: Any) -> None:
    """Store when it was changed last, with fields; what was to be removed for its age is not, any more."""
    changed = Assessment.objects.filter(pk=assessment.pk)
    changed.update(**fields, updated_at=timezone.now(), warned_at=None)


def _fields(details: Details) -> dict[str, str]:
    return {
        "name": details.name,
        "component": details.component,
        "contact": details.contact,
        "client": details.client,
        "description": details.description,
    }


def _stored(value: Value | Open) -> Any:
    """Return a value as JSON holds it; an open question has none."""
    if isinstance(value, Open):
        return None
    return list(value) if isinstance(value, tuple) else value


def _add_answers(assessment: Assessment, answers: Profile, notes: Mapping[str, str]) -> None:
    Answer.objects.bulk_create(
        Answer(assessment=assessment, question=question, value=_stored(value), note=notes.get(question, ""))
        for question, value in answers.items()
    )
