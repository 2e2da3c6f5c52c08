"""The tables and questions that more than one view reads."""

from __future__ import annotations

from advisor.reports.desk import Desk
from advisor.reports.parts.running.cells import table_rows

#: Which sizes a service offers, in the order in which they are tried.
SIZING_TABLE = "sizing"
#: The fewest instances for a level of availability.
MINIMUMS_TABLE = "scale-minimums"
AVAILABILITY = "availability"
#: In how many regions it must run, and the answer that asks for more than one.
REGIONS, SEVERAL = "regions", "multiple"


def fewest_for_level(desk: Desk) -> int:
    """Return the fewest instances that the level of availability asks for; 1 where it asks for none."""
    compute = desk.evaluation.recommendation.compute.outcome or ""
    level = str(desk.evaluation.facts().get(AVAILABILITY) or "")
    rows = table_rows(desk, MINIMUMS_TABLE, service=compute, level=level)
    return max((int(row.number("minimum") or 1) for row in rows), default=1)
