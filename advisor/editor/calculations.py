"""What is worked out about the draft beside the requests: begun once, kept for a while, found again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from advisor import jobs
from advisor.assessments.models import Owner
from advisor.editor.models import EditorJob
from advisor.engine import Compiled
from advisor.jobs import housekeeping
from advisor.rulebook.draft import Draft, compiled_of, current_draft, draft_mark
from advisor.rulebook.models import Version

#: Results of one kind that are kept for everybody or for one account, and how long.
MOST_KEPT, KEPT = 5, timedelta(days=30)

Kind = EditorJob.Kind
State = EditorJob.State


def order(kind: Kind, user: Any, owner: Owner | None = None) -> EditorJob:
    """Begin to work something out about the draft as it is, unless that is being done already."""
    forget_old(kind, user)
    mark = draft_mark()
    for job in _of(kind, user).filter(state__in=jobs.AT_WORK, mark=mark):
        if jobs.look_after(job).is_at_work:
            return job
    in_use = Version.objects.current_hash()
    job = EditorJob.objects.create(kind=kind, mark=mark, version=in_use, user=user, owner=owner)
    jobs.begin(job)
    return job


def last(kind: Kind, user: Any) -> tuple[EditorJob | None, EditorJob | None]:
    """Return the newest job where it has not finished, and the newest result."""
    newest = _of(kind, user).first()
    running = jobs.look_after(newest) if newest and newest.state != State.FINISHED else None
    return running, _of(kind, user).filter(state=State.FINISHED).first()


def finished(kind: Kind, mark: str) -> EditorJob | None:
    """Return the newest that was worked out for the draft with this mark."""
    return EditorJob.objects.filter(kind=kind, state=State.FINISHED, mark=mark).first()


def visible(user: Any) -> QuerySet[EditorJob]:
    """Return the jobs that an account may see: all checks, and its own impacts."""
    return EditorJob.objects.filter(kind=Kind.CHECK) | EditorJob.objects.filter(user=user)


def forget_old(kind: Kind, user: Any) -> None:
    """Remove what is too old, and beyond the newest few."""
    forget_too_old()
    newest_few = list(_of(kind, user).values_list("pk", flat=True)[:MOST_KEPT])
    _of(kind, user).exclude(pk__in=newest_few).exclude(state__in=jobs.AT_WORK).delete()


@housekeeping.every(timedelta(days=1), "calculations")
def forget_too_old() -> int:
    """Remove everybody's that are too old; return how many."""
    return EditorJob.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]


def draft_to_work_on(job: EditorJob) -> tuple[Draft, Compiled]:
    """Return the draft as it is when the work begins, and note in the job which one it is.

    FixtureError, RulebookError as :func:`advisor.rulebook.draft.compiled_draft`.
    """
    draft = current_draft()
    jobs.tell(job, 0, mark=draft.mark)
    return draft, compiled_of(draft)


def _of(kind: Kind, user: Any) -> QuerySet[EditorJob]:
    """Return the jobs that serve an account: of impacts its own, of checks everybody's."""
    found = EditorJob.objects.filter(kind=kind)
    return found if kind == Kind.CHECK else found.filter(user=user)
