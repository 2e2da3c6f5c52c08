from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from advisor.pictures.drawing import Box, Drawing, Words
from advisor.pictures.svg import LIGHT, file_svg
from advisor.reports.exporters.raster import png_of
from advisor.reports.exporters.typesetting import bundled_fonts

PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4"
    "z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="
)


def make_svg(*shapes: Box | Words) -> str:
    return file_svg(Drawing(200, 100, "Boxes", "One box.", shapes))


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def ink(png: bytes) -> int:
    """Return how many pixels are dark."""
    return sum(opened(png).convert("L").histogram()[:128])


def test_a_picture_is_as_wide_as_asked_and_keeps_its_shape():
    assert opened(png_of(make_svg(), 640)).size == (640, 320)


def test_shapes_have_their_colours_and_the_ground_is_white():
    picture = opened(png_of(make_svg(Box(0, 0, 100, 100, fill="refactor")), 200))
    assert "#{:02x}{:02x}{:02x}".format(*picture.getpixel((50, 50))) == LIGHT["refactor"]
    assert picture.getpixel((150, 50)) == (255, 255, 255)


def test_bytes_and_text_give_the_same_pixels_every_time():
    svg = make_svg(Words(10, 50, "리팩터링 Refactor", 20))
    assert png_of(svg, 300) == png_of(svg.encode(), 300) == png_of(svg, 300)


@pytest.mark.parametrize("text", ["Refactor", "한국어"])
def test_letters_are_drawn_and_bold_ones_have_more_ink(text: str):
    regular = ink(png_of(make_svg(Words(10, 60, text, 30)), 400))
    bold = ink(png_of(make_svg(Words(10, 60, text, 30, bold=True)), 400))
    assert bold > regular > 300


def test_only_the_bundled_typeface_is_used():
    assert bundled_fonts().families() == ["Pretendard"]


@pytest.mark.parametrize(
    "address",
    [
        "logo.png",
        "../../static/advisor/mark.svg",
        "/etc/hostname",
        "file:///etc/hostname",
        "https://example.com/x.png",
    ],
)
def test_no_other_file_is_read(address: str):
    svg = make_svg().replace("</svg>", f'<image href="{address}" width="9" height="9"/></svg>')
    with pytest.raises(ValueError, match="cannot be drawn"):
        png_of(svg, 200)


def test_a_file_beside_the_program_is_not_read_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Image.new("RGB", (9, 9)).save(tmp_path / "near.png")
    monkeypatch.chdir(tmp_path)
    svg = make_svg().replace("</svg>", '<image href="near.png" width="9" height="9"/></svg>')
    with pytest.raises(ValueError, match=r"near\.png"):
        png_of(svg, 200)


def test_a_picture_inside_the_picture_is_drawn():
    svg = make_svg().replace("</svg>", f'<image href="{PIXEL}" width="100" height="100"/></svg>')
    assert opened(png_of(svg, 200)).getpixel((50, 50)) != (255, 255, 255)


@pytest.mark.parametrize("wrong", ["", "plain text", "<svg"])
def test_what_is_no_picture_is_an_error(wrong: str):
    with pytest.raises(ValueError, match="cannot be drawn"):
        png_of(wrong, 200)


def test_a_picture_without_width_is_an_error():
    with pytest.raises(ValueError, match="at least 1 pixel"):
        png_of(make_svg(), 0)
