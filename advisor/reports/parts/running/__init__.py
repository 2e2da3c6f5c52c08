"""Part three: how it would run on the compute service recommended: size, scaling, releases, availability."""

from __future__ import annotations

from django.utils.translation import gettext

from advisor.reports.desk import Desk
from advisor.reports.parts.running.availability import availability_view
from advisor.reports.parts.running.release import release_view
from advisor.reports.parts.running.scaling import scaling_view
from advisor.reports.parts.running.sizing import sizing_view
from advisor.reports.report import RunningPart

__all__ = ["running_part"]


def running_part(desk: Desk) -> RunningPart:
    """Return how it would run; a view is ``None`` where the rulebook or the answers have nothing for it."""
    sizing = sizing_view(desk)
    scaling = scaling_view(desk)
    release = release_view(desk)
    availability = availability_view(desk)
    told = [view.short for view in (sizing, scaling, release, availability) if view and view.short]
    headline = " · ".join(told) or gettext("Nothing can be worked out yet: the answers name no service")
    return RunningPart(headline, sizing, scaling, release, availability)
