"""The lists of a document: one kind with bullets, one with numbers, and a list for each count from anew."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.reports.exporters.docx.wordml import root

#: The lists of the styles List Bullet and List Number; those of the text have the numbers that follow.
_OF_STYLES = ((1, 0), (2, 1))
_FIRST = 3
_INDENT = 397


def numbering_part(starts: Sequence[int]) -> bytes:
    """Return the part with all lists; ``starts`` are the first numbers of the numbered lists, in order."""
    kinds = _kind(0, "bullet", "•", "ListBullet") + _kind(1, "decimal", "%1.", "ListNumber")
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/></w:num>' for number, kind in _OF_STYLES
    )
    counted = "".join(
        f'<w:num w:numId="{list_number(place)}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for place, start in enumerate(starts)
    )
    return root("numbering", kinds + lists + counted)


def list_number(place: int) -> int:
    """Return the number under which a paragraph belongs to a numbered list, by the list's place (from 0)."""
    return _FIRST + place


def _kind(number: int, form: str, shown: str, style: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{_INDENT}" w:hanging="{_INDENT}"/></w:pPr></w:lvl></w:abstractNum>'
    )
