"""Pictures in the text: as pixels for every program, as SVG for those that can, with their words."""

from __future__ import annotations

from advisor.pictures.drawing import Drawing
from advisor.reports.exporters.docx import wordml
from advisor.reports.exporters.docx.manuscript import Manuscript, Picture
from advisor.reports.exporters.docx.page import EMU_PER_PIXEL, EMU_PER_TWENTIETH
from advisor.reports.exporters.raster import pngs_of_drawings

#: Pixels of the file for each of the drawing: paper shows more than screens do.
_SHARPNESS = 2
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
#: The share of a page's height that a picture may take, so that its caption stays with it.
_TALLEST = 0.85


def fitted(width: float, height: float, manuscript: Manuscript) -> tuple[int, int]:
    """Return the size of a picture in EMU: as large as drawn (in pixels), where the page has room."""
    page = manuscript.page
    wide, high = width * EMU_PER_PIXEL, height * EMU_PER_PIXEL
    room = page.text_width * EMU_PER_TWENTIETH, page.text_height * EMU_PER_TWENTIETH * _TALLEST
    scale = min(1.0, room[0] / wide, room[1] / high)
    return round(wide * scale), round(high * scale)


def picture(
    pixels: bytes | Drawing, svg: bytes, size: tuple[int, int], words: tuple[str, str], held: Manuscript
) -> str:
    """Return a run with a picture; ``words`` are its name and its text alternative."""
    held.pictures.append(Picture(pixels, svg))
    place = len(held.pictures)
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    name, alternative = (wordml.attribute(text) for text in words)
    about = f'id="{held.next_number()}" name={name} descr={alternative}'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {extent}/><wp:docPr {about}/><wp:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {about}/><pic:cNvPicPr/></pic:nvPicPr>"
        f"<pic:blipFill>{_blip(place, svg)}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def pixels_of(manuscript: Manuscript) -> list[bytes]:
    """Return the PNG of each picture; all drawings are made in one go."""
    drawings = [one.pixels for one in manuscript.pictures if isinstance(one.pixels, Drawing)]
    drawn = iter(pngs_of_drawings([(one, round(_SHARPNESS * one.width)) for one in drawings]))
    return [next(drawn) if isinstance(one.pixels, Drawing) else one.pixels for one in manuscript.pictures]


def _blip(place: int, svg: bytes) -> str:
    if not svg:
        return f'<a:blip r:embed="rIdP{place}"/>'
    drawn = f'<asvg:svgBlip xmlns:asvg="{_SVG_NAMESPACE}" r:embed="rIdS{place}"/>'
    return (
        f'<a:blip r:embed="rIdP{place}"><a:extLst><a:ext uri="{_SVG_EXTENSION}">{drawn}</a:ext>'
        "</a:extLst></a:blip>"
    )
