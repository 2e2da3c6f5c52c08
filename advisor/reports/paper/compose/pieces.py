"""Lines and lists that several parts of a paper are composed of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext

from advisor.pictures.drawing import Drawing
from advisor.reports.outline import PARTS, number_of
from advisor.reports.paper.blocks import (
    Block,
    Bullets,
    Cite,
    Figure,
    Heading,
    Inline,
    Item,
    Line,
    Numbers,
    Paragraph,
    Run,
    Table,
)
from advisor.reports.report import AdviceItem, Cites, Ending, Reason, Statement, Worked

#: The shares of the columns of a table of reasons: points, sentence, answers.
_REASONS = (10, 61, 29)


def part(slug: str, headline: str) -> Heading:
    """Return the heading of a part: its number and name, and its finding."""
    number = number_of(slug)
    return Heading(1, headline, slug, str(number), str(PARTS[number - 1].title))


def plain(text: str) -> Line:
    """Return a text as a line."""
    return (Run(text),)


def bold(text: str) -> Line:
    """Return a text that stands out."""
    return (Run(text, bold=True),)


def paragraphs(*texts: str) -> Iterator[Paragraph]:
    """Yield a paragraph for each text that is not empty."""
    return (Paragraph(plain(text)) for text in texts if text)


def cites(numbers: Cites) -> Line:
    """Return the numbers of the sources behind a sentence."""
    return tuple(Cite(number) for number in numbers)


def said(text: str, numbers: Cites) -> Line:
    """Return a sentence with its sources."""
    return (*plain(text), *cites(numbers)) if text else ()


def statement(told: Statement) -> Line:
    """Return a statement with its sources."""
    return said(told.text, told.cites)


def joined(lines: Iterable[Line], between: str = " ") -> Line:
    """Return lines as one, those that are empty left out."""
    whole: list[Inline] = []
    for line in filter(None, lines):
        whole += [Run(between), *line] if whole else line
    return tuple(whole)


def ending(told: Ending) -> Line:
    """Return what ends when."""
    return joined((bold(told.label) if told.label else (), said(told.text, told.cites)))


def labelled(label: str, text: str) -> Line:
    """Return a labelled value."""
    return (Run(f"{label}:", bold=True), Run(f" {text}"))


def answers(words: str) -> Line:
    """Return the answers that something rests on, set back."""
    return (Run(f"({words})", soft=True),) if words else ()


def reason(given: Reason) -> Line:
    """Return one rule’s contribution as a line."""
    return joined((bold(_points(given)), said(given.text, given.cites), answers(given.answers)))


def reasons(caption: str, given: Iterable[Reason]) -> Iterator[Table]:
    """Yield contributions as a table; nothing where there are none."""
    rows = tuple(
        (bold(_points(one)), said(one.text, one.cites), (Run(one.answers, soft=True),)) for one in given
    )
    if rows:
        columns = (gettext("Points"), gettext("Why"), gettext("Answer"))
        yield Table(caption, columns, rows, _REASONS, heads=False)


def _points(given: Reason) -> str:
    return given.points or gettext("Ruled out")


def run_in(title: str) -> Line:
    """Return a title that its text follows in the same line."""
    return bold(title if title.endswith((".", "?", "!", ":")) else f"{title}.")


def advice(item: AdviceItem) -> Line:
    """Return a risk or a practice as a line."""
    return joined((run_in(item.title), said(item.text, item.cites), answers(item.answers)))


def bullets(lines: Iterable[Line]) -> Iterator[Bullets]:
    """Yield a list; nothing where it is empty."""
    items = tuple(lines)
    if items:
        yield Bullets(items)


def numbers(lines: Iterable[Line]) -> Iterator[Numbers]:
    """Yield a numbered list; nothing where it is empty."""
    items = tuple(Item(line) for line in lines)
    if items:
        yield Numbers(items)


def headed(heading: Heading, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks under a heading; nothing where there are none."""
    told = tuple(blocks)
    if told:
        yield heading
        yield from told


def figure(drawing: Drawing | None, narrow: Drawing | None, caption: str) -> Iterator[Figure]:
    """Yield a picture with its layout for telephones; nothing where there is none."""
    if drawing is not None:
        yield Figure(drawing, caption, narrow=narrow)


def worked(caption: str, rows: Iterable[Worked]) -> Iterator[Table]:
    """Yield lines of arithmetic as a table; nothing where there are none."""
    lines = tuple(
        (plain(row.label), plain(row.working), (Run(row.result, bold=True), *cites(row.cites)))
        for row in rows
    )
    if lines:
        columns = (gettext("What"), gettext("How it is worked out"), gettext("Result"))
        yield Table(caption, columns, lines, (28, 40, 32))
