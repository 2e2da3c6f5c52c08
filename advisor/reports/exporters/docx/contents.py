"""The table of contents: a field of Word's that is filled already, so that nobody has to bring it up to date.

Pages are counted where the document is laid out: Word puts in the numbers when it prints or updates fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.reports.exporters.docx import wordml
from advisor.reports.exporters.docx.lines import mark
from advisor.reports.paper.blocks import Block, Heading

DEEPEST = 2
_CODE = f'TOC \\o "1-{DEEPEST}" \\h \\z \\u'
_BEGIN = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    f'<w:r><w:instrText xml:space="preserve"> {_CODE} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def listed(blocks: Iterable[Block]) -> list[Heading]:
    """Return the headings that the contents list, in order."""
    return [block for block in blocks if isinstance(block, Heading) and block.level <= DEEPEST]


def heading_name(place: int) -> str:
    """Return the bookmark of the heading at a place in the contents, from 1; Word's own names look so."""
    return f"_Toc{place:09}"


def label_of(heading: Heading) -> str:
    """Return what stands above the finding: "1 · Four strategies:", or ""."""
    label = " · ".join(part for part in (heading.number, heading.label) if part)
    return f"{label}:" if heading.label else label


def contents(title: str, headings: Sequence[Heading]) -> str:
    """Return the table of contents under its title, on a page of its own; "" without headings."""
    if not headings:
        return ""
    lines = [_line(heading, heading_name(place)) for place, heading in enumerate(headings, start=1)]
    lines[0] = lines[0].replace("</w:pPr>", f"</w:pPr>{_BEGIN}", 1)
    head = wordml.paragraph("TOCHeading", wordml.run(title))
    return f"{head}{''.join(lines)}{wordml.paragraph('BodyText', _END + wordml.PAGE_BREAK)}"


def _line(heading: Heading, name: str) -> str:
    label = label_of(heading)
    text = " ".join(heading.text.split())
    said = (wordml.run(f"{label} ") if label else "") + mark(heading.strategy) + wordml.run(text)
    page = wordml.field(f"PAGEREF {name} \\h")
    return wordml.paragraph(f"TOC{heading.level}", wordml.link_within(name, said + wordml.TAB + page))
