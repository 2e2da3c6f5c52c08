"""The JSON out of formats that are text: HTML, Markdown and JSON itself."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from advisor.reports.embedded.problem import damaged, newer, no_data, unknown_kind
from advisor.reports.embedding import COMMENT_END, FORM, SCRIPT_ID

#: Bytes of JSON, and of a part of a file that it is taken out of.
LARGEST_TEXT = 32 * 2**20

# What is tried at each place is bounded, so that no text takes much longer than its length.
_SCRIPT = re.compile(
    rf"<script\b(?=[^<>]{{0,200}}\bid\s{{0,9}}=\s{{0,9}}[\"']?{SCRIPT_ID}[\"'\s>])[^<>]{{0,300}}>([^<]*)</script",
    re.IGNORECASE,
)
# A comment of ours begins a line; in what people wrote, a line never begins with '<'.
_COMMENT = re.compile(r"^<!-- fourways:(\d{1,6}) ", re.MULTILINE)


def decoded(content: bytes) -> str:
    """Return UTF-8 bytes as text; a byte order mark may stand before it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise damaged(_("it is not text in UTF-8")) from error


def text_of_text(content: bytes) -> str:
    """Return the JSON of a page, of a Markdown file or of a JSON file; raises FileProblem."""
    if b"\0" in content:
        raise unknown_kind()
    text = decoded(content)
    start = text.lstrip()
    if start[:1] in ("[", "{"):
        return text
    script = _SCRIPT.search(text) if start[:1] == "<" else None
    return script[1] if script else _of_markdown(text)


def _of_markdown(text: str) -> str:
    comments = list(_COMMENT.finditer(text))
    if not comments:
        raise no_data()
    if int(comments[-1][1]) > FORM:
        raise newer()
    end = text.find(COMMENT_END, comments[-1].end())
    if end < 0:
        raise damaged(_("the comment at its end is cut off"))
    return text[comments[-1].end() : end]
