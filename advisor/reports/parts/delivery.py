"""The four delivery figures with the level that each stands for, from the rulebook's tables."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext

from advisor.engine.rulebook import Answer, Text
from advisor.pictures.levels import levels
from advisor.reports import labels
from advisor.reports.desk import Desk
from advisor.reports.report import Cites, Measure

MEASURES = ("deployment_frequency", "lead_time", "time_to_restore", "change_failure_rate_percent")
#: Which level an answer stands for; and what the levels are called (the best first), with what each asks for.
LEVELS_TABLE = "dora-levels"
NAMES_TABLE = "dora-thresholds"
#: The column of the second table that is about a question, where its name is another one.
_COLUMNS = {"change_failure_rate_percent": "change_failure_rate"}


class Delivery(NamedTuple):
    """The measures, the levels' names from the lowest to the best, and where they are published."""

    measures: tuple[Measure, ...]
    levels: tuple[str, ...]
    cites: Cites


def delivery(desk: Desk) -> Delivery:
    """Return the delivery figures; nothing where none is answered."""
    facts = desk.evaluation.facts()
    known = [slug for slug in MEASURES if slug in desk.rulebook.questions]
    if all(facts.get(slug) is None for slug in known):
        return Delivery((), (), ())
    names = _level_names(desk)
    table = desk.rulebook.tables.get(LEVELS_TABLE)
    return Delivery(
        measures=tuple(_measure(desk, slug, facts.get(slug), names) for slug in known),
        levels=tuple(names.values()),
        cites=desk.cite(table.sources) if table else (),
    )


def _level_names(desk: Desk) -> dict[str, str]:
    """Return level → name, from the lowest to the best."""
    table = desk.rulebook.tables.get(NAMES_TABLE)
    if table is None:
        return {}
    names = {row.get("level"): row.get("name") for row in table.rows}
    told = {str(level): desk.say(name) for level, name in names.items() if isinstance(name, Text)}
    return dict(reversed(told.items()))


def _measure(desk: Desk, slug: str, answer: Answer, names: dict[str, str]) -> Measure:
    name = labels.question_label(desk.rulebook, slug, desk.language)
    if answer is None:
        return Measure(name, gettext("not answered"), "", ())
    today = labels.answer_words(desk.rulebook, slug, answer, desk.language)
    level = _level(desk, slug, answer)
    if level not in names:
        return Measure(name, today, "", ())
    boxes = levels(len(names), list(names).index(level))
    return Measure(name, today, names[level], boxes, _next_level(desk, slug, level, names))


def _next_level(desk: Desk, slug: str, level: str, names: dict[str, str]) -> str:
    """Return what the next level up asks for: the first whose figure is not the same as today's."""
    asked = _asked_for(desk, _COLUMNS.get(slug, slug))
    better = list(names)[list(names).index(level) + 1 :]
    for higher in better:
        if higher in asked and asked[higher] != asked.get(level):
            return f"{names[higher]}: {asked[higher]}"
    return ""


def _asked_for(desk: Desk, column: str) -> dict[str, str]:
    table = desk.rulebook.tables.get(NAMES_TABLE)
    cells = {str(row.get("level")): row.get(column) for row in (table.rows if table else ())}
    return {level: desk.say(cell) for level, cell in cells.items() if isinstance(cell, Text)}


def _level(desk: Desk, slug: str, answer: Answer) -> str:
    table = desk.rulebook.tables.get(LEVELS_TABLE)
    for row in table.rows if table else ():
        if row.get("question") != slug:
            continue
        low, high = row.get("minimum"), row.get("below")
        if isinstance(answer, int | float):
            if isinstance(low, int | float) and isinstance(high, int | float) and low <= answer < high:
                return str(row.get("level"))
        elif row.get("answer") == answer:
            return str(row.get("level"))
    return ""
