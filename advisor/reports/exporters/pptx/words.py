"""Text into shapes: paragraphs at the master's levels, runs with their language, no look of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from advisor.reports.exporters.pptx.deck import Para, Piece
from advisor.reports.exporters.pptx.styles import LEVELS
from advisor.reports.exporters.pptx.theme import COLOURS, A
from advisor.reports.harmless import visible

LANGUAGES = {"en": "en-GB", "ko": "ko-KR"}


def a(tag: str) -> str:
    """Return a tag in DrawingML's namespace."""
    return f"{{{A}}}{tag}"


_P, _PPR, _R, _RPR, _T = (a(tag) for tag in ("p", "pPr", "r", "rPr", "t"))


def set_paras(body: Any, paras: Iterable[Para], language: str) -> None:
    """Replace the paragraphs of a text body (``p:txBody`` or ``a:txBody``)."""
    for old in body.findall(_P):
        body.remove(old)
    for para in paras:
        body.append(paragraph(para, language))
    if body.find(_P) is None:
        etree.SubElement(body, _P)


def paragraph(para: Para, language: str) -> Any:
    """Return a paragraph; its style is a level of the master's text, or that of the slot it stands in."""
    element = etree.Element(_P)
    level = LEVELS.index(para.style) if para.style in LEVELS else 0
    if level:
        etree.SubElement(element, _PPR, lvl=str(level))
    for piece in para.pieces:
        if piece.text:
            _add_run(element, piece, language)
    return element


def properties(language: str) -> dict[str, str]:
    """Return the attributes that tell a run's language."""
    code = LANGUAGES["ko" if language.startswith("ko") else "en"]
    return {"lang": code, "altLang": "en-GB"} if code != "en-GB" else {"lang": code}


def _add_run(paragraph: Any, piece: Piece, language: str) -> None:
    run = etree.SubElement(paragraph, _R)
    look = etree.SubElement(run, _RPR, properties(language))
    if piece.bold:
        look.set("b", "1")
    if piece.tone:
        fill = etree.SubElement(look, a("solidFill"))
        etree.SubElement(fill, a("schemeClr"), val=COLOURS[piece.tone])
    etree.SubElement(run, _T).text = visible(piece.text)
