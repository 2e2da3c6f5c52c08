"""Lines of CommonMark, with everything that a text could smuggle in escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advisor.reports.harmless import visible

#: What means something to Markdown, HTML in it, or the extensions that wikis add.
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&!^{}@])")
#: A line that starts a list, a heading, a quotation or a rule: 1. 2) - + = >
_STARTS = re.compile(r"^(\s*)(\d{1,9})([.)])(?=\s|$)|^(\s*)([-+=:])")
#: Bare addresses become links in many wikis; a backslash before :// keeps them text.
_BARE_BAR = re.compile(r"(?<!\\)\|")
_ESCAPED_BAR = r"\\|"
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data|file)(:)|\b(www)(\.)")


def escaped(text: str, *, starts: bool = True) -> str:
    """Return a text as one line that Markdown shows as it is; ``starts``: whether it may begin a line."""
    text = " ".join(visible(text).split())
    text = _SPECIAL.sub(r"\\\1", text)
    text = _ADDRESS.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", text)
    return _STARTS.sub(_start, text) if starts else text


def coded(text: str) -> str:
    """Return a text as a piece of code."""
    shown = " ".join(visible(text).split())
    longest = max(map(len, re.findall("`+", shown)), default=0)
    ticks = "`" * (longest + 1)
    space = " " if shown[:1] == "`" or shown[-1:] == "`" else ""
    return f"{ticks}{space}{shown}{space}{ticks}"


def _start(match: re.Match[str]) -> str:
    return f"{match[2]}\\{match[3]}" if match[2] else f"{match[4] or ''}\\{match[5]}"


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
        """Add a numbered list; what follows in an item's further lines is set below its text."""
        self._block([_numbered(f"{number}. ", item) for number, item in enumerate(items, start=start)])

    def table(self, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
        """Add a table of escaped cells; nothing where it has no rows.

        Bars that are not escaped stand in pieces of code, where a table wants a backslash too.
        """
        names = list(columns)
        body = [_row(row) for row in rows]
        if body:
            self._block([_row(names), f"|{' --- |' * len(names)}", *body])

    def fenced(self, language: str, text: str) -> None:
        """Add a block of code, none of whose lines may hold three backticks."""
        self._block([f"```{language}", *text.splitlines(), "```"])

    def text(self) -> str:
        """Return all of it, ending with one line feed."""
        return "\n".join(self._lines).rstrip("\n") + "\n"

    def _block(self, lines: list[str]) -> None:
        if lines:
            self._lines += [*lines, ""]


def _numbered(number: str, item: str) -> str:
    return number + item.replace("\n", "\n" + " " * len(number))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_BARE_BAR.sub(_ESCAPED_BAR, cell) or ' ' for cell in cells)} |"
