"""The blocks of a paper as WordprocessingML, each in its way and none with a look of its own."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import pgettext

from advisor.pictures.fonts import FAMILY
from advisor.pictures.svg import file_svg
from advisor.reports.exporters.docx import wordml
from advisor.reports.exporters.docx.contents import DEEPEST, heading_name, label_of
from advisor.reports.exporters.docx.figures import fitted, picture
from advisor.reports.exporters.docx.lines import mark, runs
from advisor.reports.exporters.docx.manuscript import Manuscript
from advisor.reports.exporters.docx.numbering import list_number
from advisor.reports.exporters.docx.tables import facts, table
from advisor.reports.exporters.theme import KOREAN, LATIN
from advisor.reports.paper.blocks import (
    Block,
    Bullets,
    Facts,
    Figure,
    Heading,
    Item,
    Numbers,
    Paragraph,
    SourceLine,
    Sources,
    Table,
)

_STYLES = {"body": "BodyText", "lead": "Lead", "note": "Note"}
_NEXT = "<w:keepNext/>"
#: Word's users have the first, which has Hangul too; programs that read no further never show the others.
_FAMILIES = f"{KOREAN}, {FAMILY}, {LATIN}, sans-serif"
#: Between a table and what follows, because Word joins tables that touch.
_AFTER_TABLE = wordml.paragraph("AfterTable", "")


def body(blocks: Iterable[Block], manuscript: Manuscript) -> str:
    """Return blocks one after the other."""
    return "".join(_block(block, manuscript) for block in blocks)


def _block(block: Block, manuscript: Manuscript) -> str:
    match block:
        case Heading():
            return _heading(block, manuscript)
        case Paragraph():
            return wordml.paragraph(_STYLES[block.style], runs(block.line, manuscript))
        case Bullets():
            return "".join(wordml.paragraph("ListBullet", runs(line, manuscript)) for line in block.items)
        case Numbers():
            return _numbers(block, manuscript)
        case Table():
            return _caption("table", block.caption, manuscript) + table(block, manuscript) + _AFTER_TABLE
        case Figure():
            return _figure(block, manuscript)
        case Facts():
            return facts(block, manuscript) + _AFTER_TABLE
        case Sources():
            return "".join(_source(source, manuscript) for source in block.items)


def _heading(heading: Heading, manuscript: Manuscript) -> str:
    label = wordml.run(label_of(heading), "PartLabel")
    above = label + wordml.BREAK if label else ""
    inside = above + mark(heading.strategy) + wordml.run(heading.text)
    if heading.level <= DEEPEST:
        inside = manuscript.marked(heading_name(manuscript.next_of("heading")), inside)
    return wordml.paragraph(f"Heading{heading.level}", manuscript.placed(heading.anchor, inside))


def _numbers(block: Numbers, manuscript: Manuscript) -> str:
    number = list_number(len(manuscript.starts))
    manuscript.starts.append(block.start)
    of_list = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return "".join(_item(item, of_list, manuscript) for item in block.items)


def _item(item: Item, of_list: str, manuscript: Manuscript) -> str:
    kept = _NEXT if item.details else ""
    first = wordml.paragraph("ListNumber", runs(item.line, manuscript), kept + of_list)
    return first + "".join(
        wordml.paragraph("ListContinue", wordml.run(f"{label} ", "Strong") + wordml.run(text))
        for label, text in item.details
    )


def _figure(figure: Figure, manuscript: Manuscript) -> str:
    drawing = figure.drawing
    shown = picture(
        drawing,
        file_svg(drawing, _FAMILIES).encode(),
        fitted(drawing.width, drawing.height, manuscript),
        (drawing.title, drawing.description),
        manuscript,
    )
    kept = wordml.paragraph("Figure", shown)
    return kept + _caption("figure", figure.caption, manuscript)


def _caption(kind: str, text: str, manuscript: Manuscript) -> str:
    """Return a caption whose number Word counts on; nothing where there is nothing to say."""
    if not text:
        return ""
    label = pgettext("caption", "Table") if kind == "table" else pgettext("caption", "Figure")
    number = wordml.run(str(manuscript.next_of(kind)), "Strong")
    counted = wordml.run(f"{label} ", "Strong") + wordml.field(f"SEQ {label} \\* ARABIC", number)
    said = wordml.run(". ", "Strong") + wordml.run(text)
    return wordml.paragraph("Caption", counted + said, _NEXT if kind == "table" else "")


def _source(source: SourceLine, manuscript: Manuscript) -> str:
    number = manuscript.placed(f"s{source.number}", wordml.run(f"{source.number}."))
    address = manuscript.linked(source.url, wordml.run(source.url, "Detail"))
    parts = (address, wordml.run(source.detail, "Detail"))
    below = "".join(wordml.BREAK + part for part in parts if part)
    return wordml.paragraph("Source", number + wordml.TAB + wordml.run(source.title) + below)
