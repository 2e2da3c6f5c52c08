"""A deck as a PPTX file, written with python-pptx into our own template."""

from __future__ import annotations

import datetime
import io
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.util import Pt

from advisor.reports.embedding import NAMESPACE, custom_xml
from advisor.reports.exporters.pptx.chart import place_chart
from advisor.reports.exporters.pptx.deck import (
    Content,
    Deck,
    Grid,
    LogoPicture,
    Picture,
    PointsChart,
    Prose,
    Slide,
    plain,
)
from advisor.reports.exporters.pptx.fitting import fitted_line, fitted_prose
from advisor.reports.exporters.pptx.layouts import EYEBROW, FOOTER, LAYOUTS, MARGIN, NUMBER, TITLE, Slot
from advisor.reports.exporters.pptx.marks import draw_mark
from advisor.reports.exporters.pptx.master import FIELD, NAMESPACES
from advisor.reports.exporters.pptx.pictures import place_logo, place_pictures
from advisor.reports.exporters.pptx.styles import STYLES
from advisor.reports.exporters.pptx.tables import place_grid
from advisor.reports.exporters.pptx.template import template
from advisor.reports.exporters.pptx.theme import A
from advisor.reports.exporters.pptx.words import set_paras
from advisor.reports.exporters.zipped import without_clock
from advisor.reports.harmless import visible

_MARK_SIZE = 44
#: Letters that a core property of python-pptx may have.
_LONGEST = 255
_NO_WORDS = "<a:bodyPr/><a:lstStyle/>"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_STORE_ID = "{3B6A2E54-7C41-4F0D-9A0B-6D5E1F2C8A70}"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def write_deck(deck: Deck, written_on: datetime.date, author: str, data: str | None) -> bytes:
    """Return the file; ``data`` becomes its custom XML part. The same deck gives the same bytes."""
    presentation = Presentation(io.BytesIO(template()))
    layouts = dict(zip(LAYOUTS, presentation.slide_layouts, strict=True))
    drawn: list[tuple[Any, Slot, Picture]] = []
    for number, slide in enumerate(deck.slides, start=1):
        _write_slide(_added(presentation, layouts[slide.layout], slide), slide, deck, number, drawn)
    place_pictures(drawn)
    _describe(presentation, deck, written_on, author)
    if data is not None:
        _embed(presentation.part, data)
    file = io.BytesIO()
    presentation.save(file)
    return without_clock(file.getvalue())


def _added(presentation: Any, layout: Any, slide: Slide) -> Any:
    """Add a page with the holders that the slide fills, for each of which python-pptx would search anew."""
    relation, page = presentation.part.add_slide(layout)
    filled = [slot for slot in slide.layout.slots if slot.number in {TITLE, EYEBROW, *slide.contents}]
    for id_, slot in enumerate(filled, start=2):
        page.shapes._spTree.append(parse_xml(_holder(id_, slot, slide.contents.get(slot.number))))
    presentation.slides._sldIdLst.add_sldId(relation)
    return page


def _holder(id_: int, slot: Slot, content: Content | None) -> str:
    """Return a placeholder; where something is drawn it says where it is, which would be looked up again."""
    kind = f' type="{slot.kind}"' + (f' idx="{slot.number}"' if slot.number else "")
    place, words = "", f"<p:txBody>{_NO_WORDS}<a:p/></p:txBody>"
    if content is not None and not isinstance(content, Prose):
        x, y, width, height = (Pt(length) for length in (slot.x, slot.y, slot.width, slot.height))
        place = f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        words = ""
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{id_}" name="{slot.name}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph{kind}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{place}</p:spPr>{words}</p:sp>"
    )


def _write_slide(
    page: Any, slide: Slide, deck: Deck, number: int, drawn: list[tuple[Any, Slot, Picture]]
) -> None:
    """Write a slide; its drawings are added to ``drawn``, because all are made in one go."""
    holders = {holder.placeholder_format.idx: holder for holder in page.placeholders}
    texts = {TITLE: slide.title, EYEBROW: slide.eyebrow}
    for slot in slide.layout.slots:
        if slot.number in texts:
            line = fitted_line(texts[slot.number], slot.style, slot.width, _lines(slot))
            set_paras(holders[slot.number]._element.txBody, [plain(line, slot.style)], deck.language)
        elif slot.number in slide.contents:
            holder, content = holders[slot.number], slide.contents[slot.number]
            if isinstance(content, Picture):
                drawn.append((holder, slot, content))
            else:
                _place(holder, slot, content, deck.language)
    _foot(page, slide, deck, number)
    if slide.layout.slot(TITLE).kind == "ctrTitle":
        _mark(page, holders[TITLE], slide)
    if slide.notes:
        body = page.notes_slide.notes_text_frame._txBody
        set_paras(body, [plain(text, "note") for text in slide.notes], deck.language)


def _lines(slot: Slot) -> int:
    return max(1, slot.height // STYLES[slot.style].line)


def _place(holder: Any, slot: Slot, content: Content, language: str) -> None:
    match content:
        case Prose():
            paras = fitted_prose(content, slot.width, slot.height)
            set_paras(holder._element.txBody, paras, language)
        case Grid():
            place_grid(holder, slot, content, language)
        case LogoPicture():
            place_logo(holder, slot, content)
        case PointsChart():
            place_chart(holder, content)


def _mark(page: Any, title: Any, slide: Slide) -> None:
    """Draw the strategy's mark before the title of a cover; without one the title moves to the margin."""
    slot = slide.layout.slot(TITLE)
    if slide.strategy:
        draw_mark(page.shapes, slide.strategy, MARGIN, slot.y + 11, _MARK_SIZE)
        return
    title.left, title.top, title.width, title.height = Pt(MARGIN), Pt(slot.y), Pt(slot.width), Pt(slot.height)


def _foot(page: Any, slide: Slide, deck: Deck, number: int) -> None:
    """Add footer and number, which python-pptx leaves out of new slides."""
    tree = page.shapes._spTree
    for place, (index, kind) in enumerate(((FOOTER, "ftr"), (NUMBER, "sldNum"))):
        id_ = 900 + place
        element = parse_xml(
            f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{id_}" name="{slide.layout.slot(index).name}"/>'
            f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" '
            f'idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody>{_NO_WORDS}<a:p/></p:txBody></p:sp>'
        )
        if kind == "ftr":
            slot = slide.layout.slot(index)
            line = fitted_line(deck.footer, slot.style, slot.width)
            set_paras(element.txBody, [plain(line, slot.style)], deck.language)
        else:
            field = FIELD.replace("‹#›", str(number))
            paragraph = element.txBody.find(f"{{{A}}}p")
            paragraph.append(parse_xml(field.replace("<a:fld ", f'<a:fld xmlns:a="{A}" ', 1)))
        tree.append(element)


def _describe(presentation: Any, deck: Deck, written_on: datetime.date, author: str) -> None:
    told = presentation.core_properties
    moment = datetime.datetime.combine(written_on, datetime.time())
    told.title, told.author = visible(deck.title)[:_LONGEST], visible(author)[:_LONGEST]
    told.last_modified_by = "Fourways"
    told.created = told.modified = moment
    told.revision, told.language = 1, deck.language


def _embed(part: Any, data: str) -> None:
    """Add the recommendation as a custom XML part, with the properties that name its schema."""
    package = part.package
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", package, custom_xml(data))
    store = (
        f'<ds:datastoreItem xmlns:ds="{_STORE}" ds:itemID="{_STORE_ID}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    properties = Part(
        PackURI("/customXml/itemProps1.xml"),
        _PROPERTIES_TYPE,
        package,
        etree.tostring(etree.fromstring(store), xml_declaration=True, encoding="UTF-8", standalone=True),
    )
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
