"""Assessments from one place to another: into a workspace, out of it, from one into another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from advisor.accounts import audit
from advisor.accounts.audit import About, Action, Actor
from advisor.accounts.models import Workspace
from advisor.assessments.models import Assessment, Owner, ShareLink


class MovedMeanwhile(Exception):
    """Somebody moved or deleted one of them since it was read."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where assessments go: into a workspace, or to an owner whose alone they are then."""

    workspace: Workspace | None
    owner: Owner


@transaction.atomic
def move(assessments: Sequence[Assessment], target: Target, by: Any) -> int:
    """Move assessments of one place, all or none; return how many share links ended with it.

    Answers, notes, overrides and milestones go along. What they leave is noted by what loaded them, where
    they arrive is told here. Raises :class:`MovedMeanwhile`, and Http404 where the workspace that they go to
    was deleted meanwhile.
    """
    if target.workspace is not None:
        there = Workspace.objects.present().select_for_update().filter(pk=target.workspace.pk)
        if not there.exists():
            raise Http404
    _hold(assessments)
    moved = Assessment.objects.filter(pk__in=[assessment.pk for assessment in assessments])
    if target.workspace is None:
        moved.update(workspace=None, owner=target.owner, updated_at=timezone.now(), warned_at=None)
    else:
        moved.update(workspace=target.workspace, updated_at=timezone.now(), warned_at=None)
    for assessment in assessments:
        _tell(assessment, target, by)
    links = ShareLink.objects.open().filter(assessment__in=moved)
    return links.update(revoked_at=timezone.now())


def _hold(assessments: Sequence[Assessment]) -> None:
    """Lock the rows; raise :class:`MovedMeanwhile` where one is no longer where it was read."""
    numbers = [assessment.pk for assessment in assessments]
    held = Assessment.objects.select_for_update().filter(pk__in=numbers, deleted_at=None).order_by("pk")
    places = dict(held.values_list("pk", "workspace_id"))
    if places != {assessment.pk: assessment.workspace_id for assessment in assessments}:
        raise MovedMeanwhile


def _tell(assessment: Assessment, target: Target, by: Any) -> None:
    arrived = About(
        assessment=assessment.code,
        title=assessment.title,
        owner=None if target.workspace else target.owner.pk,
        workspace=target.workspace.code if target.workspace else None,
    )
    audit.record(Action.MOVED, arrived, actor=Actor.ACCOUNT, account=by.pk, detail="arrived")
