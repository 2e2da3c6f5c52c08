"""What the text of a document refers to, gathered while it is written: addresses, pictures, lists, counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import quote, urlsplit

from advisor.pictures.drawing import Drawing
from advisor.reports.exporters.docx import wordml
from advisor.reports.exporters.docx.page import Page

#: Word declares a file broken over an address that is malformed, or longer than it can store.
_LONGEST_ADDRESS = 2000
_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\"<>\\^`{|}\[\]]+", re.IGNORECASE)
_KEPT = "%/:=&?~#+!$,;'@()*"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the document: pixels, or a drawing that is yet to become pixels; as SVG too, or b""."""

    pixels: bytes | Drawing
    svg: bytes


@dataclass(slots=True)
class Manuscript:
    """A document being written on a page. ``places`` are the anchors of the paper with their bookmarks."""

    page: Page
    places: Mapping[str, str]
    links: dict[str, str] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _counts: Counter[str] = field(default_factory=Counter)
    _reached: set[str] = field(default_factory=set)

    def linked(self, target: str, runs: str) -> str:
        """Return runs as a link, or as they are where ``target`` leads nowhere safe."""
        if target.startswith("#"):
            name = self.places.get(target[1:])
            return wordml.link_within(name, runs) if name else runs
        address = safe_address(target)
        if not address or not runs:
            return runs
        return wordml.link_out(self.links.setdefault(address, f"rIdL{len(self.links) + 1}"), runs)

    def placed(self, anchor: str, runs: str) -> str:
        """Return runs as the place of an anchor; the first who claims an anchor has it."""
        name = self.places.get(anchor)
        if name is None or anchor in self._reached:
            return runs
        self._reached.add(anchor)
        return self.marked(name, runs)

    def marked(self, name: str, runs: str) -> str:
        """Return runs as a bookmark."""
        return wordml.bookmark(name, self.next_number(), runs)

    def next_number(self) -> int:
        """Return a number that no bookmark or picture has yet."""
        return next(self._numbers)

    def next_of(self, kind: str) -> int:
        """Return the next number of a kind that is counted for itself: tables, figures, headings."""
        self._counts[kind] += 1
        return self._counts[kind]


def safe_address(url: str) -> str:
    """Return a web address in the form that Word's relationships ask for, or "" where it is none."""
    if len(url) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(url):
        return ""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
        rest = quote(url.split("://", 1)[1][len(parts.netloc) :], safe=_KEPT)
    except ValueError:
        return ""
    address = f"{parts.scheme}://{host}{port}{rest}"
    return address if host and len(address) <= _LONGEST_ADDRESS else ""
