"""Cost, said honestly: not priced here, what drives the bill, what can be saved, where to price it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext

from advisor.engine import asked
from advisor.engine.rulebook import COLLECTING_DECISION, Service, Text
from advisor.reports import labels
from advisor.reports.desk import Desk, fill
from advisor.reports.parts.advice import COST, SAVING, items_of_topic
from advisor.reports.parts.effort import effort_part
from advisor.reports.report import CostPart, DrivenBy, Driver

#: Where Azure's prices can be worked out; a link for the reader, never fetched.
CALCULATOR = "https://azure.microsoft.com/pricing/calculator/"
#: service, question, how the answer drives the service's bill, and the source that says so.
DRIVERS_TABLE = "cost-drivers"


def cost_part(desk: Desk) -> CostPart:
    """Return what drives the bill of the services chosen, what can be saved, and where to price it."""
    found = desk.evaluation.recommendation
    main = [_driver(desk, *chosen) for chosen in _chosen(desk, ("compute", "database")) if chosen[1].billing]
    around = [_driver(desk, *chosen) for chosen in _chosen(desk, (COLLECTING_DECISION,)) if chosen[1].billing]
    headline = gettext("Not priced here: the answers name no service yet")
    if main and found.compute.outcome:
        names = " · ".join(driver.service for driver in main)
        headline = fill(gettext("Not priced here; most of the bill comes from %(services)s"), services=names)
    drivers = (*main, *around)
    return CostPart(
        headline=headline,
        not_priced=gettext(
            "This report names no amount. Prices differ by region, size, term and contract, and none of them "
            "was asked. It says what each service is billed by, so that the right quantities can be priced."
        ),
        drivers=drivers,
        savings=items_of_topic(desk, SAVING),
        advice=items_of_topic(desk, COST),
        effort=effort_part(desk),
        where_to_price=gettext(
            "Price it with the Azure pricing calculator, and with Azure Migrate’s business case, which "
            "measures the servers of today."
        ),
        calculator=CALCULATOR,
    )


def _chosen(desk: Desk, decisions: tuple[str, ...]) -> Iterator[tuple[str, Service]]:
    """Yield name and catalogue entry of what was chosen in these decisions."""
    found = desk.evaluation.recommendation
    outcomes = {ranked.decision: (ranked.outcome,) for ranked in desk.evaluation.ranked()}
    picked: dict[str, tuple[str | None, ...]] = {**outcomes, COLLECTING_DECISION: found.supporting.outcome}
    for decision in decisions:
        options = {option.slug: option for option in desk.rulebook.decisions[decision].options}
        for slug in picked[decision]:
            option = options.get(slug or "")
            service = desk.rulebook.services.get(option.service or "") if option else None
            if option and service:
                yield desk.say(option.name), service


def _driver(desk: Desk, name: str, service: Service) -> Driver:
    table = desk.rulebook.tables.get(DRIVERS_TABLE)
    rows = table.rows if table else ()
    questions = asked(desk.evaluation.compiled, desk.evaluation.profile)
    return Driver(
        service=name,
        text=desk.say(service.billing),
        answers=tuple(
            _driven_by(desk, question, row)
            for row in rows
            if row.get("service") == service.slug and (question := str(row.get("question"))) in questions
        ),
    )


def _driven_by(desk: Desk, question: str, row: Mapping[str, object]) -> DrivenBy:
    answer = desk.evaluation.facts().get(question)
    text = row.get("text")
    words = gettext("not answered")
    if answer is not None:
        words = labels.answer_words(desk.rulebook, question, answer, desk.language)
    return DrivenBy(
        question=labels.question_label(desk.rulebook, question, desk.language),
        answer=words,
        text=desk.say(text) if isinstance(text, Text) else "",
        cites=desk.cite([str(row.get("source"))]),
    )
