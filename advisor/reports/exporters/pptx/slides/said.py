"""Sentences as slides and their notes need them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from advisor.reports.exporters.pptx.deck import Item, Para, Piece, plain
from advisor.reports.exporters.pptx.marks import GLYPHS
from advisor.reports.outline import PARTS, number_of
from advisor.reports.report import AdviceItem, Cites, Reason, Report, Statement

#: What a sentence of the notes is made from: its words, and the numbers of its sources.
Said = tuple[str, Cites]


def part_title(slug: str) -> str:
    """Return the name of a part of the report."""
    return str(PARTS[number_of(slug) - 1].title)


def cell(text: str, most: int = 4, *, bold: bool = False) -> Item:
    """Return one cell of a table."""
    return (Para((Piece(text, bold=bold),), "cell", most),) if text else ()


def titled(title: str, text: str, most: int = 3) -> Item:
    """Return a cell with a bold title over a text."""
    return (*cell(title, 2, bold=True), *cell(text, most))


def strategy_piece(slug: str) -> Piece:
    """Return a strategy's shape as a letter in its colour, to stand before its name."""
    glyph = GLYPHS.get(slug)
    return Piece(f"{glyph} ", tone=slug) if glyph else Piece("")  # type: ignore[arg-type]


def label(text: str) -> Para:
    """Return a small line over what it names."""
    return plain(text, "label", 1)


def of_reason(reason: Reason) -> Said:
    """Return a rule's contribution for the notes."""
    points = reason.points or gettext("Ruled out")
    answers = f" ({reason.answers})" if reason.answers else ""
    return f"{points}: {reason.text}{answers}", reason.cites


def of_statement(statement: Statement) -> Said:
    """Return a sentence for the notes."""
    return statement.text, statement.cites


def of_advice(item: AdviceItem) -> Said:
    """Return a piece of advice for the notes."""
    answers = f" ({item.answers})" if item.answers else ""
    return f"{item.title}: {item.text}{answers}", item.cites


def notes_of(report: Report, said: Iterable[Said]) -> tuple[str, ...]:
    """Return the speaker's notes: the sentences whole, then the sources that they cite."""
    told = [(text, cites) for text, cites in said if text]
    numbers = {number for _, cites in told for number in cites}
    lines = [" ".join([text, *(f"[{number}]" for number in cites)]) for text, cites in told]
    sources = [
        " ".join(filter(None, [f"[{source.number}] {source.title}. {source.detail}", source.url]))
        for source in report.sources.sources
        if source.number in numbers
    ]
    return (*lines, part_title("sources"), *sources) if sources else tuple(lines)
