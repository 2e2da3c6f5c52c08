import pytest
from django.utils.translation import override

from advisor.editor.drawings import model_drawing
from advisor.pictures.drawing import Words
from advisor.pictures.fonts import text_width


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("layout", ["broad", "tall"])
def test_every_word_of_the_picture_is_set_whole_and_inside_it(language, layout):
    with override(language):
        drawing = model_drawing(layout)
    words = [shape for shape in drawing.shapes if isinstance(shape, Words)]
    for one in words:
        assert one.x + text_width(one.text, one.size, bold=one.bold) <= drawing.width
        assert one.y < drawing.height
        assert not one.text.endswith("…")
    said = " ".join(one.text for one in words)
    for part in drawing.description.replace(";", ":").rstrip(".").split(": ")[1:]:
        assert part.split()[0] in said
