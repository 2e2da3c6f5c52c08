"""Where a file of ours carries its recommendations as JSON, and how the text is put there.

The text is the contract's list. Outside its strings JSON is plain ASCII, so a character that a format
cannot carry is written as JSON's own escape, which changes nothing of what a reader gets.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

#: The number of the form described here; a later one gets another namespace and another comment.
FORM = 1
#: A PDF's embedded file.
ATTACHMENT = "fourways.json"
#: The namespace and the one element of the custom XML part of DOCX and PPTX.
NAMESPACE = f"urn:fourways:recommendation:{FORM}"
ELEMENT = "recommendation"
#: The very hidden sheet of a workbook; column A holds the text in pieces, a row each.
SHEET = "_fourways"
#: A cell holds 32,767 UTF-16 units at most.
LONGEST_CHUNK = 30_000
#: The id of the script block of a page.
SCRIPT_ID = "fourways"
#: What the comment at the end of a Markdown file begins with.
COMMENT = f"<!-- fourways:{FORM} "
COMMENT_END = " -->"

# Lone surrogates and noncharacters are in no UTF-8 or XML; DEL to U+009F, the line separators and what turns
# the direction of writing are legal, but would disturb whoever opens the file as text.
_LAST_OF_PLANES = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_UNWELCOME = re.compile(
    f"[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef{_LAST_OF_PLANES}]"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_MARKUP = re.compile("[<>&]")
_SECOND_HYPHEN = re.compile("(?<=-)-")
# Workbooks write control characters as _x000D_; the same letters in a text would be read as one.
_CELL_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def attachment(data: str) -> bytes:
    """Return the bytes of a PDF's embedded file."""
    return _carried(data).encode()


def custom_xml(data: str) -> bytes:
    """Return the custom XML part of a DOCX or PPTX file."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<{ELEMENT} xmlns="{NAMESPACE}">{escape(_carried(data))}</{ELEMENT}>'.encode()


def chunks(data: str) -> list[str]:
    """Return the texts of the cells of a workbook's hidden sheet, each of at most 30,000 characters."""
    text = _escaped(_CELL_ESCAPE, _escaped(_ASTRAL, _carried(data)))
    return [text[start : start + LONGEST_CHUNK] for start in range(0, len(text), LONGEST_CHUNK)]


def html_block(data: str) -> str:
    """Return the script block of a page: data, which no browser runs."""
    text = _escaped(_MARKUP, _carried(data)).rstrip()
    return f'<script type="application/json" id="{SCRIPT_ID}">{text}</script>'


def markdown_comment(data: str) -> str:
    """Return the comment at the end of a Markdown file, without a line feed after it."""
    text = _escaped(_SECOND_HYPHEN, _escaped(_MARKUP, _carried(data))).rstrip()
    return f"{COMMENT}{text}{COMMENT_END}"


def _carried(data: str) -> str:
    """Return the text with JSON escapes for the characters that no format carries safely."""
    return _escaped(_UNWELCOME, data)


def _escaped(pattern: re.Pattern[str], data: str) -> str:
    return pattern.sub(_escape, data)


def _escape(match: re.Match[str]) -> str:
    """Return one character as JSON escapes it: one UTF-16 unit, or two."""
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
