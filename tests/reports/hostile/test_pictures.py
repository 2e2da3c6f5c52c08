"""Pictures of pixels in Office files: what the typeface has no glyph for is told there too."""

import io
import zipfile

import pytest
from django.utils.translation import override

from advisor.pictures.drawing import Drawing, Words
from advisor.pictures.svg import file_svg
from advisor.reports.exporters.docx import write_docx
from advisor.reports.exporters.raster import png_of, pngs_of_drawings
from advisor.reports.paper.blocks import Figure
from tests.reports.exporters.papers import make_drawing, make_paper

RARE = ["𒀀", "🚀", "大", "ﺱ", "\ue000", "བ"]


def drawn(text: str) -> Drawing:
    return Drawing(600, 40, "Name", "One name.", (Words(4, 24, text, 15),))


@pytest.mark.parametrize("rare", RARE)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_name_in_a_drawing_is_spelled_out(rare, language):
    with override(language):
        [told] = pngs_of_drawings([(drawn(rare), 600)])
    assert told != png_of(file_svg(drawn(rare)), 600)
    assert told != png_of(file_svg(drawn("")), 600)


def test_each_picture_is_the_one_that_it_is_drawn_alone():
    several = [(drawn("One"), 300), (drawn("둘"), 600), (drawn("One"), 300)]
    assert pngs_of_drawings(several) == [png_of(file_svg(drawing), width) for drawing, width in several]
    assert pngs_of_drawings([]) == []


def test_words_pictures_are_spelled_out_and_its_drawings_keep_what_was_typed():
    paper = make_paper(blocks=[Figure(make_drawing("𒀀 App"), "Today")])
    with zipfile.ZipFile(io.BytesIO(write_docx(paper, None))) as archive:
        media = {name: archive.read(name) for name in archive.namelist() if "media" in name}
    plain = png_of(file_svg(make_drawing("𒀀 App")), 1440)
    assert plain not in media.values()
    assert pngs_of_drawings([(make_drawing("𒀀 App"), 1440)])[0] in media.values()
    assert any("𒀀 App".encode() in blob for name, blob in media.items() if name.endswith(".svg"))
