"""Sources by number, as every page and file that cites them shows them."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.engine.rulebook import Source
from advisor.rulebook.wording import source_detail

#: Numbers of sources behind a sentence, in order.
Cites = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A published source; ``detail`` has publisher and dates in words, ``source`` has them as they are."""

    number: int
    title: str
    url: str
    detail: str
    source: Source


def source_view(source: Source, number: int, language: str) -> SourceView:
    """Return a source under its number, in a language."""
    return SourceView(number, source.title, source.url or "", source_detail(source, language), source)
