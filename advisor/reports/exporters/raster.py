"""Pictures as pixels, for the formats that cannot hold vectors: typst draws them, with our typeface only."""

from __future__ import annotations

from functools import cache

import typst

from advisor.pictures.fonts import FOLDER

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
        compiler = typst.Compiler(_PAGE, root=FOLDER, font_paths=bundled_fonts())  # a root without pictures
        drawn = compiler.compile(format="png", ppi=_PPI, sys_inputs={"svg": text, "width": str(width_px)})
    except typst.TypstError as error:
        raise ValueError(f"the picture cannot be drawn: {error}") from error
    if not isinstance(drawn, bytes):
        raise ValueError("the picture cannot be drawn: it fills more than one page")
    return drawn


@cache
def bundled_fonts() -> typst.Fonts:
    """Return the bundled typeface as the only one typst may use; read once for each process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
