"""A paper as CommonMark with tables, for a wiki. What users wrote is escaped: it stays text everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, override

from advisor.reports.embedding import markdown_comment
from advisor.reports.evaluation import Subject
from advisor.reports.exporters.lines import Lines, coded, escaped
from advisor.reports.harmless import visible
from advisor.reports.paper.blocks import (
    Block,
    Bullets,
    Cite,
    Cover,
    Facts,
    Figure,
    Heading,
    Item,
    Line,
    Numbers,
    Paper,
    Paragraph,
    Run,
    SourceLine,
    Sources,
    Table,
)


def write_markdown(paper: Paper, data: str | None) -> str:
    """Return a paper as Markdown; ``data`` is its last comment, None leaves it out."""
    lines = Lines()
    with override(paper.language):
        _cover(lines, paper)
        for block in (*paper.summary, *paper.blocks):
            _block(lines, block)
    lines.paragraph(escaped(paper.made_from))
    if data is not None:
        lines.paragraph(markdown_comment(data))
    return lines.text()


def errors_markdown(subject: Subject, errors: Sequence[str]) -> str:
    """Return what is wrong with a profile, as Markdown."""
    with override(subject.language):
        lines = Lines()
        lines.heading(1, escaped(subject.name))
        lines.paragraph(gettext("No recommendation: the profile has errors."))
        lines.bullets(escaped(error) for error in errors)
        return lines.text()


def _cover(lines: Lines, paper: Paper) -> None:
    """Write what a cover says, but for its lead: the summary begins with it."""
    lines.heading(1, escaped(paper.title))
    lines.bullets(_cover_rows(paper.cover))


def _cover_rows(cover: Cover) -> Iterator[str]:
    for label, value in cover.rows:
        yield f"**{escaped(label)}:** {escaped(value)}"
    if cover.confidentiality:
        yield f"**{escaped(cover.confidentiality)}**"


def _block(lines: Lines, block: Block) -> None:
    match block:
        case Heading():
            lines.heading(block.level + 1, _heading(block))
        case Paragraph(line, style):
            text = _line(line)
            lines.paragraph(f"**{text}**" if style == "lead" and text else text)
        case Bullets(items):
            lines.bullets(map(_line, items))
        case Numbers(items, start):
            lines.numbers(map(_item, items), start)
        case Table():
            lines.table(map(escaped, block.columns), ([_line(cell) for cell in row] for row in block.rows))
        case Figure():
            _figure(lines, block)
        case Facts(rows):
            lines.bullets(map(_fact, rows))
        case Sources(items):
            lines.numbers(
                f"{escaped(item.title)}. {escaped(item.detail)}"
                + (f". {_address(item.url)}" if item.url else "")
                for item in items
            )


def _source(source: SourceLine) -> str:
    address = f". {_address(source.url)}" if source.url else ""
    return f"{escaped(source.title)}. {escaped(source.detail)}{address}"


def _heading(heading: Heading) -> str:
    number = f"{escaped(heading.number)}. " if heading.number else ""
    label = f"{escaped(heading.label)}: " if heading.label else ""
    return f"{number}{label}{escaped(heading.text)}"


def _line(line: Line) -> str:
    return "".join(_inlines(line)).strip()


def _inlines(line: Line) -> Iterator[str]:
    for place, inline in enumerate(line):
        match inline:
            case Run():
                yield _run(inline, first=not place)
            case Cite(number):
                yield f" \\[{number}\\]"


def _run(run: Run, *, first: bool) -> str:
    """Return words in their style; spaces at the ends stand outside of it."""
    seen = visible(run.text)
    bare = seen.strip()
    if not bare:
        return " " if seen else ""
    before, after = " " * (seen != seen.lstrip()), " " * (seen != seen.rstrip())
    return f"{before}{_styled(run, bare, first=first)}{after}"


def _styled(run: Run, bare: str, *, first: bool) -> str:
    if run.code:
        return coded(bare)
    text = escaped(bare, starts=first and not run.bold)
    if run.bold:
        text = f"**{text}**"
    return f"{text} {_address(run.link)}" if run.link.startswith("https://") else text


def _item(item: Item) -> str:
    told = "".join(f"\n- **{escaped(label)}:** {escaped(text)}" for label, text in item.details)
    return f"{_line(item.line)}{told}"


def _figure(lines: Lines, figure: Figure) -> None:
    """Write a picture in Mermaid's language, or in words: a wiki cannot fetch what is not in the file."""
    caption = escaped(figure.caption)
    if figure.mermaid:
        lines.fenced("mermaid", figure.mermaid)
        lines.paragraph(caption)
    else:
        words = escaped(figure.drawing.description, starts=not caption)
        lines.paragraph(f"**{caption}** {words}" if caption else words)


def _fact(row: tuple[str, str, str]) -> str:
    label, value, note = row
    return f"**{escaped(label)}:** {escaped(value)}" + (f" ({escaped(note)})" if note else "")


def _address(url: str) -> str:
    bare = re.sub(r"[\s<>]", "", url)
    return f"<{bare}>"
