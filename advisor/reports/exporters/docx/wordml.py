"""The smallest pieces of WordprocessingML, as text; whatever people typed is made harmless here."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from advisor.reports.harmless import visible

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BREAK = "<w:r><w:br/></w:r>"
PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
TAB = "<w:r><w:tab/></w:r>"
#: A bookmark's name begins with a letter and has at most 40 characters.
_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z_]")
_LONGEST_NAME = 40


def root(tag: str, inside: str) -> bytes:
    """Return a whole part."""
    return f"{HEAD}<w:{tag} {NAMESPACES}>{inside}</w:{tag}>".encode()


def run(text: str, style: str = "", *, bold: bool = False) -> str:
    """Return a run of text in a character style, its line feeds as breaks; "" where nothing is seen."""
    lines = escape(visible(text, keep_lines=True)).split("\n")
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' if line else "" for line in lines)
    if not said:
        return ""
    look = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:b/>" if bold else "")
    return f"<w:r><w:rPr>{look}</w:rPr>{said}</w:r>" if look else f"<w:r>{said}</w:r>"


def paragraph(style: str, inside: str, extra: str = "") -> str:
    """Return a paragraph in a style; ``extra`` are further properties in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{inside}</w:p>'


def attribute(text: str) -> str:
    """Return a text as a quoted attribute on one line."""
    return quoteattr(visible(text))


def field(code: str, result: str = "") -> str:
    """Return a field with the runs that it shows until it is brought up to date."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        f'<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bookmark(name: str, number: int, inside: str) -> str:
    """Return runs as a place that links lead to; ``number`` is unique among the bookmarks."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{inside}<w:bookmarkEnd w:id="{number}"/>'


def link_within(name: str, runs: str) -> str:
    """Return runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{runs}</w:hyperlink>'


def link_out(relationship: str, runs: str) -> str:
    """Return runs that lead to an address, which the relationship holds."""
    return f'<w:hyperlink r:id="{relationship}" w:history="1">{runs}</w:hyperlink>'


def name_of(anchor: str, place: int) -> str:
    """Return the bookmark's name of an anchor of the paper; ``place`` keeps apart what looks alike."""
    return f"p{place}_{_NOT_IN_NAMES.sub('_', anchor)}"[:_LONGEST_NAME]
