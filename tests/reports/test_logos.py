"""Logos made safe: only newly written pixels go out."""

import io

import pytest
from PIL import Image, PngImagePlugin

from advisor.reports.logos import DEEPEST, KEPT_SIDE, LARGEST_KIB, MOST_ELEMENTS, LogoProblem, safe_logo

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">{}</svg>'
RED = '<rect width="40" height="20" fill="#f00"/>'


def png(width=300, height=100, **more):
    file = io.BytesIO()
    Image.new("RGBA", (width, height), (200, 0, 0, 128)).save(file, "PNG", **more)
    return file.getvalue()


def opened(logo):
    return Image.open(io.BytesIO(logo.png))


def test_a_png_keeps_its_pixels_and_loses_what_hides_behind_them():
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "<script>alert(1)</script>")
    logo = safe_logo(png(pnginfo=told) + b"<script>behind the end</script>")
    assert (logo.width, logo.height) == (300, 100)
    assert opened(logo).getpixel((5, 5)) == (200, 0, 0, 128)
    assert b"script" not in logo.png


def test_a_large_png_is_made_smaller():
    logo = safe_logo(png(4 * KEPT_SIDE, 400))
    assert (logo.width, logo.height) == (KEPT_SIDE, 100)


def test_an_svg_becomes_pixels():
    logo = safe_logo(SVG.format(RED).encode())
    assert logo.png.startswith(b"\x89PNG")
    assert (logo.width, logo.height) == (KEPT_SIDE, KEPT_SIDE // 2)
    assert opened(logo).convert("RGBA").getpixel((60, 60)) == (255, 0, 0, 255)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>x</body></foreignObject>",
        '<image href="file:///etc/passwd"/>',
        '<g id="a"><use href="#a"/></g>',
        '<filter id="f"/>',
        f"{'<g>' * (DEEPEST + 2)}{'</g>' * (DEEPEST + 2)}",
        RED * (MOST_ELEMENTS + 1),
    ],
)
def test_an_svg_that_could_do_more_than_draw_is_refused(inside):
    with pytest.raises(LogoProblem, match="SVG"):
        safe_logo(SVG.format(inside).encode())


def test_an_svg_with_entities_is_refused():
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG.format("<text>&b;</text>")
    with pytest.raises(LogoProblem, match="entities"):
        safe_logo(bomb.encode())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"GIF89a", "neither"),
        (b"", "neither"),
        (png()[:100], "damaged"),
        (b"<svg", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * LARGEST_KIB * 1024, "larger"),
    ],
)
def test_anything_else_is_refused_with_a_reason(content, told):
    with pytest.raises(LogoProblem, match=told):
        safe_logo(content)


def test_a_png_of_endless_size_is_refused():
    with pytest.raises(LogoProblem, match="larger"):
        safe_logo(png(20_000, 1))
