"""The plan as a band of phases in their order; without a scale, as nobody knows the durations."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext, ngettext, npgettext, override

from advisor.pictures.drawing import Box, Drawing, Path, Shape
from advisor.reports.drawings.lettering import HEADING, NAME, PLAIN, SOFT, sentences
from advisor.reports.report import Phase, PlanPart, Report, Step

#: "strip" names the phases only and counts their steps, for where a table beside it says more.
Layout = Literal["broad", "tall", "strip"]
#: These phases run beside the others and go on after the move.
BESIDE = frozenset({"govern", "secure", "manage"})

_WIDE, _NARROW = 720.0, 306.0
_GAP, _PADDING, _SECTION = 8.0, 12.0, 20.0
#: How far the point of a phase reaches, and how far the number of a step takes.
_POINT, _NUMBER = 12.0, 26.0
#: So many steps are named in a phase when so many phases share the width; the others are counted.
_MOST_STEPS = {1: 8, 2: 6, 3: 5}
_FEWEST_STEPS = 4
_MOST_LINES = 3
_STEP_GAP, _INSET = 4.0, 6.0
#: Half the width of an outline, which must stay inside the picture.
_LINE = 0.75


def timeline_drawing(report: Report, layout: Layout = "broad") -> Drawing | None:
    """Return the phases of the plan with their first steps; ``None`` where there is no plan."""
    return plan_drawing(report.plan, report.subject.language, layout)


def plan_drawing(plan: PlanPart, language: str, layout: Layout = "broad") -> Drawing | None:
    """Return the phases of any plan, of one component or of several; ``None`` where it has no steps."""
    phases = plan.phases
    if not phases:
        return None
    with override(language):
        order = tuple(phase for phase in phases if phase.slug not in BESIDE)
        beside = tuple(phase for phase in phases if phase.slug in BESIDE)
        if layout == "strip":
            width, (shapes, height) = _WIDE, _strip(order, beside)
        elif layout == "broad":
            width, (shapes, height) = _WIDE, _broad(order, beside)
        else:
            width, (shapes, height) = _NARROW, _tall(order, beside)
        between = layout == "strip" and order and beside  # where it stands between the two rows
        lines = [] if between else SOFT.fitted(not_to_scale(), width, 3)
        shapes += SOFT.set(lines, 0, height + _PADDING)
        return Drawing(
            width=width,
            height=height + (_PADDING + SOFT.height(lines) + 4 if lines else _LINE),
            title=gettext("The plan, phase by phase"),
            description=_description(order, beside, layout),
            shapes=tuple(shapes),
        )


def not_to_scale() -> str:
    """Return what the picture does not say."""
    return gettext("Not to scale: phases in their order, without dates.")


def _go_on() -> str:
    return gettext("Beside these phases, and on after the move")


def _most_steps(columns: int) -> int:
    return _MOST_STEPS.get(columns, _FEWEST_STEPS)


def _broad(order: tuple[Phase, ...], beside: tuple[Phase, ...]) -> tuple[list[Shape], float]:
    """Return the phases side by side, their steps below, and what runs beside them as long bands."""
    shapes: list[Shape] = []
    bottom = 0.0
    step = (_WIDE + _GAP) / max(len(order), 1)
    for place, phase in enumerate(order):
        x, width = place * step, step - _GAP
        drawn, head = _head(phase, x, width, first=place == 0)
        steps, end = _steps(phase, _most_steps(len(order)), x, head + _PADDING, width - _GAP)
        shapes += [*drawn, *steps]
        bottom = max(bottom, end)
    if not beside:
        return shapes, bottom
    y = _LINE
    if order:
        shapes += NAME.set([_go_on()], 0, bottom + _SECTION)
        y = bottom + _SECTION + NAME.leading + _GAP
    for phase in beside:
        drawn, y = _band(phase, y)
        shapes += drawn
        y += _GAP
    return shapes, y - _GAP


def _head(phase: Phase, x: float, width: float, *, first: bool) -> tuple[list[Shape], float]:
    """Return the name of a phase and the number of its steps in a box that points on."""
    left, room = x + _POINT + _INSET, width - 2 * _POINT - _INSET
    letters = HEADING if HEADING.width(_title(phase)) <= room else NAME
    names = letters.fitted(_title(phase), room)
    height = HEADING.leading + SOFT.leading + 2 * _INSET
    shapes: list[Shape] = [_pointed(x, _LINE, width, height, 0 if first else _POINT)]
    shapes += letters.set(names, left, _LINE + _INSET)
    shapes += SOFT.set(SOFT.fitted(_counted(phase), room), left, _LINE + _INSET + HEADING.leading)
    return shapes, _LINE + height


def _pointed(
    x: float, y: float, width: float, height: float, tail: float = 0, *, lasting: bool = False
) -> Path:
    """Return a box whose right side points on, and whose left side takes the point of the one before."""
    x, end, middle = x + _LINE, x + width - _LINE, y + height / 2
    shoulder = end - _POINT
    d = f"M{x:.2f} {y:.2f}H{shoulder:.2f}L{end:.2f} {middle:.2f}L{shoulder:.2f} {y + height:.2f}H{x:.2f}"
    d += f"L{x + tail:.2f} {middle:.2f}z"
    return Path(d, fill="quiet", stroke="soft" if lasting else "ink", dashed=lasting)


def _title(phase: Phase) -> str:
    return phase.title or gettext("Steps")


def _counted(phase: Phase) -> str:
    """Return how many steps a phase has."""
    count = len(phase.steps)
    return ngettext("%(count)s step", "%(count)s steps", count) % {"count": count}


def _rest(phase: Phase, shown: int) -> str:
    """Return how many steps of a phase are not named in the picture, "" where all are."""
    left = len(phase.steps) - shown
    if left <= 0:
        return ""
    text = npgettext("in a picture", "and %(count)s more", "and %(count)s more", left)
    return text % {"count": left}


def _steps(phase: Phase, most: int, x: float, y: float, width: float) -> tuple[list[Shape], float]:
    """Return the first steps of a phase, each with its number, and how many more there are."""
    shapes: list[Shape] = []
    shown = phase.steps[:most]
    for step in shown:
        lines = PLAIN.fitted(step.title, width - _NUMBER, _MOST_LINES)
        shapes += _numbered(step, lines, x, y)
        y += PLAIN.height(lines) + _STEP_GAP
    rest = SOFT.fitted(_rest(phase, len(shown)), width - _NUMBER, 2)
    shapes += SOFT.set(rest, x + _NUMBER, y)
    return shapes, y + SOFT.height(rest)


def _numbered(step: Step, lines: list[str], x: float, y: float) -> list[Shape]:
    return [
        *NAME.set([str(step.number)], x + _NUMBER - _GAP, y, "end"),
        *PLAIN.set(lines, x + _NUMBER, y),
    ]


def _band(phase: Phase, y: float) -> tuple[list[Shape], float]:
    """Return a phase that runs beside the others: a band over the whole width, its steps inside."""
    columns, label = 3, 150.0
    step = (_WIDE - label - _POINT - _PADDING) / columns
    shapes: list[Shape] = []
    names = HEADING.fitted(_title(phase), label - _PADDING, 2)
    tallest = HEADING.height(names) + SOFT.leading
    shown = phase.steps[:columns] if len(phase.steps) <= columns else phase.steps[: columns - 1]
    for place, told in enumerate(shown):
        lines = PLAIN.fitted(told.title, step - _NUMBER - _GAP, _MOST_LINES)
        shapes += _numbered(told, lines, label + place * step, y + _GAP)
        tallest = max(tallest, PLAIN.height(lines))
    rest = SOFT.fitted(_rest(phase, len(shown)), step - _NUMBER - _GAP, 2)
    shapes += SOFT.set(rest, label + len(shown) * step + _NUMBER, y + _GAP)
    shapes += HEADING.set(names, _PADDING, y + 6)
    shapes += SOFT.set(
        SOFT.fitted(_counted(phase), label - _PADDING), _PADDING, y + 6 + HEADING.height(names)
    )
    height = tallest + 2 * _GAP
    return [_pointed(0, y, _WIDE, height, lasting=True), *shapes], y + height


def _strip(order: tuple[Phase, ...], beside: tuple[Phase, ...]) -> tuple[list[Shape], float]:
    """Return the phases side by side, and below them in one row what runs beside them."""
    shapes: list[Shape] = []
    y = 0.0
    for place, phase in enumerate(order):
        step = (_WIDE + _GAP) / len(order)
        drawn, y = _head(phase, place * step, step - _GAP, first=place == 0)
        shapes += drawn
    if order and beside:
        shapes += _between(y + _GAP)
        y += SOFT.leading + 2 * _GAP
    top = y
    for place, phase in enumerate(beside):
        step = (_WIDE + _GAP) / len(beside)
        drawn, y = _slim(phase, place * step, top + _LINE, step - _GAP)
        shapes += drawn
    return shapes, y


def _between(y: float) -> list[Shape]:
    """Return what is said of the row below, and at the right that nothing here has a scale."""
    room = _WIDE - SOFT.width(_go_on()) - 2 * _PADDING
    said = SOFT.fitted(not_to_scale(), room)
    return [*SOFT.set([_go_on()], 0, y), *SOFT.set(said, _WIDE, y, "end")]


def _slim(phase: Phase, x: float, y: float, width: float) -> tuple[list[Shape], float]:
    """Return a phase that runs beside the others in one line."""
    room = width - _POINT - 2 * _PADDING
    count = _counted(phase)
    names = NAME.fitted(_title(phase), room - SOFT.width(count) - _GAP)
    end, height = x + width - _POINT - _PADDING / 2, NAME.leading + 2 * _INSET
    shapes: list[Shape] = [
        _pointed(x, y, width, height, lasting=True),
        *NAME.set(names, x + _PADDING, y + _INSET),
        *SOFT.set([count], end, y + _INSET, "end"),
    ]
    return shapes, y + height


def _tall(order: tuple[Phase, ...], beside: tuple[Phase, ...]) -> tuple[list[Shape], float]:
    """Return the phases below each other along one line."""
    shapes: list[Shape] = []
    y = 0.0
    for phase in order:
        drawn, y = _stop(phase, y, last=phase is order[-1], lasting=False)
        shapes += drawn
    if not beside:
        return shapes, y
    if order:
        heading = NAME.fitted(_go_on(), _NARROW, 2)
        shapes += NAME.set(heading, 0, y + _GAP)
        y += NAME.height(heading) + 2 * _GAP
    for phase in beside:
        drawn, y = _stop(phase, y, last=phase is beside[-1], lasting=True)
        shapes += drawn
    return shapes, y


def _stop(phase: Phase, y: float, *, last: bool, lasting: bool) -> tuple[list[Shape], float]:
    """Return a phase as a stop on the line down, with its first steps beside."""
    left, dot = 24.0, 12.0
    names = HEADING.fitted(_title(phase), _NARROW - left - 80)
    count = _counted(phase)
    shapes: list[Shape] = [*HEADING.set(names, left, y), *SOFT.set([count], _NARROW, y + 2, "end")]
    steps, end = _steps(phase, _FEWEST_STEPS - 1, left, y + HEADING.leading + 4, _NARROW - left)
    line = f"M{dot / 2:g} {y + HEADING.leading / 2 + dot / 2:.2f}V{end + (0 if last else _SECTION / 2):.2f}"
    shapes += [
        Path(line, stroke="soft" if lasting else "ink", dashed=lasting, arrow=last),
        Box(
            0.75, y + (HEADING.leading - dot) / 2, dot - 1.5, dot - 1.5, fill="quiet", stroke="ink", corner=6
        ),
    ]
    return [*shapes, *steps], end + _SECTION / 2


def _description(order: tuple[Phase, ...], beside: tuple[Phase, ...], layout: Layout) -> str:
    """Return the phases with the steps that the picture names, in full."""
    told = [not_to_scale()]
    if layout == "strip":
        gap = [_go_on()] if order and beside else []
        return sentences(*told, *map(_named, order), *gap, *map(_named, beside))
    most = _most_steps(len(order)) if layout == "broad" else _FEWEST_STEPS - 1
    told += [_told(phase, most) for phase in order]
    if order and beside:
        told.append(_go_on())
    for phase in beside:
        most = (
            _FEWEST_STEPS - 1 if layout == "tall" or len(phase.steps) < _FEWEST_STEPS else _FEWEST_STEPS - 2
        )
        told.append(_told(phase, most))
    return sentences(*told)


def _told(phase: Phase, most: int) -> str:
    steps = [f"{step.number} {step.title}" for step in phase.steps[:most]]
    named = "; ".join(filter(None, [*steps, _rest(phase, most)]))
    return f"{_named(phase)}: {named}"


def _named(phase: Phase) -> str:
    return f"{_title(phase)}, {_counted(phase)}"
