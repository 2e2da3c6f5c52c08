"""How the number of instances follows the load: the rule for each trigger, fewest, most, and zero."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from django.utils.translation import gettext, pgettext

from advisor.engine.rulebook import NONE
from advisor.reports import labels
from advisor.reports.desk import Desk, fill
from advisor.reports.parts.advice import items_of_topic
from advisor.reports.parts.running import amounts
from advisor.reports.parts.running.cells import Row, table_rows
from advisor.reports.parts.running.lines import Lines
from advisor.reports.parts.running.tables import AVAILABILITY, MINIMUMS_TABLE, SIZING_TABLE
from advisor.reports.report import ScaleRule, ScalingView

RULES_TABLE = "scale-rules"
TRAFFIC_TABLE = "scale-traffic"
TOPIC = "scaling"
TRIGGER, TRAFFIC = "work_trigger", "traffic"


@dataclass(frozen=True, slots=True)
class Asked:
    """The answers that scaling depends on; "" or ``None`` where one is missing."""

    compute: str
    triggers: tuple[str, ...]
    traffic: str
    level: str
    instances: int | None


def scaling_view(desk: Desk) -> ScalingView | None:
    """Return the scale rules and the numbers between which they work."""
    asked = _asked(desk)
    known = table_rows(desk, RULES_TABLE, service=asked.compute)
    if not known:
        return None
    rows = _rules(known, asked)
    lines = _numbers(desk, asked, rows) if _counts_instances(desk, asked) else _by_platform()
    return ScalingView(
        short=lines.short,
        headline=lines.headline,
        rules=tuple(_rule(desk, trigger, row) for trigger, row in rows),
        rows=tuple(lines.rows),
        missing=_missing(desk),
        items=items_of_topic(desk, TOPIC),
    )


def _asked(desk: Desk) -> Asked:
    facts = desk.evaluation.facts()
    triggers = facts.get(TRIGGER)
    return Asked(
        compute=desk.evaluation.recommendation.compute.outcome or "",
        triggers=triggers if isinstance(triggers, tuple) else (),
        traffic=str(facts.get(TRAFFIC) or ""),
        level=str(facts.get(AVAILABILITY) or ""),
        instances=amounts.answered_instances(desk),
    )


def _rules(known: list[Row], asked: Asked) -> list[tuple[str, Row | None]]:
    """Return trigger → rule, then those for every trigger (""), then those for the traffic.

    A trigger that the service has no rule for has ``None``, unless a rule for every trigger stands in.
    """
    always = [row for row in known if not row.slug("trigger") and not row.slug("traffic")]
    for_traffic = [row for row in known if asked.traffic and row.slug("traffic") == asked.traffic]
    own = {row.slug("trigger"): row for row in known if row.slug("trigger")}
    rows: list[tuple[str, Row | None]] = [
        (trigger, own.get(trigger)) for trigger in asked.triggers if own and (trigger != NONE or NONE in own)
    ]
    return [*rows, *(("", row) for row in (*always, *for_traffic))]


def _rule(desk: Desk, trigger: str, row: Row | None) -> ScaleRule:
    name = labels.answer_words(desk.rulebook, TRIGGER, trigger, desk.language) if trigger else ""
    if row is None:
        return ScaleRule(name, gettext("The rulebook knows no rule for this on the service."), "", "", "", ())
    if not trigger:
        named = row.slug("traffic")
        name = labels.answer_words(desk.rulebook, TRAFFIC, named, desk.language) if named else gettext("Any")
    zero = {"yes": pgettext("running", "yes"), "no": pgettext("running", "no")}.get(row.slug("to_zero"), "")
    return ScaleRule(name, row.text("rule"), row.text("setting"), zero, row.text("idle"), row.cites())


def _missing(desk: Desk) -> tuple[str, ...]:
    text = gettext("Answer “%(question)s”: without it this is not worked out, and nothing is guessed.")
    questions = (TRIGGER, TRAFFIC, amounts.INSTANCES, AVAILABILITY)
    return tuple(
        fill(text, question=labels.question_label(desk.rulebook, slug, desk.language))
        for slug in questions
        if slug in desk.rulebook.questions and desk.evaluation.facts().get(slug) is None
    )


# ── numbers ──


def _counts_instances(desk: Desk, asked: Asked) -> bool:
    """Return whether the service has instances to count; one without sizes has none."""
    rows = table_rows(desk, SIZING_TABLE, service=asked.compute)
    return not rows or any(row.slug("method") != "none" for row in rows)


def _by_platform() -> Lines:
    return Lines(
        gettext("By the platform: there is no number of instances to set"), gettext("by the platform")
    )


def _numbers(desk: Desk, asked: Asked, rows: list[tuple[str, Row | None]]) -> Lines:
    """Work out the fewest and the most instances."""
    lines = Lines(headline=gettext("How the number of instances follows the load"))
    by_load = _scales_by_load(rows)
    zero = _can_be_zero(asked, rows)
    traffic = _traffic(desk, asked)
    fewest = _fewest(desk, asked, traffic, zero, lines)
    _say_zero(by_load, zero, fewest, lines)
    if traffic is None or asked.instances is None or fewest is None:
        return lines
    factor = traffic.number("factor") or Fraction(1)
    most = max(fewest, ceil(asked.instances * factor))
    working = fill(
        gettext("%(instances)s at the busiest time × %(factor)s: %(why)s"),
        instances=amounts.words(asked.instances),
        factor=amounts.words(factor),
        why=traffic.text("why_most"),
    )
    lines.add(gettext("Most instances"), working, amounts.words(_within(desk, asked, most, lines)))
    if by_load and fewest == most:
        result = gettext("none: the rules above begin to work when the load outgrows this number")
        lines.add(gettext("Room between the two"), f"{amounts.words(most)} − {amounts.words(fewest)}", result)
    _say_range(by_load, fewest, most, lines)
    return lines


def _traffic(desk: Desk, asked: Asked) -> Row | None:
    """Return what the traffic says: the service’s own row before the one for every service."""
    rows = table_rows(desk, TRAFFIC_TABLE, traffic=asked.traffic) if asked.traffic else []
    fitting = [row for row in rows if row.slug("service") in ("", asked.compute)]
    return max(fitting, key=lambda row: bool(row.slug("service")), default=None)


def _say_range(by_load: bool, fewest: int, most: int, lines: Lines) -> None:
    if not by_load:
        lines.headline = fill(gettext("%(most)s instances, set by hand"), most=amounts.words(most))
        lines.short = gettext("no scaling by load")
    elif fewest == most:
        lines.headline = fill(gettext("Always %(most)s instances"), most=amounts.words(most))
        lines.short = fill(gettext("always %(most)s"), most=amounts.words(most))
    else:
        numbers = {"fewest": amounts.words(fewest), "most": amounts.words(most)}
        lines.headline = fill(gettext("Between %(fewest)s and %(most)s instances"), **numbers)
        lines.short = fill(gettext("%(fewest)s to %(most)s by load"), **numbers)


def _scales_by_load(rows: list[tuple[str, Row | None]]) -> bool:
    return not any(row is not None and row.slug("by_load") == "no" for _, row in rows)


def _can_be_zero(asked: Asked, rows: list[tuple[str, Row | None]]) -> bool:
    """Return whether every rule goes to zero; a trigger without a rule cannot."""
    told = [row.slug("to_zero") if row else "no" for _, row in rows]
    return bool(asked.triggers) and "yes" in told and "no" not in told


def _say_zero(by_load: bool, zero: bool, fewest: int | None, lines: Lines) -> None:
    if zero:
        result = gettext("possible, but the fewest instances stay") if fewest else gettext("possible")
        lines.add(gettext("To zero"), gettext("every rule above can start from zero"), result)
    elif by_load:
        lines.add(
            gettext("To zero"), gettext("not every rule above can start from zero"), gettext("not possible")
        )


def _fewest(desk: Desk, asked: Asked, traffic: Row | None, zero: bool, lines: Lines) -> int | None:
    """Return the larger of what the traffic and the level of availability ask for."""
    level = next(iter(table_rows(desk, MINIMUMS_TABLE, service=asked.compute, level=asked.level)), None)
    parts: list[tuple[int, str]] = []
    if traffic is not None:
        parts.append((_base(traffic, asked, zero), traffic.text("why")))
    if level is not None and asked.level:
        parts.append((int(level.number("minimum") or 0), level.text("why")))
    if traffic is None or (asked.instances is None and traffic.slug("base") == "peak"):
        return None
    working = "; ".join(f"{amounts.words(number)}: {why}" for number, why in parts)
    fewest = max(number for number, _ in parts)
    lines.add(gettext("Fewest instances"), working, amounts.words(fewest), level.cites() if level else ())
    return fewest


def _base(traffic: Row, asked: Asked, zero: bool) -> int:
    base = traffic.slug("base")
    if base == "peak":
        return asked.instances or 1
    return 0 if base == "zero" and zero else 1


def _within(desk: Desk, asked: Asked, most: int, lines: Lines) -> int:
    """Return the most instances, at most what the service runs."""
    limits = [row.number("most") for row in table_rows(desk, SIZING_TABLE, service=asked.compute)]
    limit = max((int(number) for number in limits if number is not None), default=most)
    if most > limit:
        working = f"{amounts.words(most)} > {amounts.words(limit)}"
        lines.add(gettext("Instances at most"), working, amounts.words(limit))
    return min(most, limit)
