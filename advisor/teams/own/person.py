"""Whose data it is: an account with its owner, or a browser without an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from advisor.accounts.audit import About, Actor
from advisor.accounts.models import AuditEvent
from advisor.assessments.access import owner_of
from advisor.assessments.models import Assessment, AssessmentQuerySet, Owner


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who asks for their own; no ``user``: without an account, no ``owner``: nothing is stored."""

    user: Any
    owner: Owner | None

    @property
    def personal(self) -> AssessmentQuerySet:
        """Their personal assessments, the deleted ones too."""
        if self.owner is None:
            return Assessment.objects.none()
        return Assessment.objects.filter(owner=self.owner, workspace=None)

    @property
    def actor(self) -> AuditEvent.Actor:
        """What the access log calls them."""
        return Actor.ACCOUNT if self.user else Actor.BROWSER

    @property
    def account(self) -> int | None:
        """The number of the account."""
        return self.user.pk if self.user else None

    @property
    def about(self) -> About:
        """What the access log says of all that is theirs."""
        return About(owner=self.owner.pk if self.owner else None, subject=self.account)


def person_of(request: HttpRequest) -> Person:
    """Return who sends a request (one query)."""
    return Person(request.user if request.user.is_authenticated else None, owner_of(request))
