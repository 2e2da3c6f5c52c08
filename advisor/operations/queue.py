"""How the jobs stand, of every kind that there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.text import capfirst

from advisor.jobs import AT_WORK, Job, dead_after
from advisor.jobs.registry import job_models

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kind:
    """Jobs of one kind: how many wait, run, were left by their worker, and failed within a day.

    ``oldest`` is since when the first of those that wait does; ``seen_at`` is the last sign of life of
    whoever works on this kind. None where there is none.
    """

    model: type[Job]
    waiting: int
    running: int
    dead: int
    failed: int
    oldest: datetime | None
    seen_at: datetime | None

    @property
    def kind(self) -> str:
        """The name by which its figures are kept."""
        return str(self.model._meta.model_name)

    @property
    def name(self) -> str:
        """What people call this kind."""
        return str(capfirst(self.model._meta.verbose_name_plural))

    def age(self, now: datetime) -> float:
        """Return for how many seconds the first has waited; 0 where none waits."""
        return max((now - self.oldest).total_seconds(), 0) if self.oldest else 0.0


def queue_now() -> list[Kind]:
    """Return how each kind of job stands (a query for each)."""
    return [_kind(model) for model in job_models()]


def _kind(model: type[Job]) -> Kind:
    now = timezone.now()
    state, left = Job.State, Q(touched_at__lt=now - dead_after())
    waiting, running = Q(state=state.WAITING), Q(state=state.RUNNING)
    # Only what is at work or was touched within a day is looked at: what ended long ago is most of the table.
    recent = model._default_manager.filter(Q(state__in=AT_WORK) | Q(touched_at__gte=now - DAY)).order_by()
    return Kind(
        model,
        **recent.aggregate(
            waiting=Count("pk", filter=waiting),
            running=Count("pk", filter=running & ~left),
            dead=Count("pk", filter=running & left),
            failed=Count("pk", filter=Q(state=state.FAILED)),
            oldest=Min("created_at", filter=waiting),
            seen_at=Max("touched_at", filter=~waiting),
        ),
    )
