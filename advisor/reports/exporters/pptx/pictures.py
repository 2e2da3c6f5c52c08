"""Pictures: vectors for every PowerPoint since 2016, pixels for what cannot read them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Pt

from advisor.pictures.svg import file_svg
from advisor.reports.evaluation import Logo
from advisor.reports.exporters.pptx.deck import LogoPicture, Picture
from advisor.reports.exporters.pptx.layouts import Slot
from advisor.reports.exporters.pptx.words import a
from advisor.reports.exporters.raster import pngs_of_drawings
from advisor.reports.exporters.theme import KOREAN, LATIN
from advisor.reports.harmless import visible

#: Pixels of the fallback for one point of the slide, which is 960 points wide: 1,280 by 720, as for video.
SHARPNESS = 4 / 3
#: Typefaces that are there where slides are shown.
_FAMILIES = f"{KOREAN}, {LATIN}, sans-serif"
_SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def place_pictures(places: Sequence[tuple[Any, Slot, Picture]]) -> None:
    """Put drawings into their placeholders, each as large as it fits there whole, its top at the holder's."""
    drawings = [picture.drawing for _, _, picture in places]
    sizes = [_within(picture.drawing.width, picture.drawing.height, slot) for _, slot, picture in places]
    wide = [max(1, round(width * SHARPNESS)) for width, _ in sizes]
    pngs = pngs_of_drawings(list(zip(drawings, wide, strict=True)))
    for (holder, slot, _), drawing, size, png in zip(places, drawings, sizes, pngs, strict=True):
        shape = _insert(holder, png, f"{drawing.title}. {drawing.description}")
        _put(shape, slot.x, slot.y, *size)
        _add_vectors(shape, file_svg(drawing, _FAMILIES).encode())


def place_logo(holder: Any, slot: Slot, picture: LogoPicture) -> None:
    """Put a logo into its placeholder, at the right."""
    logo: Logo = picture.logo
    width, height = _within(logo.width, logo.height, slot)
    shape = _insert(holder, logo.png, picture.alternative)
    _put(shape, slot.x + slot.width - width, slot.y, width, height)


def _within(width: float, height: float, slot: Slot) -> tuple[float, float]:
    scale = min(slot.width / width, slot.height / height)
    return width * scale, height * scale


def _insert(holder: Any, png: bytes, alternative: str) -> Any:
    shape = holder.insert_picture(io.BytesIO(png))
    shape.crop_left = shape.crop_right = shape.crop_top = shape.crop_bottom = 0
    shape._element.nvPicPr.cNvPr.set("descr", visible(alternative))
    return shape


def _put(shape: Any, x: float, y: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = Pt(x), Pt(y), Pt(width), Pt(height)


def _add_vectors(shape: Any, svg: bytes) -> None:
    """Add an SVG to a picture, which PowerPoint shows instead of the pixels."""
    package = shape.part.package
    name = PackURI(package.next_image_partname("svg"))
    to = shape.part.relate_to(Part(name, "image/svg+xml", package, svg), RELATIONSHIP_TYPE.IMAGE)
    blip = shape._element.blipFill.find(a("blip"))
    extensions = etree.SubElement(blip, a("extLst"))
    extension = etree.SubElement(extensions, a("ext"), uri=_SVG_EXTENSION)
    vectors = etree.SubElement(extension, f"{{{_SVG_NAMESPACE}}}svgBlip", nsmap={"asvg": _SVG_NAMESPACE})
    vectors.set(f"{{{_R}}}embed", to)
