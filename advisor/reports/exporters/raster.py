"""Pictures as pixels, for the formats that cannot hold vectors: typst draws them, with our typeface only."""

from __future__ import annotations

from collections.abc import Sequence

import typst

from advisor.pictures.drawing import Drawing
from advisor.pictures.svg import file_svg
from advisor.reports.exporters.glyphs import spelled_drawing
from advisor.reports.exporters.typesetting import typeset_files

#: One typographic point to a pixel, so that widths in points are widths in pixels.
_PPI = 72.0
_PAGES = b"""\
#set page(height: auto, margin: 0pt, fill: white)
#for n in range(int(sys.inputs.count)) {
  page(
    width: float(sys.inputs.at("width" + str(n))) * 1pt,
    image(bytes(sys.inputs.at("svg" + str(n))), format: "svg", width: 100%),
  )
}
"""


def png_of(svg: str | bytes, width_px: int) -> bytes:
    """Draw an SVG that stands alone on white as a PNG, ``width_px`` pixels wide and as high as it needs.

    Letters come from the bundled typeface alone. Raises ValueError when the SVG is no SVG, or when it asks
    for another file: nothing is read but what is given.
    """
    return _pngs_of([(svg.decode() if isinstance(svg, bytes) else svg, width_px)])[0]


def pngs_of_drawings(drawings: Sequence[tuple[Drawing, int]]) -> list[bytes]:
    """Draw drawings, each with its width in pixels, as PNGs on white in the order given, all in one go.

    Characters that the typeface has no glyph for are spelled out, in the language that is active.
    """
    return _pngs_of([(file_svg(spelled_drawing(drawing)), width_px) for drawing, width_px in drawings])


def _pngs_of(pictures: Sequence[tuple[str, int]]) -> list[bytes]:
    if not pictures:
        return []
    inputs = {"count": str(len(pictures))}
    for number, (svg, width_px) in enumerate(pictures):
        if width_px < 1:
            raise ValueError(f"a picture is at least 1 pixel wide, not {width_px}")
        inputs |= {f"svg{number}": svg, f"width{number}": str(width_px)}
    try:
        return typeset_files({"main.typ": _PAGES}, inputs, format="png", ppi=_PPI)
    except typst.TypstError as error:
        raise ValueError(f"the picture cannot be drawn: {error}") from error
