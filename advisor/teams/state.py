"""What is in a workspace, as one word that is another one after every change."""

from __future__ import annotations

import hashlib
import json

from django.db.models import Count, Max, QuerySet

from advisor.accounts.models import Membership, Workspace
from advisor.assessments.models import Assessment, Milestone, Override


def state_of(workspace: Workspace) -> str:
    """Return a hash over a workspace's name, members and assessments (five queries)."""
    members = Membership.objects.filter(workspace=workspace).order_by("pk").values_list("user_id", "role")
    overrides = Override.objects.filter(assessment__in=present_in(workspace))
    milestones = Milestone.objects.filter(assessment__in=present_in(workspace))
    name = Workspace.objects.values_list("name", flat=True).get(pk=workspace.pk)
    whole = [
        name,
        list(members),
        list(present_in(workspace).values_list("code", "updated_at", "rulebook")),
        overrides.aggregate(Count("pk"), Max("decided_at"), Max("withdrawn_at")),
        milestones.aggregate(Count("pk"), Max("frozen_at")),
    ]
    return hashlib.sha256(json.dumps(whole, default=str).encode()).hexdigest()


def present_in(workspace: Workspace) -> QuerySet[Assessment]:
    """Return the assessments of a workspace that are not deleted themselves, in the order they were begun."""
    return Assessment.objects.filter(workspace=workspace, deleted_at=None).order_by("created_at", "pk")
