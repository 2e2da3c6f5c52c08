"""Part two: what would stand where on Azure, beside today's workload. Only what is recommended is drawn."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext

from advisor.reports.desk import Desk
from advisor.reports.parts.architecture.services import compute, database, groups, supporting, ways_in
from advisor.reports.parts.architecture.today import Facts, starts, today
from advisor.reports.parts.architecture.wording import caption, description, headline
from advisor.reports.parts.running.tables import REGIONS, SEVERAL
from advisor.reports.report.architecture import ArchitecturePart, Region


def architecture_part(desk: Desk) -> ArchitecturePart:
    """Return today's workload and the recommended services in their places."""
    facts = Facts(desk, desk.evaluation.facts())
    before = today(facts)
    around = supporting(desk, {node.slug for node in before})
    ways = ways_in(starts(facts), around)
    inside = {node.slug for way in ways for node in way.through}
    runs, keeps = compute(desk, facts), database(desk, facts)
    part = ArchitecturePart(
        title=gettext("Target architecture"),
        strategy=desk.evaluation.recommendation.strategy.outcome or "",
        today_title=gettext("Today"),
        today=before,
        today_missing="" if before else gettext("Not described by the answers so far"),
        target_title=gettext("On Azure"),
        ways_in=ways,
        compute=runs,
        database=keeps,
        regions=_regions(facts) if (runs.role, keeps.role) != ("open", "open") else (),
        groups=groups([node for node in around if node.slug not in inside]),
    )
    return replace(part, headline=headline(part), caption=caption(part), description=description(part))


def _regions(facts: Facts) -> tuple[Region, ...]:
    """Return the regions that the answers ask for: one, or an active one and one that stands by."""
    asked = facts.one(REGIONS)
    if not asked:
        return ()
    if asked != SEVERAL:
        return (Region(gettext("One region"), standby=False),)
    active = Region(gettext("Region 1, active"), standby=False)
    return (active, Region(gettext("Region 2, standby"), standby=True))
