"""Lines of CommonMark, with everything that a text could smuggle in escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: What means something to Markdown, HTML in it, or the extensions that wikis add.
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&!^{}@])")
#: A line that starts a list, a heading, a quotation or a rule: 1. 2) - + = >
_STARTS = re.compile(r"^(\s*)(\d{1,9})([.)])(?=\s|$)|^(\s*)([-+=:])")
#: Bare addresses become links in many wikis; a backslash before :// keeps them text.
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data|file)(:)|\b(www)(\.)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\u200b\u202a-\u202e\u2066-\u2069]")


def escaped(text: str) -> str:
    """Return a text as one line that Markdown shows as it is."""
    text = _CONTROL.sub("", " ".join(text.split()))
    text = _SPECIAL.sub(r"\\\1", text)
    text = _ADDRESS.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", text)
    return _STARTS.sub(lambda m: f"{m[2]}\\{m[3]}" if m[2] else f"{m[4] or ''}\\{m[5]}", text)


def cell(text: str) -> str:
    """Return a text for one cell of a table."""
    return escaped(text) or " "


class Lines:
    """Markdown being written: blocks with one empty line between them."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def heading(self, level: int, text: str) -> None:
        """Add a heading; its text is escaped already."""
        self._block([f"{'#' * level} {text}"])

    def paragraph(self, text: str) -> None:
        """Add a paragraph; nothing where the text is empty."""
        if text:
            self._block([text])

    def bullets(self, items: Iterable[str]) -> None:
        """Add a list."""
        self._block([f"- {item}" for item in items])

    def numbers(self, items: Iterable[str], start: int = 1) -> None:
        """Add a numbered list."""
        self._block([f"{number}. {item}" for number, item in enumerate(items, start=start)])

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Add a table of unescaped cells; nothing where it has no rows."""
        body = [f"| {' | '.join(cell(text) for text in row)} |" for row in rows]
        if body:
            head = f"| {' | '.join(cell(text) for text in columns)} |"
            self._block([head, f"|{' --- |' * len(columns)}", *body])

    def text(self) -> str:
        """Return all of it, ending with one line feed."""
        return "\n".join(self._lines).rstrip("\n") + "\n"

    def _block(self, lines: list[str]) -> None:
        if lines:
            self._lines += [*lines, ""]
