"""Cost, said honestly: not priced here, what drives the bill, where to price it."""

from __future__ import annotations

from django.utils.translation import gettext

from advisor.reports.desk import Desk, fill
from advisor.reports.parts.advice import COST, held, item
from advisor.reports.report import CostPart, Driver, ServicesPart

#: Where Azure's prices can be worked out; a link for the reader, never fetched.
CALCULATOR = "https://azure.microsoft.com/pricing/calculator/"


def cost_part(desk: Desk, services: ServicesPart) -> CostPart:
    """Return what drives the bill of the services chosen, and where to price it."""
    drivers = [Driver(service.name, service.billing) for service in services.services if service.billing]
    main = " · ".join(driver.service for driver in drivers)
    drivers += [Driver(around.name, around.billing) for around in services.around if around.billing]
    advice = [entry for kind in ("practice", "risk") for entry in held(desk, kind) if entry.topic == COST]
    headline = gettext("Not priced here: the answers name no service yet")
    if main:
        headline = fill(gettext("Not priced here; most of the bill comes from %(services)s"), services=main)
    return CostPart(
        headline=headline,
        not_priced=gettext(
            "This report names no amount. Prices differ by region, size, term and contract, and none of them "
            "was asked. It says what each service is billed by, so that the right quantities can be priced."
        ),
        drivers=tuple(drivers),
        advice=tuple(item(desk, entry) for entry in advice if entry.kind == "practice"),
        where_to_price=gettext(
            "Price it with the Azure pricing calculator, and with Azure Migrate’s business case, which "
            "measures the servers of today."
        ),
        calculator=CALCULATOR,
    )
