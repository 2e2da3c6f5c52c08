"""The picture of the editor's guide: what a recommendation is made of, and the way of a change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _

from advisor.pictures.drawing import Box, Drawing, Path, Shape
from advisor.reports.drawings.lettering import HEADING, NAME, SOFT, sentences

Layout = Literal["broad", "tall"]
_WIDE, _NARROW = 960.0, 306.0
_GAP, _INSET, _SECTION = 26.0, 10.0, 24.0
_LINE = 0.75
_MOST_LINES = 6


class Station(NamedTuple):
    """One box of a chain: its name and what it holds."""

    name: str
    holds: str


def model_drawing(layout: Layout) -> Drawing:
    """Return both chains, in the active language; "tall" for narrow screens."""
    width = _WIDE if layout == "broad" else _NARROW
    shapes: list[Shape] = []
    top = 0.0
    for title, stations in _chains():
        if top:
            top += _SECTION
        lines = HEADING.fitted(title, width, 2)
        shapes += HEADING.set(lines, 0, top)
        drawn, top = _chain(stations, top + HEADING.height(lines) + _INSET, layout)
        shapes += drawn
    return Drawing(
        width=width,
        height=top + _LINE,
        title=_("The rulebook in one picture"),
        description=_description(),
        shapes=tuple(shapes),
    )


def _chains() -> tuple[tuple[str, tuple[Station, ...]], ...]:
    return (
        (
            _("What a recommendation is made of"),
            (
                Station(_("Questions"), _("with their choices: all that can be said of a workload")),
                Station(_("Profile"), _("what one owner answered; open and unknown never argue")),
                Station(_("Rules"), _("when all conditions hold: points, or a veto, with a source")),
                Station(_("Decisions"), _("strategy, then compute, database and supporting services")),
                Station(_("Report"), _("why, how sure, with advice, facts and tables that fit")),
            ),
        ),
        (
            _("The way of a change"),
            (
                Station(_("Draft"), _("the one set of records that all editors share")),
                Station(_("Check"), _("what is missing, dead or contradictory, with an example profile")),
                Station(_("Try"), _("simulator and scenarios: what comes out, beside the version in use")),
                Station(_("Impact"), _("whose saved result would change, because of which rule")),
                Station(_("Version"), _("published whole and kept for ever; one step leads back")),
            ),
        ),
    )


def _chain(stations: Sequence[Station], top: float, layout: Layout) -> tuple[list[Shape], float]:
    return _across(stations, top) if layout == "broad" else _down(stations, top)


def _across(stations: Sequence[Station], top: float) -> tuple[list[Shape], float]:
    width = (_WIDE - 2 * _LINE + _GAP) / len(stations) - _GAP
    height = max(_height(station, width) for station in stations)
    shapes: list[Shape] = []
    for number, station in enumerate(stations):
        x = _LINE + number * (width + _GAP)
        if number:
            shapes.append(_arrow(f"M{x - _GAP + 3:.1f} {top + height / 2:.1f}H{x - 3:.1f}"))
        shapes += _box(station, x, top, width, height)
    return shapes, top + height


def _down(stations: Sequence[Station], top: float) -> tuple[list[Shape], float]:
    width = _NARROW - 2 * _LINE
    shapes: list[Shape] = []
    for number, station in enumerate(stations):
        if number:
            shapes.append(_arrow(f"M{_NARROW / 2:.1f} {top - _GAP + 3:.1f}V{top - 3:.1f}"))
        height = _height(station, width)
        shapes += _box(station, _LINE, top, width, height)
        top += height + _GAP
    return shapes, top - _GAP


def _lines(station: Station, width: float) -> list[str]:
    return SOFT.fitted(station.holds, width - 2 * _INSET, _MOST_LINES)


def _height(station: Station, width: float) -> float:
    return 2 * _INSET + NAME.leading + SOFT.height(_lines(station, width))


def _box(station: Station, x: float, top: float, width: float, height: float) -> list[Shape]:
    return [
        Box(x, top, width, height, fill="paper", stroke="ink", corner=3),
        *NAME.set([station.name], x + _INSET, top + _INSET),
        *SOFT.set(_lines(station, width), x + _INSET, top + _INSET + NAME.leading),
    ]


def _arrow(d: str) -> Path:
    return Path(d, stroke="ink", arrow=True)


def _description() -> str:
    told = []
    for title, stations in _chains():
        boxes = "; ".join(f"{station.name}: {station.holds}" for station in stations)
        told.append(f"{title}: {boxes}")
    return sentences(*told)
