"""Pieces of Markdown that several parts of a report are written with."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from advisor.reports.exporters.lines import Lines, escaped
from advisor.reports.report import AdviceItem, Cites, Ending, Reason, Statement


def cites(numbers: Cites) -> str:
    """Return the numbers of sources behind a sentence."""
    return "".join(f" \\[{number}\\]" for number in numbers)


def statement(said: Statement) -> str:
    """Return a statement with its sources."""
    return escaped(said.text) + cites(said.cites)


def ending(told: Ending) -> str:
    """Return what ends when."""
    label = f"**{escaped(told.label)}** " if told.label else ""
    return f"{label}{escaped(told.text)}{cites(told.cites)}"


def field(label: str, text: str) -> str:
    """Return a labelled value."""
    return f"**{escaped(label)}**: {text}"


def reason(given: Reason) -> str:
    """Return one rule’s contribution."""
    out = gettext("Ruled out")
    points = f"**{given.points}** " if given.points else f"**{out}**: "
    answers = f" ({escaped(given.answers)})" if given.answers else ""
    return f"{points}{escaped(given.text)}{cites(given.cites)}{answers}"


def part_heading(lines: Lines, number: int, title: str, headline: str) -> None:
    """Write the heading of a part."""
    lines.heading(2, f"{number}. {title}: {escaped(headline)}")


def statements(said: Iterable[Statement]) -> str:
    """Return statements for a cell of a table, which escapes them."""
    return " ".join(" ".join([s.text, *(f"[{number}]" for number in s.cites)]) for s in said)


def answers_behind(words: str) -> str:
    """Return the answers that something rests on, in brackets."""
    return f" ({escaped(words)})" if words else ""


def items(lines: Lines, advice: Iterable[AdviceItem], *, numbered: bool = False) -> None:
    """Write advice as a list."""
    texts = [
        f"**{escaped(item.title)}** {escaped(item.text)}{cites(item.cites)}{answers_behind(item.answers)}"
        for item in advice
    ]
    if numbered:
        lines.numbers(texts)
    else:
        lines.bullets(texts)


def labelled(lines: Lines, label: str, entries: Iterable[str]) -> None:
    """Write a list under a label; nothing where it is empty."""
    told = list(entries)
    if told:
        lines.paragraph(f"**{label}**")
        lines.bullets(told)
