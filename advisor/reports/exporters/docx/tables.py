"""Tables: those of the text with a head that is repeated, and quiet ones of labels and values."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.reports.exporters.docx import wordml
from advisor.reports.exporters.docx.columns import columns, shared
from advisor.reports.exporters.docx.lines import length, runs
from advisor.reports.exporters.docx.manuscript import Manuscript
from advisor.reports.exporters.docx.styles import FACTS, TABLE
from advisor.reports.paper.blocks import Facts, Table

#: A row with more characters may be as tall as a page, and is then allowed to go on overleaf.
_KEPT_TOGETHER = 1500
_FACTS_WIDTHS = (30, 70)
_REPEATED = "<w:tblHeader/>"
_NEXT = "<w:keepNext/>"


def table(block: Table, manuscript: Manuscript) -> str:
    """Return a table of the text, without its caption."""
    widths = columns(block, manuscript.page.text_width)
    headings = [
        wordml.paragraph("TableHeading", wordml.run(column), _right(place in block.numeric))
        for place, column in enumerate(block.columns)
    ]
    rows = [_row(headings, widths, _REPEATED)]
    for row in block.rows:
        cells = [
            wordml.paragraph("TableNumber" if place in block.numeric else "TableText", runs(line, manuscript))
            for place, line in enumerate(row)
        ]
        rows.append(_row(cells, widths, tall=sum(map(length, row)) > _KEPT_TOGETHER))
    return _table(TABLE, widths, rows, block.caption, head=True, first_column=block.heads)


def facts(block: Facts, manuscript: Manuscript) -> str:
    """Return labels with their values and what is to be said of them."""
    return pairs([(label, _value(value, note)) for label, value, note in block.rows], manuscript)


def pairs(rows: Sequence[tuple[str, str]], manuscript: Manuscript) -> str:
    """Return a table of labels and values; the values are paragraphs."""
    widths = shared(_FACTS_WIDTHS, manuscript.page.text_width)
    made = [_row([_label(label), value], widths, tall=len(value) > _KEPT_TOGETHER) for label, value in rows]
    return _table(FACTS, widths, made, "", head=False, first_column=True)


def _label(label: str) -> str:
    return wordml.paragraph("TableText", wordml.run(label, "Soft"))


def _value(value: str, note: str) -> str:
    shown = wordml.paragraph("TableText", wordml.run(value, "FactValue"), _NEXT if note else "")
    return shown + (wordml.paragraph("TableText", wordml.run(note, "Soft")) if note else "")


def _table(
    style: str, widths: Sequence[int], rows: Sequence[str], caption: str, *, head: bool, first_column: bool
) -> str:
    look = f'w:firstRow="{head:d}" w:lastRow="0" w:firstColumn="{first_column:d}" w:lastColumn="0"'
    told = f"<w:tblCaption w:val={wordml.attribute(caption)}/>" if caption else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    value = (0x20 if head else 0) + (0x80 if first_column else 0) + 0x600
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{value:04X}" {look} w:noHBand="1" w:noVBand="1"/>{told}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(cells: Sequence[str], widths: Sequence[int], properties: str = "", *, tall: bool = False) -> str:
    filled = [*cells, *[wordml.paragraph("TableText", "")] * (len(widths) - len(cells))]
    kept = "" if tall else "<w:cantSplit/>"
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, filled, strict=True)
    )
    look = f"<w:trPr>{kept}{properties}</w:trPr>" if kept or properties else ""
    return f"<w:tr>{look}{inside}</w:tr>"


def _right(numeric: bool) -> str:
    return '<w:jc w:val="right"/>' if numeric else ""
