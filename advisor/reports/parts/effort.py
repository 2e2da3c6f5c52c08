"""How large the move is: points for what makes work, added up, and the class that the sum falls into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext, ngettext

from advisor.engine import asked
from advisor.engine.rulebook import Answer, ReferenceTable, Text
from advisor.reports import labels
from advisor.reports.desk import Desk, fill
from advisor.reports.parts.strategies import points_text
from advisor.reports.report import EffortClass, EffortPart, EffortRow
from advisor.rulebook.wording import signed

#: question, answer (or minimum ≤ x < below), strategies it counts for (none: all), points, reason, source.
DRIVERS_TABLE = "effort-drivers"
#: The classes from the smallest: name, the points it begins at, and what it means.
CLASSES_TABLE = "effort-classes"

Row = Mapping[str, Text | str | float | int | None]


class _Class(NamedTuple):
    name: str
    minimum: int
    meaning: str


def effort_part(desk: Desk) -> EffortPart | None:
    """Return the class of effort with its arithmetic; ``None`` without a strategy or the tables."""
    drivers = desk.rulebook.tables.get(DRIVERS_TABLE)
    table = desk.rulebook.tables.get(CLASSES_TABLE)
    strategy = desk.evaluation.recommendation.strategy.outcome
    if drivers is None or table is None or strategy is None:
        return None
    facts = desk.evaluation.facts()
    rows = [row for row in drivers.rows if _counts(row, strategy)]
    counted = [row for row in rows if _matches(row, facts.get(str(row.get("question"))))]
    total = sum(_points(row) for row in counted)
    classes = _classes(desk, table)
    here = max((c for c in classes if c.minimum <= total), key=lambda c: c.minimum, default=classes[0])
    return EffortPart(
        headline=fill(gettext("How large the move is: %(size)s"), size=here.name),
        label=gettext(
            "An ordering of Fourways’ own: it compares moves with each other and says nothing about days or "
            "money. Points are added for what makes work, and taken away for what saves it."
        ),
        rows=tuple(_row(desk, row, drivers, facts) for row in counted),
        total=_total(counted, total, here.name),
        classes=tuple(_class_view(classes, number, here) for number in range(len(classes))),
        unknown=_unknown(desk, rows, facts),
    )


def _counts(row: Row, strategy: str) -> bool:
    """Tell whether a row counts for a strategy."""
    named = str(row.get("strategies") or "").split()
    return not named or strategy in named


def _matches(row: Row, answer: Answer) -> bool:
    if isinstance(answer, tuple):
        return row.get("answer") in answer
    if isinstance(answer, str):
        return row.get("answer") == answer
    low, high = row.get("minimum"), row.get("below")
    if answer is None or not isinstance(low, int | float):
        return False
    return low <= answer and (not isinstance(high, int | float) or answer < high)


def _points(row: Row) -> int:
    points = row.get("points")
    return int(points) if isinstance(points, int | float) else 0


def _row(desk: Desk, row: Row, table: ReferenceTable, facts: Mapping[str, Answer]) -> EffortRow:
    question, reason, source = str(row.get("question")), row.get("reason"), row.get("source")
    label = labels.question_label(desk.rulebook, question, desk.language)
    answer = facts[question]
    if isinstance(answer, tuple):
        answer = (str(row.get("answer")),)
    return EffortRow(
        points=signed(_points(row)),
        answer=f"{label}: {labels.answer_words(desk.rulebook, question, answer, desk.language)}",
        text=desk.say(reason) if isinstance(reason, Text) else "",
        cites=desk.cite([str(source)]) if source else (),
    )


def _classes(desk: Desk, table: ReferenceTable) -> list[_Class]:
    found = []
    for row in table.rows:
        name, minimum, meaning = row.get("name"), row.get("minimum"), row.get("meaning")
        if isinstance(name, Text) and isinstance(minimum, int | float) and isinstance(meaning, Text):
            found.append(_Class(desk.say(name), int(minimum), desk.say(meaning)))
    return sorted(found, key=lambda c: c.minimum) or [_Class(gettext("not classed"), 0, "")]


def _total(counted: list[Row], total: int, name: str) -> str:
    """Return the arithmetic: “3 + 2 − 1 = 4 points: medium”."""
    terms = [signed(_points(row)) for row in counted]
    text = " ".join(f"{term[0]} {term[1:]}" for term in terms).removeprefix("+ ")
    points = points_text(total)
    return f"{text} = {points}: {name}" if text else f"{points}: {name}"


def _class_view(classes: list[_Class], number: int, here: _Class) -> EffortClass:
    this = classes[number]
    if number + 1 < len(classes):
        text = gettext("%(least)s–%(most)s points")
        span = fill(text, least=this.minimum, most=classes[number + 1].minimum - 1)
    else:
        span = fill(gettext("%(least)s points or more"), least=this.minimum)
    return EffortClass(this.name, span, this.meaning, this is here)


def _unknown(desk: Desk, rows: list[Row], facts: Mapping[str, Answer]) -> str:
    """Return which questions without an answer could add points."""
    questions = asked(desk.evaluation.compiled, desk.evaluation.profile)
    adding = dict.fromkeys(str(row.get("question")) for row in rows if _points(row) > 0)
    missing = [slug for slug in adding if slug in questions and facts.get(slug) is None]
    names = [labels.question_label(desk.rulebook, slug, desk.language) for slug in missing]
    if not names:
        return ""
    text = ngettext(
        "Not counted, because there is no answer: %(questions)s. It can make the move larger.",
        "Not counted, because there is no answer: %(questions)s. They can make the move larger.",
        len(names),
    )
    return fill(text, questions=", ".join(names))
