"""Pictures as pixels, for the formats that cannot hold vectors: typst draws them, with our typeface only."""

from __future__ import annotations

import typst

from advisor.reports.exporters.typesetting import typeset

#: One typographic point to a pixel, so that widths in points are widths in pixels.
_PPI = 72.0
_PAGE = b"""\
#set page(width: float(sys.inputs.width) * 1pt, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)
"""


def png_of(svg: str | bytes, width_px: int) -> bytes:
    """Draw an SVG that stands alone on white as a PNG, ``width_px`` pixels wide and as high as it needs.

    Letters come from the bundled typeface alone. Raises ValueError when the SVG is no SVG, or when it asks
    for another file: nothing is read but what is given.
    """
    text = svg.decode() if isinstance(svg, bytes) else svg
    if width_px < 1:
        raise ValueError(f"a picture is at least 1 pixel wide, not {width_px}")
    try:
        return typeset({"main.typ": _PAGE}, {"svg": text, "width": str(width_px)}, format="png", ppi=_PPI)
    except typst.TypstError as error:
        raise ValueError(f"the picture cannot be drawn: {error}") from error
