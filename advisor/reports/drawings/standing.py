"""Where the workload stands today: the twelve factors as cells, the delivery figures as rows of levels."""

from __future__ import annotations

from typing import Literal, NamedTuple

from django.utils.translation import gettext, override

from advisor.engine.rulebook import NONE
from advisor.pictures.drawing import Box, Drawing, Shape, Words
from advisor.pictures.korean import fill
from advisor.reports import labels
from advisor.reports.drawings.key import SAMPLE_HEIGHT, SAMPLE_WIDTH, Entry, key
from advisor.reports.drawings.lettering import HEADING, NAME, PLAIN, SOFT, Letters, sentences
from advisor.reports.parts.delivery import MEASURES
from advisor.reports.parts.twelve_factors import TOPIC
from advisor.reports.report import Measure, Report

Layout = Literal["broad", "tall"]


class _Sizes(NamedTuple):
    """What a layout takes: cells in a row and their height, the widths of a measure's name and answer."""

    width: float
    cells: int
    cell: float
    name: float
    today: float


class _Factor(NamedTuple):
    """One factor; ``holds`` is ``None`` where that is not known."""

    number: int
    name: str
    holds: bool | None


_SIZES: dict[Layout, _Sizes] = {"broad": _Sizes(720, 6, 72, 170, 160), "tall": _Sizes(306, 2, 48, 306, 306)}
_GAP, _SECTION, _PADDING = 8.0, 24.0, 8.0
_LEVEL, _NUMBER = 26.0, 24.0
_ON_INK = Letters(tone="paper")
_BOLD_ON_INK = Letters(bold=True, tone="paper")
_BOLD_SOFT = Letters(bold=True, tone="soft")


def standing_drawing(report: Report, layout: Layout = "broad") -> Drawing | None:
    """Return the twelve factors and the delivery figures at a glance; ``None`` where none is answered."""
    part = report.practices
    if not part.factors and not part.measures:
        return None
    sizes = _SIZES[layout]
    with override(report.subject.language):
        factors, measures = _factors(report), _measures(report)
        shapes: list[Shape] = []
        y = 0.0
        if factors:
            headline = HEADING.fitted(part.factors_headline, sizes.width, 2)
            shapes += HEADING.set(headline, 0, y)
            drawn, y = _cells(factors, sizes, y + HEADING.height(headline) + _GAP)
            shapes += drawn
            y += _SECTION
        if measures:
            shapes += HEADING.set([gettext("Delivery today")], 0, y)
            drawn, y = _rows(measures, part.levels, sizes, y + HEADING.leading + _GAP)
            shapes += drawn
            y += _SECTION
        below, y = key(_entries(factors, measures), y - _PADDING, sizes.width)
        return Drawing(
            width=sizes.width,
            height=y + _PADDING,
            title=gettext("Twelve factors and delivery today"),
            description=_description(factors, measures, part.levels),
            shapes=(*shapes, *below),
        )


def _factors(report: Report) -> tuple[_Factor, ...]:
    """Return the factors as answered; without an answer by name, none known."""
    if report.practices.factors:
        told = [(factor.name, factor.holds) for factor in report.practices.factors]
        return tuple(_Factor(number, *factor) for number, factor in enumerate(told, start=1))
    question = report.evaluation.rulebook.questions.get(TOPIC)
    choices = question.choices if question else ()
    names = [
        c.label.in_language(report.subject.language) for c in choices if c.slug != NONE and not c.retired
    ]
    return tuple(_Factor(number, name, None) for number, name in enumerate(names, start=1))


def _measures(report: Report) -> tuple[Measure, ...]:
    """Return the delivery figures as answered; without an answer by name."""
    if report.practices.measures:
        return report.practices.measures
    rulebook, language = report.evaluation.rulebook, report.subject.language
    return tuple(
        Measure(labels.question_label(rulebook, slug, language), gettext("not answered"), "", ())
        for slug in MEASURES
        if slug in rulebook.questions
    )


def _cells(factors: tuple[_Factor, ...], sizes: _Sizes, top: float) -> tuple[list[Shape], float]:
    """Return a cell a factor, row by row, and where they end."""
    width = (sizes.width - (sizes.cells - 1) * _GAP) / sizes.cells
    shapes: list[Shape] = []
    for place, factor in enumerate(factors):
        row, column = divmod(place, sizes.cells)
        x, y = column * (width + _GAP), top + row * (sizes.cell + _GAP)
        shapes.append(_cell(x, y, width, sizes.cell, factor.holds))
        shapes += _named(factor, x + _PADDING, y, width - 2 * _PADDING, sizes)
    rows = -(-len(factors) // sizes.cells)
    return shapes, top + rows * (sizes.cell + _GAP) - _GAP


def _named(factor: _Factor, x: float, y: float, width: float, sizes: _Sizes) -> list[Words]:
    """Return a factor's number with its name below; in a low cell, with its name beside."""
    bold, plain = _letters(factor.holds)
    if sizes.cell > 3 * plain.leading:
        name = plain.fitted(factor.name, width, 2)
        return [*bold.set([str(factor.number)], x, y + 6), *plain.set(name, x, y + 26)]
    name = plain.fitted(factor.name, width - _NUMBER, 2)
    middle = y + sizes.cell / 2
    return [
        *bold.set([str(factor.number)], x, middle - bold.leading / 2),
        *plain.set(name, x + _NUMBER, middle - plain.height(name) / 2),
    ]


def _letters(holds: bool | None) -> tuple[Letters, Letters]:
    if holds is None:
        return _BOLD_SOFT, SOFT
    return (_BOLD_ON_INK, _ON_INK) if holds else (NAME, PLAIN)


def _cell(x: float, y: float, width: float, height: float, holds: bool | None) -> Box:
    """Return a box that is filled, outlined, or dashed where it is not known; its line lies inside."""
    if holds:
        return Box(x, y, width, height, fill="ink", corner=3)
    inside = (x + 0.75, y + 0.75, width - 1.5, height - 1.5)
    if holds is None:
        return Box(*inside, stroke="soft", corner=3, dashed=True)
    return Box(*inside, stroke="ink", corner=3)


def _rows(
    measures: tuple[Measure, ...], levels: tuple[str, ...], sizes: _Sizes, top: float
) -> tuple[list[Shape], float]:
    """Return a row a measure: its name, today's answer, and the levels with today's filled."""
    beside = sizes.name + sizes.today < sizes.width
    left = sizes.name + sizes.today if beside else 0.0
    shapes: list[Shape] = []
    y = top
    for measure in measures:
        names = NAME.fitted(measure.name, sizes.name - _GAP, 2)
        said = measure.today if beside or not measure.level else f"{measure.today} · {measure.level}"
        today = PLAIN.fitted(said, sizes.today - _GAP, 2)
        if beside:
            height = max(NAME.height(names), PLAIN.height(today), _LEVEL)
            shapes += NAME.set(names, 0, y + (height - NAME.height(names)) / 2)
            shapes += PLAIN.set(today, sizes.name, y + (height - PLAIN.height(today)) / 2)
            shapes += _levels(
                measure, levels, left, y + (height - _LEVEL) / 2, sizes.width - left, named=True
            )
        else:
            shapes += NAME.set(names, 0, y)
            shapes += PLAIN.set(today, 0, y + NAME.height(names))
            height = NAME.height(names) + PLAIN.height(today) + 4 + _LEVEL / 2
            shapes += _levels(measure, levels, 0, y + height - _LEVEL / 2, sizes.width, named=False)
        y += height + (_GAP if beside else 2 * _GAP)
    return shapes, y - _GAP


def _levels(
    measure: Measure, levels: tuple[str, ...], left: float, y: float, width: float, *, named: bool
) -> list[Shape]:
    """Return the levels as boxes from the lowest to the best; one dashed box where there is none."""
    height = _LEVEL if named else _LEVEL / 2
    if not measure.boxes:
        return [_cell(left, y, width, height, None)]
    step = (width + _GAP / 2) / len(measure.boxes)
    shapes: list[Shape] = []
    for place, (level, box) in enumerate(zip(levels, measure.boxes, strict=True)):
        x, wide = left + place * step, step - _GAP / 2
        if box.here:
            shapes.append(_cell(x, y, wide, height, True))
        else:
            shapes.append(
                Box(x + 0.5, y + 0.5, wide - 1, height - 1, stroke="control", corner=3, stroke_width=1)
            )
        if named:
            letters = _BOLD_ON_INK if box.here else SOFT
            name = letters.fitted(level, wide - _PADDING)
            shapes += letters.set(name, x + wide / 2, y + (height - letters.leading) / 2, "middle")
    return shapes


def _entries(factors: tuple[_Factor, ...], measures: tuple[Measure, ...]) -> tuple[Entry, ...]:
    """Return what the looks mean that are there."""
    told: list[tuple[bool | None, str]] = []
    filled = []
    if any(factor.holds for factor in factors):
        filled.append(gettext("holds"))
    if any(measure.boxes for measure in measures):
        filled.append(gettext("today’s level"))
    if filled:
        told.append((True, "; ".join(filled)))
    if any(factor.holds is False for factor in factors):
        told.append((False, gettext("does not hold")))
    if any(factor.holds is None for factor in factors) or not all(measure.boxes for measure in measures):
        told.append((None, gettext("not known")))
    return tuple(Entry((_cell(0, 0, SAMPLE_WIDTH, SAMPLE_HEIGHT, look),), meaning) for look, meaning in told)


def _description(factors: tuple[_Factor, ...], measures: tuple[Measure, ...], levels: tuple[str, ...]) -> str:
    """Return all that the picture shows, in sentences."""
    lists = (
        (True, gettext("Factors that hold: %(names)s")),
        (False, gettext("Factors that do not hold: %(names)s")),
        (None, gettext("Factors not answered: %(names)s")),
    )
    told = []
    for holds, text in lists:
        names = [f"{factor.number} {factor.name}" for factor in factors if factor.holds is holds]
        if names:
            told.append(fill(text, names="; ".join(names)))
    if levels:
        told.append(fill(gettext("Levels of delivery, from the lowest: %(names)s"), names=", ".join(levels)))
    for measure in measures:
        level = f" ({measure.level})" if measure.level else ""
        told.append(f"{measure.name}: {measure.today}{level}")
    return sentences(*told)
