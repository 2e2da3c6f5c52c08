"""Logos that were uploaded, made safe: whatever comes in, only newly written pixels go out.

A PNG is decoded and encoded anew, so nothing hides behind its pixels. An SVG is drawn by the typesetter,
which runs no script and fetches nothing; what could make that drawing endless is refused before.
"""

from __future__ import annotations

import io
import warnings

from django.utils.translation import gettext as _
from lxml import etree
from PIL import Image, UnidentifiedImageError

from advisor.reports.evaluation import Logo

LARGEST_KIB = 512
#: Sides of a logo in pixels: as uploaded at most, and as it is kept.
LONGEST_SIDE, KEPT_SIDE = 8_000, 1_200
MOST_ELEMENTS, DEEPEST = 2_000, 40
#: What an SVG may draw with. Patterns, filters, copies and foreign content can hide or multiply without end.
ALLOWED = frozenset(
    {
        "svg", "g", "defs", "title", "desc", "metadata", "style", "path", "rect", "circle", "ellipse", "line",
        "polyline", "polygon", "linearGradient", "radialGradient", "stop", "clipPath", "text", "tspan",
    }
)  # fmt: skip
_SVG = "{http://www.w3.org/2000/svg}"
_PNG = b"\x89PNG\r\n\x1a\n"


class LogoProblem(ValueError):
    """The picture is not taken; the message says why and what is."""


def safe_logo(content: bytes) -> Logo:
    """Return an uploaded PNG or SVG as a logo. Raises :class:`LogoProblem`."""
    if len(content) > LARGEST_KIB * 1024:
        raise LogoProblem(_("The logo is larger than %(most)s KiB.") % {"most": LARGEST_KIB})
    if content.startswith(_PNG):
        return _from_pixels(content)
    if b"<svg" in content[:4096]:
        return _from_pixels(_drawn(content))
    raise LogoProblem(_("The logo is neither a PNG nor an SVG file."))


def _from_pixels(content: bytes) -> Logo:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
                if max(picture.size) > LONGEST_SIDE:
                    sentence = _("The logo is larger than %(most)s × %(most)s pixels.")
                    raise LogoProblem(sentence % {"most": LONGEST_SIDE})
                pixels = picture.convert("RGBA")
    except (
        UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:  # fmt: skip
        if isinstance(error, LogoProblem):
            raise
        raise LogoProblem(_("The PNG file is damaged.")) from error
    pixels.thumbnail((KEPT_SIDE, KEPT_SIDE))
    kept = io.BytesIO()
    pixels.save(kept, "PNG", optimize=True)
    return Logo(kept.getvalue(), *pixels.size)


def _drawn(content: bytes) -> bytes:
    """Return an SVG as pixels."""
    from advisor.reports.exporters.raster import png_of

    _check(content)
    try:
        return png_of(content, KEPT_SIDE)
    except Exception as error:
        raise LogoProblem(_("The SVG file cannot be drawn. Export it as PNG.")) from error


def _check(content: bytes) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise LogoProblem(_("The SVG file is damaged.")) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise LogoProblem(_("The SVG file defines entities. Export it again as a plain SVG, or as PNG."))
    for count, element in enumerate(root.iter(etree.Element), start=1):
        if count > MOST_ELEMENTS or sum(1 for _above in element.iterancestors()) > DEEPEST:
            raise LogoProblem(_("The SVG file has too many shapes. Export it as PNG."))
        name = str(element.tag)
        if name.startswith(_SVG) and name.removeprefix(_SVG) not in ALLOWED:
            sentence = _("The SVG file uses <%(element)s>, which is not taken. Export it as PNG.")
            raise LogoProblem(sentence % {"element": name.removeprefix(_SVG)[:40]})
